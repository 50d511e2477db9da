import type { TuningRequest } from '../../shared/contract/data.ts';
import type { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { numberIn } from './recipe-draft.ts';

/** A request for training while it is written: numbers are texts, empty for the service's own choice. */
export interface TuningDraft {
  readonly providerId: string;
  readonly model: string;
  readonly scope: TuningRequest['scope']['kind'];
  readonly field: string;
  readonly beta: string;
  readonly epochs: string;
  readonly price: string;
}

export type TuningField = 'model' | 'field' | 'beta' | 'epochs' | 'price';

export const emptyTuning: TuningDraft = { providerId: '', model: '', scope: 'pooled', field: '', beta: '', epochs: '', price: '' };

export type TuningReading =
  | { readonly request: TuningRequest; readonly wrong: readonly [] }
  | { readonly request: null; readonly wrong: readonly TuningField[] };

/** The request, or which fields keep it from being one. */
export function readTuning(draft: TuningDraft, recipe: PreferenceRecipe): TuningReading {
  const model = draft.model.trim();
  const field = draft.field.trim();
  const beta = optional(draft.beta, (text) => numberIn(text, Number.MIN_VALUE, 2));
  const epochs = optional(draft.epochs, (text) => (/^\d+$/.test(text.trim()) ? numberIn(text, 1, 50) : null));
  const price = optional(draft.price, (text) => numberIn(text, 0, 1_000_000));
  const wrong: TuningField[] = [
    ...(draft.providerId === '' || model === '' ? (['model'] as const) : []),
    ...(draft.scope === 'per-group' && field === '' ? (['field'] as const) : []),
    ...(beta.ok ? [] : (['beta'] as const)),
    ...(epochs.ok ? [] : (['epochs'] as const)),
    ...(price.ok ? [] : (['price'] as const)),
  ];
  if (wrong.length > 0 || !beta.ok || !epochs.ok || !price.ok) return { request: null, wrong };
  return {
    request: {
      recipe,
      scope: draft.scope === 'per-group' ? { kind: draft.scope, field } : { kind: draft.scope },
      providerId: draft.providerId,
      baseModel: model,
      beta: beta.value,
      epochs: epochs.value,
      pricePerMillionTokens: price.value,
    },
    wrong: [],
  };
}

type Optional = { readonly ok: true; readonly value: number | null } | { readonly ok: false };

function optional(text: string, read: (text: string) => number | null): Optional {
  if (text.trim() === '') return { ok: true, value: null };
  const value = read(text);
  return value === null ? { ok: false } : { ok: true, value };
}
