import { readFileSync } from 'node:fs';
import type { Study } from '../../../shared/study/protocol.ts';
import { readStudy } from '../../../shared/study/read-study.ts';
import { stagesOf } from '../../../shared/study/protocol.ts';
import type { StageKind, StageOf } from '../../../shared/study/stages.ts';

export const templateNames = ['prism-x', 'prism-2024', 'pairwise-arena', 'single-arm-pilot'] as const;
export type TemplateName = (typeof templateNames)[number];

/** The content of a template's file, before anything is read into it. */
export function templateFile(name: TemplateName): unknown {
  return JSON.parse(readFileSync(`resources/templates/${name}.study.json`, 'utf8'));
}

/** A template as a study of its own, to be changed freely. */
export function templateStudy(name: TemplateName): Study {
  const reading = readStudy(templateFile(name));
  if (!reading.ok) throw new Error(`The template ${name} cannot be read: ${JSON.stringify(reading.problems)}`);
  return reading.study;
}

/** The first stage of a kind. */
export function stageOf<Kind extends StageKind>(study: Study, kind: Kind): StageOf<Kind> {
  const found = stagesOf(study).find((stage): stage is StageOf<Kind> => stage.kind === kind);
  if (found === undefined) throw new Error(`Study "${study.id}" has no stage of kind "${kind}".`);
  return found;
}
