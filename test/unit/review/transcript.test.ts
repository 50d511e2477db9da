import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../electron/review/transcript.ts';
import { armsOf } from '../../../electron/review/unblind.ts';
import { TranscriptView, UnblindedArms } from '../../../shared/contract/transcript.ts';
import type { PlayedEvents } from '../../../shared/exchange/exported-session.ts';
import { stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy, studyWithLayout, withStages, withTrials } from '../session/small-study.ts';

function transcript(session: PlayedSession, earlier: (sessionId: string) => PlayedEvents | null = () => null): TranscriptView {
  const view = transcriptOf({ sessionId: 'session-1', state: session.state, events: session.events, hashes: new Map() }, earlier);
  expect(TranscriptView.parse(view)).toEqual(view);
  return view;
}

function played(study: Study): PlayedSession {
  const session = new PlayedSession(study);
  while (session.state.status === 'running') session.completeStep();
  return session;
}

/** Everything in a study that names an arm. */
function namesOf(study: Study): readonly string[] {
  const standIns = stagesOf(study).flatMap((stage) => (stage.kind === 'practice' ? stage.arms : []));
  return [...study.arms, ...standIns].flatMap((arm) => [`"${arm.id}"`, arm.name, `"${arm.model.model}"`, arm.model.systemPrompt]);
}

describe('a transcript', () => {
  it.each(['parallel', 'branch', 'common-thread'] as const)('of the layout %s says what was judged, in the words of the study, and names no arm', (layout) => {
    const study = studyWithLayout(layout);
    const session = played(study);
    const view = transcript(session);
    const text = JSON.stringify(view);
    for (const name of [...namesOf(study), 'secret-reported-model']) expect([name, text.includes(name)]).toEqual([name, false]);
    const conversation = view.conversations.find((each) => each.conversationId === 'trials-1');
    expect(conversation).toMatchObject({ title: 'Talk first', type: 'unguided', layout, phase: 'done', practice: false });
    const explanation = conversation?.sheets.at(-1);
    expect(explanation).toMatchObject({
      sheetId: 'explanation',
      confirmed: true,
      judgements: [
        { kind: 'rated', low: 'Terrible', high: 'Perfect', maximum: 100, values: [{ slot: null, item: 'Values', value: 20 }, { item: 'Fluency' }] },
        { kind: 'text', question: 'In your words', boxes: [{ label: 'Good', text: 'Clear words' }, { label: 'Bad', text: '' }] },
      ],
    });
    const [turn] = conversation?.turns ?? [];
    expect(turn?.replies.map(({ slot }) => slot)).toEqual(['A', 'B', 'C', 'D']);
    if (layout === 'parallel') {
      expect(explanation?.about).toBe('D');
      expect(conversation?.sheets[0]).toMatchObject({ preferred: 'D', judgements: [{ values: [{ slot: 'A', value: 20 }, {}, {}, {}] }, { places: [['D'], ['C'], ['B'], ['A']] }] });
      expect(turn?.sheet).toBeNull();
    } else {
      expect(turn?.sheet).toMatchObject({ sheetId: 'turn', preferred: 'D', judgements: [{ question: 'How good is this response?' }] });
      expect(turn?.replies.filter(({ preferred }) => preferred).map(({ slot }) => slot)).toEqual(['D']);
    }
  });

  it('shows a conversation that was judged once more beside its original, slot by slot', () => {
    const again = {
      kind: 'repeats' as const,
      id: 'again',
      title: 'Once more',
      of: 'trials',
      count: 1,
      prompt: 'Please judge once more.',
      sheets: ['comparison'],
    };
    const session = played(withStages(smallStudy, (all) => [...all.slice(0, -2), again, ...all.slice(-2)]));
    const view = transcript(session);
    const repeated = view.conversations.find((each) => each.repeat !== null);
    const original = view.conversations.find((each) => each.conversationId === repeated?.repeat?.conversationId);
    expect(repeated).toMatchObject({ conversationId: 'again-1', title: original?.title, turns: [], repeat: { sessionNumber: 1, sheets: [{ sheetId: 'comparison' }] } });
    expect(repeated?.sheets).toHaveLength(1);
    // The same words, each in the slot that it has now.
    for (const { slot, before } of repeated?.repeat?.slots ?? []) {
      expect(slot).not.toBe(before);
      expect(repeated?.repeat?.exchanges[0]?.replies.find((each) => each.slot === slot)?.text).toBe(
        original?.turns[0]?.replies.find((each) => each.slot === before)?.text,
      );
    }
    expect(repeated?.repeat?.sheets).toEqual(original?.sheets.slice(0, 1));
  });

  it('shows a repeat of an earlier session also when that session cannot be read any more', () => {
    const again = { kind: 'repeats' as const, id: 'again', title: 'Once more', of: 'trials', count: 1, prompt: 'Again.', sheets: ['comparison'] };
    const study: Study = {
      ...smallStudy,
      sessions: [...smallStudy.sessions, { id: 'later', title: 'Later', expectedMinutes: 5, gap: null, stages: [again] }],
    };
    const first = played(study);
    const earlier = ['trials-1', 'trials-2'].map((conversationId, index) => ({
      stageId: 'trials',
      position: index + 1,
      sessionId: 'session-0',
      conversationId,
      transcript: [{ message: 'Hello there', replies: study.arms.map(({ id }, place) => ({ armId: id, text: `Words ${place}` })) }],
    }));
    const second = new PlayedSession(study, 'seed', { sessionNumber: 2, earlier });
    second.judge();
    const gone = transcript(second);
    expect(gone).toMatchObject({ sessionNumber: 2, sessionCount: 2 });
    expect(gone.conversations[0]?.repeat).toMatchObject({ sessionNumber: null, sheets: [], exchanges: [{ message: 'Hello there' }] });
    expect(gone.conversations[0]?.repeat?.exchanges[0]?.replies.every(({ text }) => text?.startsWith('Words'))).toBe(true);
    const there = transcript(second, (sessionId) => (sessionId === 'session-0' ? first : null));
    expect(there.conversations[0]?.repeat).toMatchObject({ sessionNumber: 1, sheets: [{ sheetId: 'comparison', confirmed: true }] });
    expect(there.conversations[0]?.title).toMatch(/^Talk (first|second)$/);
  });

  it('tells what was found in replies by turn; whose it was and what it said only with the arms', () => {
    const session = new PlayedSession({
      ...smallStudy,
      blinding: { ...smallStudy.blinding, leaks: { policy: 'mask', categories: ['name'], names: ['Zephyr-9'], mask: '[…]' } },
    });
    session.reach('trials');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'Who are you?', slot: null });
    session.startCalls().forEach((callId, index) => session.answer(callId, index === 1 ? 'They call me Zephyr-9.' : 'I help.'));
    session.wait(2_000);
    session.reveal();
    session.must({ kind: 'session/end', reason: 'Done', standing: 'kept' }, 'moderator');
    const view = transcript(session);
    expect(JSON.stringify(view)).not.toContain('Zephyr-9');
    const turn = view.conversations.find((each) => each.conversationId === 'trials-1')?.turns[0];
    expect(turn?.leaks).toEqual([{ category: 'name', action: 'masked' }]);
    expect(turn?.replies[1]?.text).toBe('They call me […].');
    expect(view.auditTrail.find(({ kind }) => kind === 'reply-screened')?.summary).toBe('1 passage found in a reply that gives its arm away; covered.');

    expect(() => armsOf('session-1', session.state)).toThrow('was not unblinded');
    session.must({ kind: 'session/unblind', reason: 'Analysis' }, 'moderator');
    const arms = UnblindedArms.parse(armsOf('session-1', session.state));
    const unblinded = arms.conversations.find((each) => each.conversationId === 'trials-1');
    expect(unblinded?.turns).toMatchObject([{ number: 1, leaks: [{ slot: 'B', category: 'name', action: 'masked', passage: 'Zephyr-9' }] }]);
    const armB = session.state.conversations.find((each) => each.conversationId === 'trials-1')?.slots[1]?.armId ?? '';
    expect(unblinded?.turns[0]?.slots[1]).toMatchObject({ slot: 'B', armName: `Secret name ${armB}` });
  });

  it('names the arms of every turn where they change places', () => {
    const session = played(withTrials(studyWithLayout('common-thread'), { turns: { minimum: 3, maximum: 3 } }));
    session.must({ kind: 'session/unblind', reason: 'Analysis' }, 'moderator');
    const unblinded = armsOf('session-1', session.state).conversations.find((each) => each.conversationId === 'trials-1');
    const turns = session.state.conversations.find((each) => each.conversationId === 'trials-1')?.turns ?? [];
    expect(unblinded?.turns.map((turn) => turn.slots.map(({ armName }) => armName))).toEqual(
      turns.map((turn) => turn.slots.map(({ armId }) => `Secret name ${armId}`)),
    );
  });

  it('has a line of the audit trail for every kind of event', () => {
    const session = played(studyWithLayout('branch'));
    const { auditTrail } = transcript(session);
    expect(auditTrail.every(({ summary }) => summary !== '')).toBe(true);
    const lines = (kind: string) => auditTrail.filter((entry) => entry.kind === kind).map(({ summary }) => summary);
    expect(lines('session-created')).toEqual(['Session 1 created by MM; slots of 3 conversations fixed.']);
    expect(lines('rating-given')).toContain('score: slot A rated 20.');
    expect(lines('rating-given')).toContain('attributes, values: rated 20.');
    expect(lines('judgements-confirmed')).toContain('Talk first, turn 1: sheet turn handed in; preferred: slot D.');
    expect(lines('judgements-confirmed')).toContain('Talk first: sheet explanation handed in.');
  });
});
