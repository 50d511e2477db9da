import type { CliCommand } from './command.ts';

/** A command by its name; what it needs is loaded when it is asked for. */
interface KnownCommand {
  /** The name that the command itself bears. */
  readonly name: string;
  readonly load: () => Promise<CliCommand>;
}

/** Every command but help, in the order in which help lists them. */
export const commands: readonly KnownCommand[] = [
  { name: 'export', load: async () => (await import('./export.ts')).exportCommand },
  { name: 'export prefs', load: async () => (await import('./export-prefs.ts')).exportPreferencesCommand },
  { name: 'verify', load: async () => (await import('./verify.ts')).verifyCommand },
  { name: 'sessions', load: async () => (await import('./sessions.ts')).sessionsCommand },
  { name: 'participants import', load: async () => (await import('./participants.ts')).importParticipantsCommand },
  { name: 'participants export', load: async () => (await import('./participants.ts')).exportParticipantsCommand },
  { name: 'participants', load: async () => (await import('./participants.ts')).participantsCommand },
  { name: 'studies', load: async () => (await import('./studies.ts')).studiesCommand },
  { name: 'study check', load: async () => (await import('./study-check.ts')).studyCheckCommand },
  { name: 'study schema', load: async () => (await import('./study-schema.ts')).studySchemaCommand },
  { name: 'rehearse', load: async () => (await import('./rehearse.ts')).rehearseCommand },
  { name: 'import prism', load: async () => (await import('./import-prism.ts')).importPrismCommand },
];
