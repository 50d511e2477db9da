import type { Slot } from '../../shared/session/events.ts';

/** What a row of the log says happened, before it is parsed. */
export interface StoredHappening {
  readonly kind: string;
  readonly payload: unknown;
}

/** Payloads of format 1 (protocol 1) that are written differently today. */
interface PayloadsOfFormat1 {
  'session-created': { readonly trials: readonly TrialOfFormat1[] };
  'turn-sent': { readonly conversationId: string };
  'text-confirmed': object;
  'questionnaire-answered': object;
  'rating-given': object;
  'attribute-rated': { readonly conversationId: string; readonly attribute: string; readonly value: unknown };
  'ranking-given': { readonly places: readonly (Slot | null)[] };
  'comparison-confirmed': { readonly conversationId: string; readonly best: Slot };
  'explanation-confirmed': { readonly conversationId: string; readonly good: string; readonly bad: string };
  'session-ended': object;
}

interface TrialOfFormat1 {
  readonly conversationId: string;
  readonly slots: readonly { readonly slot: Slot; readonly armId: string }[];
}

type Trials = ReadonlyMap<string, TrialOfFormat1>;

const atTheEnd = { turn: null };
const nothingPreferred = { preferred: null, tied: [] };

/**
 * How each kind of format 1 is said in format 2, one event for one event. The judgements of protocol 1 lie on the
 * sheets that `shared/study/migrations/from-1.ts` gives its studies: 'comparison' (slider 'rating', ranking
 * 'ranking') and 'explanation' (battery 'attributes' and text 'feedback' of the preferred slot).
 */
const upcasts: {
  readonly [Kind in keyof PayloadsOfFormat1]: (payload: PayloadsOfFormat1[Kind], trials: Trials) => StoredHappening;
} = {
  'session-created': (payload) => ({
    kind: 'session-created',
    payload: {
      ...payload,
      studyVersion: null,
      sessionNumber: 1,
      moderator: '',
      earlierAnswers: {},
      row: null,
      stratum: null,
      // A conversation of protocol 1 was planned by itself, so it is the only one of its type.
      trials: payload.trials.map((trial) => ({ ...trial, typeId: trial.conversationId, repeatOf: null })),
    },
  }),
  'turn-sent': (payload, trials) => ({
    kind: 'turn-sent',
    payload: { ...payload, slots: (trials.get(payload.conversationId)?.slots ?? []).map((slot) => ({ ...slot, sample: 1 })) },
  }),
  'text-confirmed': (payload) => ({ kind: 'text-confirmed', payload: { ...payload, answer: null } }),
  'questionnaire-answered': (payload) => ({ kind: 'questionnaire-answered', payload: { ...payload, order: [] } }),
  'rating-given': (payload) => ({
    kind: 'rating-given',
    payload: { ...payload, ...atTheEnd, judgementId: 'rating', item: null, moved: true },
  }),
  'attribute-rated': ({ conversationId, attribute, value }) => ({
    kind: 'rating-given',
    payload: { conversationId, ...atTheEnd, judgementId: 'attributes', slot: null, item: attribute, value, moved: true },
  }),
  'ranking-given': (payload) => ({
    kind: 'ranking-given',
    payload: {
      ...payload,
      ...atTheEnd,
      judgementId: 'ranking',
      places: payload.places.map((slot) => (slot === null ? [] : [slot])),
    },
  }),
  'comparison-confirmed': ({ conversationId, best }) => ({
    kind: 'judgements-confirmed',
    payload: { conversationId, ...atTheEnd, sheetId: 'comparison', preferred: best, tied: [], texts: {} },
  }),
  'explanation-confirmed': ({ conversationId, good, bad }) => ({
    kind: 'judgements-confirmed',
    payload: { conversationId, ...atTheEnd, sheetId: 'explanation', ...nothingPreferred, texts: { feedback: { good, bad } } },
  }),
  'session-ended': (payload) => ({ kind: 'session-ended', payload: { ...payload, standing: 'kept' } }),
};

/**
 * The function that says the events of one session in today's format. It has to be given all of them in order,
 * because who answers a message of format 1 stands in the session's first event.
 */
export function upcasterOf(): (happening: StoredHappening, format: number) => StoredHappening {
  let trials: Trials = new Map();
  return (happening, format) => {
    if (format > 1) return happening;
    if (happening.kind === 'session-created') {
      const created = happening.payload as PayloadsOfFormat1['session-created'];
      trials = new Map(created.trials.map((trial) => [trial.conversationId, trial]));
    }
    if (!Object.hasOwn(upcasts, happening.kind)) return happening;
    // The log was checked against the schema of its time when it was written, so the payload is of its kind.
    const upcast = upcasts[happening.kind as keyof PayloadsOfFormat1] as (payload: unknown, trials: Trials) => StoredHappening;
    return upcast(happening.payload, trials);
  };
}
