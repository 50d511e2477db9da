import { describe, expect, it } from 'vitest';
import { messagesFor, modelOfSlot } from '../../../electron/session/thread.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import { replay } from '../../../shared/session/evolve.ts';
import { screenReply } from '../../../shared/session/screen-reply.ts';
import type { PersonalContext } from '../../../shared/session/events.ts';
import type { PersonalPrompt } from '../../../shared/study/arms.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { exchange, promptOf } from './a-context.ts';

const personal: PersonalContext = {
  profile: { self_description: 'I keep forty seven racing pigeons behind the old brewery.', gender: 'Female' },
  summary: 'They breed birds and value plain speaking above everything else.',
  exchanges: [
    exchange(1, { type: 'unguided', message: 'How do I bake bread?', gap: 90 }),
    exchange(2, { type: 'values guided', message: 'Should robots be taxed?', gap: 10 }),
  ],
};

function studyWith(personalisation: PersonalPrompt): Study {
  return { ...smallStudy, arms: smallStudy.arms.map((arm) => (arm.id === 'arm-prompted' ? { ...arm, personalisation } : arm)) };
}

/** What every arm of the running turn is sent as system prompt. */
function promptsNow(session: PlayedSession): Readonly<Record<string, string>> {
  const trial = currentTrialOf(session.state);
  const turn = trial?.conversation.turns.at(-1);
  if (!trial || !turn) throw new Error('No turn is running.');
  return Object.fromEntries(
    turn.slots.map((each) => [each.armId, messagesFor(session.state, trial, turn, each, modelOfSlot(session.state, trial, each)).find(({ role }) => role === 'system')?.content ?? '']),
  );
}

describe('what arms are told in a session', () => {
  it('is told to the prompted arm alone, and fits the type and opening of each conversation', () => {
    const prompt = promptOf('Known: {{self_description}}\nLike this:\n{{type}}\nNear this:\n{{near}}', {
      placeholders: {
        type: { kind: 'examples', rule: 'same-type', count: 1 },
        near: { kind: 'examples', rule: 'nearest-topic', count: 1 },
      },
    });
    const session = new PlayedSession(studyWith(prompt), 'seed', { personal });
    session.reach('trials');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'A tax on robots?', slot: null });
    const prompts = promptsNow(session);
    const told = prompts['arm-prompted'];
    expect(told).toMatch(/^Secret prompt arm-prompted\.\n\nKnown: I keep forty seven racing pigeons behind the old brewery\.\nLike this:\nMessage: How do I bake bread\?/);
    expect(told).toMatch(/Near this:\nMessage: Should robots be taxed\?/);
    expect(Object.entries(prompts).filter(([, text]) => text.includes('pigeons'))).toHaveLength(1);
    expect(replay(session.study, session.events).personal).toEqual(personal);
    for (const callId of session.startCalls()) session.answer(callId);
    session.wait(2_000);
    session.reveal();
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'And bread, how is it baked?', slot: null });
    expect(promptsNow(session)['arm-prompted']).toBe(told);
  });

  it('is scanned for in replies: the profile, and the summary', () => {
    const study = studyWith(promptOf('{{self_description}} {{s}}', { placeholders: { s: { kind: 'summary' } } }));
    const leaking: Study = { ...study, blinding: { ...study.blinding, leaks: { ...study.blinding.leaks, categories: ['profile'] } } };
    const found = (known: PersonalContext | null, text: string): number => {
      const session = new PlayedSession(leaking, 'seed', { personal: known });
      session.reach('trials');
      session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'Hello', slot: null });
      session.startCalls();
      const conversation = currentTrialOf(session.state)?.conversation;
      const turn = conversation?.turns.at(-1);
      const call = turn?.calls.find(({ armId }) => armId === 'arm-prompted');
      if (!conversation || !turn || !call) throw new Error('The prompted arm was not asked.');
      const reply = { text, finishReason: null, reportedModel: null, promptTokens: null, completionTokens: null, startedAtUtcMilliseconds: 0, timeToFirstTokenMilliseconds: null, totalMilliseconds: 0, callMilliseconds: 0 };
      return screenReply(session.state, conversation, turn, call, reply)?.leaks.length ?? 0;
    };
    expect(found(personal, 'Since you keep forty seven racing pigeons behind the old brewery, try this.')).toBe(1);
    expect(found(personal, 'You breed birds and value plain speaking above everything else, so be it.')).toBe(1);
    expect(found(null, 'Since you keep forty seven racing pigeons behind the old brewery, try this.')).toBe(0);
  });
});
