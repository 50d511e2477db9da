import type { CliCommand } from './command.ts';
import { exportCommand } from './export.ts';
import { rehearseCommand } from './rehearse.ts';
import { sessionsCommand } from './sessions.ts';
import { studiesCommand } from './studies.ts';
import { studyCheckCommand } from './study-check.ts';
import { studySchemaCommand } from './study-schema.ts';
import { verifyCommand } from './verify.ts';

/** Every command but help, in the order in which help lists them. */
export const commands: readonly CliCommand[] = [
  exportCommand,
  verifyCommand,
  sessionsCommand,
  studiesCommand,
  studyCheckCommand,
  studySchemaCommand,
  rehearseCommand,
];
