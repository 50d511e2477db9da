import type { CliCommand } from './command.ts';
import { exportPreferencesCommand } from './export-prefs.ts';
import { exportCommand } from './export.ts';
import { importPrismCommand } from './import-prism.ts';
import { exportParticipantsCommand, importParticipantsCommand, participantsCommand } from './participants.ts';
import { rehearseCommand } from './rehearse.ts';
import { sessionsCommand } from './sessions.ts';
import { studiesCommand } from './studies.ts';
import { studyCheckCommand } from './study-check.ts';
import { studySchemaCommand } from './study-schema.ts';
import { verifyCommand } from './verify.ts';

/** Every command but help, in the order in which help lists them. */
export const commands: readonly CliCommand[] = [
  exportCommand,
  exportPreferencesCommand,
  verifyCommand,
  sessionsCommand,
  importParticipantsCommand,
  exportParticipantsCommand,
  participantsCommand,
  studiesCommand,
  studyCheckCommand,
  studySchemaCommand,
  rehearseCommand,
  importPrismCommand,
];
