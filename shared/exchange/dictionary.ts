import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';
import type { Judgement} from '../study/judgements.ts';
import { type Sheet } from '../study/judgements.ts';
import { stagesOf, trialStageOf, type Study } from '../study/protocol.ts';
import { isTrialStage, type Stage } from '../study/stages.ts';
import { column, optionalColumn } from './column.ts';

/** What the rows about a study are made of. */
export interface ExportedStudy {
  readonly study: Study;
  readonly digest: string;
  /** Number of the locked version; null for one that is not locked. */
  readonly version: number | null;
}

const kinds = ['slider', 'likert', 'choice', 'ranking', 'attributes', 'text'] as const satisfies readonly Judgement['kind'][];

/** A row of judgements.csv. */
export const DictionaryRow = z.strictObject({
  study_id: column(Identifier, 'Study.'),
  study_digest: column(z.string(), 'Version of the study, by its digest; MANIFEST.json says which file holds it.'),
  study_version: optionalColumn(z.int().min(1), 'Number of that version.', { missing: 'Empty for a study that is not locked.' }),
  stage_id: column(Identifier, 'Stage in which the judgement is asked for.'),
  stage_kind: column(z.string(), 'Kind of the stage.'),
  sheet_id: column(Identifier, 'Sheet: what is judged on one screen.'),
  asked: column(z.enum(['after-each-turn', 'at-the-end']), 'When the sheet is shown in a conversation.'),
  sheet_position: column(z.int().min(1), 'Place of the sheet among those shown at the same time, 1 first.'),
  judgement_id: column(Identifier, 'Judgement.'),
  judgement_position: column(z.int().min(1), 'Place of the judgement on its sheet, 1 first.'),
  kind: column(z.enum(kinds), 'slider and attributes: ratings.csv, 1 to 100. likert: ratings.csv, 1, 2, … choice: choices.csv. ranking: rankings.csv. text: texts.csv.'),
  of: optionalColumn(
    z.enum(['each-slot', 'preferred', 'conversation']),
    'each-slot: every response by itself. preferred: the one preferred before. conversation: the whole.',
    { missing: 'Empty where all slots are set against each other, and for texts.' },
  ),
  decides_preferred: column(z.boolean(), 'True for the judgement that says which slot is preferred.'),
  question: column(z.string(), 'The question as the participant read it; {assistant} stands for the label of the preferred slot.'),
  required: column(z.boolean(), 'True when it had to be answered.'),
  item: optionalColumn(Identifier, 'Item of a battery, or box of a text.', { missing: 'Empty for a question of one part.' }),
  item_label: optionalColumn(z.string(), 'Its label.', { missing: 'Empty when item is.' }),
  value_labels: column(
    z.string(),
    'What stored values mean, as a JSON object from value to words. Sliders have words at 1 and 100; a ranking has those of its first and last place.',
  ),
});
export type DictionaryRow = z.infer<typeof DictionaryRow>;

/** Every judgement that a version of a study asks for. */
export function dictionaryRows({ study, digest, version }: ExportedStudy): readonly DictionaryRow[] {
  return stagesOf(study).flatMap((stage) =>
    sheetsOfStage(study, stage).flatMap(({ sheet, asked, position }) =>
      sheet.judgements.flatMap((judgement, index) =>
        itemsOf(judgement).map(
          ({ id, label }): DictionaryRow => ({
            study_id: study.id,
            study_digest: digest,
            study_version: version,
            stage_id: stage.id,
            stage_kind: stage.kind,
            sheet_id: sheet.id,
            asked,
            sheet_position: position,
            judgement_id: judgement.id,
            judgement_position: index + 1,
            kind: judgement.kind,
            of: 'of' in judgement ? judgement.of : null,
            decides_preferred: sheet.preferredBy === judgement.id,
            question: judgement.question,
            required: judgement.required,
            item: id,
            item_label: label,
            value_labels: JSON.stringify(valueLabelsOf(judgement)),
          }),
        ),
      ),
    ),
  );
}

interface AskedSheet {
  readonly sheet: Sheet;
  readonly asked: DictionaryRow['asked'];
  readonly position: number;
}

function sheetsOfStage(study: Study, stage: Stage): readonly AskedSheet[] {
  const atTheEnd = (sheets: readonly Sheet[]) =>
    sheets.map((sheet, index): AskedSheet => ({ sheet, asked: 'at-the-end', position: index + 1 }));
  if (stage.kind === 'repeats') {
    return atTheEnd(trialStageOf(study, stage.of).sheets.filter((sheet) => stage.sheets.includes(sheet.id)));
  }
  if (!isTrialStage(stage)) return [];
  const afterTurns: AskedSheet[] = stage.turnSheet ? [{ sheet: stage.turnSheet, asked: 'after-each-turn', position: 1 }] : [];
  return [...afterTurns, ...atTheEnd(stage.sheets)];
}

function itemsOf(judgement: Judgement): readonly { readonly id: string | null; readonly label: string | null }[] {
  if (judgement.kind === 'attributes') return judgement.items;
  return judgement.kind === 'text' ? judgement.boxes : [{ id: null, label: null }];
}

function valueLabelsOf(judgement: Judgement): Readonly<Record<string, string>> {
  const numbered = (labels: readonly string[]) => Object.fromEntries(labels.map((label, index) => [String(index + 1), label]));
  switch (judgement.kind) {
    case 'slider':
    case 'attributes':
      return { '1': judgement.low, '100': judgement.high, ...notApplicable(judgement) };
    case 'likert':
      return { ...numbered(judgement.points), ...notApplicable(judgement) };
    case 'choice':
      return { ...numbered(judgement.strengths), ...(judgement.tie === null ? {} : { tie: judgement.tie }) };
    case 'ranking':
      return { first: judgement.best, last: judgement.worst };
    case 'text':
      return {};
  }
}

function notApplicable({ notApplicable: words }: { readonly notApplicable: string | null }): Readonly<Record<string, string>> {
  return words === null ? {} : { 'not-applicable': words };
}
