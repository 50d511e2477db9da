import type { SummaryView } from '../../shared/contract/personal.ts';
import type { ParticipantSummary } from '../../shared/people/participant.ts';
import { summaryRequest } from '../../shared/personal/summary-request.ts';
import type { PersonalContext } from '../../shared/session/events.ts';
import { canonicalJson } from '../../shared/study/canonical-json.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { AskArm } from '../session/ask-arm.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';

export interface SummariesSurroundings {
  readonly storage: Pick<Storage, 'listParticipants' | 'readParticipant' | 'readSummary' | 'recordCopy' | 'setSummary'>;
  readonly settings: Pick<Settings, 'addressOf'>;
  readonly ask: AskArm;
  /** Everything that prompts may be told of a participant. */
  readonly contextOf: (studyId: string, participantCode: string) => PersonalContext;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** Summaries of participants for prompts: made once by a model, used only after somebody has reviewed them. */
export class Summaries {
  readonly #surroundings: SummariesSurroundings;
  readonly #beingMade = new Set<string>();

  constructor(surroundings: SummariesSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Of everybody in the register who was not erased. */
  list(studyId: string): SummaryView[] {
    const { storage } = this.#surroundings;
    return storage.listParticipants(studyId).flatMap(({ code, erased }) => (erased === null ? [viewOf(code, storage.readSummary(studyId, code))] : []));
  }

  /**
   * Asks a model for a summary and keeps it, unreviewed, in place of an earlier one. When the model fails, what
   * was there stays.
   * @throws CallRefusal 'unknown-participant', 'nothing-known', 'summary-running', 'summary-failed', and what
   *   the settings say of a provider
   */
  async make(studyId: string, code: string, chosen: { readonly providerId: string; readonly model: string }): Promise<SummaryView> {
    const { settings, ask, contextOf, storage, now } = this.#surroundings;
    this.#requireParticipant(studyId, code);
    const messages = summaryRequest(contextOf(studyId, code));
    if (messages === null) throw new CallRefusal('nothing-known', message('person-summary.nothing-known', { code }));
    const key = `${studyId}/${code}`;
    if (this.#beingMade.has(key)) throw new CallRefusal('summary-running', message('person-summary.running', { code }));
    const baseURL = settings.addressOf(chosen.providerId);
    const model = { ...chosen, parameters: {}, systemPrompt: '', baseURL };
    this.#beingMade.add(key);
    try {
      // Before it is asked: whatever comes of it, it has been sent.
      storage.recordCopy({ kind: 'summary', where: `${chosen.providerId}: ${baseURL}`, people: [{ studyId, participantCode: code }] });
      const result = await ask(model, messages, { signal: new AbortController().signal });
      const text = result.status === 'ok' ? result.text.trim() : '';
      if (result.status !== 'ok' || text === '') {
        const detail = result.status === 'failed' ? result.detail : '';
        throw new CallRefusal('summary-failed', message('person-summary.failed', { model: chosen.model, detail }));
      }
      // The participant may have been erased while the model was writing.
      this.#requireParticipant(studyId, code);
      storage.setSummary(studyId, code, {
        text,
        madeText: result.text,
        ...chosen,
        request: canonicalJson(messages),
        madeAtUtcMilliseconds: now(),
        reviewed: null,
      });
    } finally {
      this.#beingMade.delete(key);
    }
    return this.#view(studyId, code);
  }

  /** From now on prompts use it, in the words of the reviewer. What the model wrote is kept beside it. */
  review(studyId: string, code: string, { text, by }: { readonly text: string; readonly by: string }): SummaryView {
    const { storage, now } = this.#surroundings;
    this.#requireParticipant(studyId, code);
    const made = storage.readSummary(studyId, code);
    if (made === null) throw new CallRefusal('no-summary', message('person-summary.none', { code }));
    storage.setSummary(studyId, code, { ...made, text, reviewed: { by, atUtcMilliseconds: now() } });
    return this.#view(studyId, code);
  }

  discard(studyId: string, code: string): SummaryView {
    this.#requireParticipant(studyId, code);
    this.#surroundings.storage.setSummary(studyId, code, null);
    return this.#view(studyId, code);
  }

  #view(studyId: string, code: string): SummaryView {
    return viewOf(code, this.#surroundings.storage.readSummary(studyId, code));
  }

  #requireParticipant(studyId: string, code: string): void {
    const registered = this.#surroundings.storage.readParticipant(studyId, code);
    if (registered === null || registered.erased !== null) {
      throw new CallRefusal('unknown-participant', message('person-summary.unknown-participant', { code }));
    }
  }
}

function viewOf(participantCode: string, summary: ParticipantSummary | null): SummaryView {
  if (summary === null) return { participantCode, summary: null };
  const { text, madeText, providerId, model, madeAtUtcMilliseconds, reviewed } = summary;
  return {
    participantCode,
    summary: { text, madeText, providerId, model, madeAtUtcMilliseconds, reviewedBy: reviewed?.by ?? null, reviewedAtUtcMilliseconds: reviewed?.atUtcMilliseconds ?? null },
  };
}
