import type { NewEvent } from '../../../electron/storage/storage.ts';
import type { Actor, SessionEvent, Slot } from '../../../shared/session/events.ts';

const begin = 1_800_000_000_000;
const model = { providerId: 'practice', model: 'm-1', parameters: { temperature: 0.5 }, systemPrompt: '', baseURL: 'practice' };
const talk = { conversationId: 'talks-1' };
const plain = { headings: false, bold: false, emoji: false, trailingQuestions: false };

/** Events of a session by hand, one every second. */
class Diary {
  readonly entries: NewEvent[] = [];

  add(event: SessionEvent, actor: Actor = 'participant'): void {
    const seconds = this.entries.length;
    const at = { utcMilliseconds: begin + seconds * 1_000, monotonicMilliseconds: seconds * 1_000 };
    this.entries.push({ event, at, actor });
  }

  /** A turn in which every slot is answered with "<callId> says". */
  turn(turn: number, slots: readonly (readonly [Slot, string, number])[]): void {
    const responses = slots.map(([slot, armId]) => ({ slot, armId, callId: `call-${turn}-${slot}` }));
    const answering = slots.map(([slot, armId, sample]) => ({ slot, armId, sample }));
    this.add({ kind: 'turn-sent', payload: { ...talk, turn, text: `Message ${turn}`, slots: answering } });
    for (const response of responses) {
      this.add({ kind: 'call-started', payload: { ...talk, turn, ...response, model, messages: [{ role: 'user', content: 'Hello' }] } }, 'system');
      this.end(response.callId);
      if (response.callId === 'call-1-A') this.screen(response.callId);
    }
    this.add({ kind: 'turn-revealed', payload: { ...talk, turn, responses } }, 'system');
  }

  end(callId: string): void {
    const reply = {
      text: `${callId} says **I am Luna**`,
      finishReason: 'stop',
      reportedModel: null,
      promptTokens: null,
      completionTokens: null,
      startedAtUtcMilliseconds: begin,
      timeToFirstTokenMilliseconds: 10,
      totalMilliseconds: 20,
      callMilliseconds: 20,
    };
    this.add({ kind: 'call-ended', payload: { callId, outcome: 'answered', attempts: 1, reply, category: null } }, 'system');
  }

  screen(callId: string): void {
    const leaks = [
      { category: 'self-introduction' as const, start: 16, end: 25, text: 'I am Luna' },
      { category: 'name' as const, start: 21, end: 25, text: 'Luna' },
    ];
    const look = { ...plain, bold: true };
    this.add({ kind: 'reply-screened', payload: { callId, leaks, action: 'masked', look, text: `${callId} says [covered]` } }, 'system');
  }

  rate(turn: number | null, judgementId: string, slot: Slot | null, item: string | null, value: number | 'not-applicable', moved = true): void {
    this.add({ kind: 'rating-given', payload: { ...talk, turn, judgementId, slot, item, value, moved } });
  }
}

/**
 * A second session of protocol 2 with all that protocol 1 did not know: an allocated row, a type that was picked,
 * a branch with samples judged turn by turn, ties, a masked leak, a repeat of an earlier session, a form with an
 * order of presentation, a message that was answered, and an end by withdrawal.
 */
export function branchSession(studyDigest: string): readonly NewEvent[] {
  const diary = new Diary();
  diary.add(
    {
      kind: 'session-created',
      payload: {
        studyId: 'branches',
        studyDigest,
        studyVersion: 2,
        participantCode: 'P7',
        sessionNumber: 2,
        moderator: 'AB',
        row: 'young-3',
        stratum: 'young',
        seed: 'seed',
        earlierAnswers: {},
        trials: [
          { ...talk, stageId: 'talks', typeId: null, slots: [{ slot: 'A', armId: 'arm-one' }, { slot: 'B', armId: 'arm-two' }], repeatOf: null },
          {
            conversationId: 'again-1',
            stageId: 'again',
            typeId: null,
            slots: [{ slot: 'A', armId: 'arm-two' }, { slot: 'B', armId: 'arm-one' }],
            repeatOf: {
              sessionId: 's-earlier',
              conversationId: 'talks-2',
              transcript: [{ message: 'Hi', replies: [{ armId: 'arm-one', text: 'One' }, { armId: 'arm-two', text: 'Two' }] }],
            },
          },
        ],
        models: [{ stageId: 'talks', armId: 'arm-one', model }, { stageId: 'talks', armId: 'arm-two', model }],
      },
    },
    'moderator',
  );
  diary.add({ kind: 'step-entered', payload: { step: 0 } }, 'system');
  diary.add({
    kind: 'questionnaire-answered',
    payload: {
      stageId: 'profile',
      answers: { hobbies: ['chess', 'other'], 'Wie geht’s?': 'gut', matrix: { row1: 3 }, hidden: 0 },
      timings: { hobbies: { firstChangeMilliseconds: 5, lastChangeMilliseconds: 9.5, changes: 2 } },
      order: [{ name: 'Wie geht’s?' }, { name: 'hobbies', choices: ['other', 'chess'] }, { name: 'skipped' }, { name: 'matrix' }],
    },
  });
  diary.add({ kind: 'text-confirmed', payload: { stageId: 'wishes', answer: 'More time' } });
  diary.add({ kind: 'step-entered', payload: { step: 2 } }, 'system');
  diary.add({ kind: 'type-picked', payload: { ...talk, typeId: 'values' } });
  diary.turn(0, [['A', 'arm-one', 1], ['B', 'arm-two', 1]]);
  diary.rate(0, 'quality', 'A', null, 50, false);
  diary.rate(0, 'quality', 'B', null, 'not-applicable');
  diary.add({ kind: 'choice-given', payload: { ...talk, turn: 0, judgementId: 'better', slot: null, strength: null } });
  diary.add({ kind: 'choice-given', payload: { ...talk, turn: 0, judgementId: 'better', slot: 'B', strength: 2 } });
  diary.add({ kind: 'judgements-confirmed', payload: { ...talk, turn: 0, sheetId: 'each-turn', preferred: 'B', tied: [], texts: {} } });
  diary.turn(1, [['A', 'arm-two', 1], ['B', 'arm-two', 2], ['C', 'arm-two', 3]]);
  const places: Slot[][] = [['A', 'C'], ['B'], []];
  diary.add({ kind: 'ranking-given', payload: { ...talk, turn: 1, judgementId: 'order', places } });
  diary.add({ kind: 'judgements-confirmed', payload: { ...talk, turn: 1, sheetId: 'each-turn', preferred: 'C', tied: ['A', 'C'], texts: {} } });
  diary.add({ kind: 'conversation-finished', payload: { ...talk, reason: null } });
  diary.rate(null, 'quality', null, null, 70);
  diary.rate(null, 'qualities', null, 'warmth', 20);
  diary.rate(null, 'qualities', null, 'warmth', 30);
  diary.add({
    kind: 'judgements-confirmed',
    payload: { ...talk, turn: null, sheetId: 'why', preferred: null, tied: [], texts: { words: { good: 'Clear', bad: '' } } },
  });
  diary.add({ kind: 'step-entered', payload: { step: 3 } }, 'system');
  diary.add({ kind: 'session-ended', payload: { reason: 'Has to leave', standing: 'withdrawn' } }, 'moderator');
  return diary.entries;
}
