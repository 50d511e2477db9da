import { RehearsalParameters, type RehearsalParameters as Parameters } from '../../../shared/rehearsal/rehearsal.ts';
import { readNumber } from '../forms/number-text.ts';

/** The fields of the form, as they are typed. Shares are typed as percentages. */
export interface RehearsalTexts {
  readonly participants: string;
  readonly seed: string;
  readonly worths: Readonly<Record<string, string>>;
  readonly worthSpread: string;
  readonly positionBias: string;
  readonly lengthBias: string;
  readonly tieRate: string;
  readonly dropOut: string;
  readonly noise: string;
  /** Sample sizes with spaces or commas between them; empty for a curve around the planned sample. */
  readonly sampleSizes: string;
  readonly runs: string;
}

/** A field, or the worth of an arm. */
export type RehearsalField = Exclude<keyof RehearsalTexts, 'worths'> | `worth:${string}`;

export type RehearsalReading =
  | { readonly ok: true; readonly parameters: Parameters }
  | { readonly ok: false; readonly fields: readonly RehearsalField[] };

export function textsOfRehearsal({ participants, seed, chooser, power }: Parameters): RehearsalTexts {
  const { worths, worthSpread, positionBias, lengthBias, tieRate, dropOut, noise } = chooser;
  return {
    participants: String(participants),
    seed,
    worths: Object.fromEntries(Object.entries(worths).map(([armId, worth]) => [armId, String(worth)])),
    worthSpread: String(worthSpread),
    positionBias: String(positionBias.kind === 'linear' ? positionBias.firstOverLast : 0),
    lengthBias: String(lengthBias),
    tieRate: percentText(tieRate),
    dropOut: percentText(dropOut),
    noise: String(noise),
    sampleSizes: power?.sampleSizes?.join(' ') ?? '',
    runs: String(power?.runs ?? 500),
  };
}

/**
 * What was typed, as parameters; or the fields that hold no number, or one out of order.
 * @param base what the form has no fields for
 */
export function readRehearsal(texts: RehearsalTexts, base: Parameters): RehearsalReading {
  const wrong: RehearsalField[] = [];
  const number = (field: RehearsalField, text: string, factor = 1): number => {
    const read = readNumber(text);
    if (read.kind === 'number') return Number((read.value * factor).toPrecision(12));
    wrong.push(field);
    return 0;
  };
  const sizes = texts.sampleSizes.split(/[\s,;]+/u).filter((text) => text !== '');
  const candidate = {
    ...base,
    participants: number('participants', texts.participants),
    seed: texts.seed.trim(),
    chooser: {
      ...base.chooser,
      worths: Object.fromEntries(Object.entries(texts.worths).map(([armId, text]) => [armId, number(`worth:${armId}`, text)])),
      worthSpread: number('worthSpread', texts.worthSpread),
      positionBias: { kind: 'linear' as const, firstOverLast: number('positionBias', texts.positionBias) },
      lengthBias: number('lengthBias', texts.lengthBias),
      tieRate: number('tieRate', texts.tieRate, 0.01),
      dropOut: number('dropOut', texts.dropOut, 0.01),
      noise: number('noise', texts.noise),
    },
    power: {
      contrasts: base.power?.contrasts ?? null,
      sampleSizes: sizes.length === 0 ? null : sizes.map((text) => number('sampleSizes', text)),
      runs: number('runs', texts.runs),
    },
  };
  const parsed = RehearsalParameters.safeParse(candidate);
  const fields = [...wrong, ...(parsed.success ? [] : parsed.error.issues.map((issue) => fieldAt(issue.path)))];
  if (fields.length > 0) return { ok: false, fields: [...new Set(fields)] };
  return parsed.success ? { ok: true, parameters: parsed.data } : { ok: false, fields: [] };
}

function fieldAt([first, second, third]: readonly PropertyKey[]): RehearsalField {
  if (first === 'chooser') return second === 'worths' ? `worth:${String(third)}` : (String(second) as RehearsalField);
  return String(first === 'power' ? second : first) as RehearsalField;
}

function percentText(share: number): string {
  return String(Number((share * 100).toPrecision(12)));
}
