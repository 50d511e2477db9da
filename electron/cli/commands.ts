import type { CliCommand } from './command.ts';
import { exportCommand } from './export.ts';
import { sessionsCommand } from './sessions.ts';
import { studiesCommand } from './studies.ts';
import { verifyCommand } from './verify.ts';

/** Every command but help, in the order in which help lists them. */
export const commands: readonly CliCommand[] = [exportCommand, verifyCommand, sessionsCommand, studiesCommand];
