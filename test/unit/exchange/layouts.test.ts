import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportStudy } from '../../../electron/exchange/export-study.ts';
import type { Slot } from '../../../shared/session/events.ts';
import { currentStepOf } from '../../../shared/session/queries.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy, studyWithLayout, withStages, withTrials } from '../session/small-study.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { entriesOf } from '../storage/played-sessions.ts';
import { Archive } from './archives.ts';

/** Stores the sessions of a study in the order given, exports them and reads the archive. */
async function archiveOf(...sessions: readonly PlayedSession[]): Promise<Archive> {
  const storage = await opened();
  const { study } = sessions[0]!;
  const digest = storage.saveStudy(study);
  sessions.forEach((session, index) => storage.appendEvents(`session-${index + 1}`, entriesOf(session.events, digest)));
  const file = join(newFolder(), 'study.zip');
  await exportStudy(storage, study.id, file, { now: new Date(0), appVersion: '0' });
  return Archive.read(file);
}

function played(study: Study): PlayedSession {
  const session = new PlayedSession(study);
  while (session.state.status === 'running') session.completeStep();
  return session;
}

/** A branching conversation of three turns, whose opening is won by C. */
function branched(): PlayedSession {
  const session = new PlayedSession(withTrials(studyWithLayout('branch'), { turns: { minimum: 1, maximum: 3 } }));
  session.reach('trials');
  const conversationId = session.conversationId();
  const score = (turn: number, values: Partial<Record<Slot, number>>) => {
    for (const [slot, value] of Object.entries(values)) {
      session.must({ kind: 'judgement/rate', conversationId, turn, judgementId: 'score', slot: slot as Slot, item: null, value });
    }
    session.must({ kind: 'judgement/confirm', conversationId, turn, sheetId: 'turn', texts: {} });
  };
  session.holdTurn('What shall we cook?');
  score(0, { A: 10, B: 20, C: 90, D: 30 });
  session.holdTurn('And for dessert?');
  score(1, { B: 80, A: 60 });
  session.holdTurn('Thank you.');
  score(2, {});
  session.must({ kind: 'conversation/finish', conversationId });
  session.judge();
  return session;
}

describe('the layouts of conversations', () => {
  it('parallel: each slot is one arm from the first to the last turn', async () => {
    const session = played(smallStudy);
    const archive = await archiveOf(session);
    const [conversation] = session.state.conversations.filter((each) => each.stageId === 'trials');
    const rows = archive.rows('responses.csv').filter((row) => row['conversation_id'] === conversation?.conversationId);
    expect(rows.map((row) => [row['layout'], row['slot'], row['arm_id'], row['sample']])).toEqual(
      conversation?.slots.map(({ slot, armId }) => ['parallel', slot, armId, '1']),
    );
  });

  it('branch: the preferred arm of the opening gives all samples of the later turns', async () => {
    const session = branched();
    const archive = await archiveOf(session);
    const armId = session.state.conversations.find((each) => each.conversationId === 'trials-1')?.slots[2]?.armId;
    const responses = archive.rows('responses.csv').filter((row) => row['conversation_id'] === 'trials-1');
    expect(responses.map((row) => [row['turn_number'], row['slot'], row['sample'], row['slots_in_turn'], row['preferred']])).toEqual([
      ['1', 'A', '1', '4', 'false'],
      ['1', 'B', '1', '4', 'false'],
      ['1', 'C', '1', '4', 'true'],
      ['1', 'D', '1', '4', 'false'],
      ['2', 'A', '1', '2', 'false'],
      ['2', 'B', '2', '2', 'true'],
      ['3', 'A', '1', '2', expect.anything()],
      ['3', 'B', '2', '2', expect.anything()],
    ]);
    expect(new Set(responses.slice(4).map((row) => row['arm_id']))).toEqual(new Set([armId]));
    const ratings = archive.rows('ratings.csv').filter((row) => row['conversation_id'] === 'trials-1');
    expect(ratings.filter((row) => row['turn_index'] === '1')).toMatchObject([
      { slot: 'A', sample: '1', arm_id: armId, value: '60', rating_order: '2', moved: 'true' },
      { slot: 'B', sample: '2', arm_id: armId, value: '80', rating_order: '1' },
    ]);
    // At the end the qualities are of the arm that the conversation went on with.
    expect(ratings.filter((row) => row['judgement_id'] === 'attributes')).toMatchObject([
      { turn_index: null, subject: 'preferred', slot: 'C', arm_id: armId },
      { subject: 'preferred', slot: 'C', arm_id: armId },
    ]);
    expect(archive.lines('conversations.jsonl').find((line) => line['conversation_id'] === 'trials-1')).toMatchObject({
      history: [
        { turn_index: 0, message: 'What shall we cook?', slot: 'C', arm_id: armId },
        { turn_index: 1, slot: 'B', arm_id: armId },
        { turn_index: 2, arm_id: armId },
      ],
    });
  });

  it('sliders that were left where they stood are level at 50, and the draw between them is told', async () => {
    const archive = await archiveOf(branched());
    const untouched = archive.rows('ratings.csv').filter((row) => row['conversation_id'] === 'trials-1' && row['turn_index'] === '2');
    expect(untouched).toMatchObject([
      { slot: 'A', value: '50', moved: 'false', changes: '0' },
      { slot: 'B', value: '50', moved: 'false', changes: '0' },
    ]);
    const sheets = archive.rows('sheets.csv').filter((row) => row['conversation_id'] === 'trials-1');
    expect(sheets.map((row) => [row['sheet_id'], row['turn_number'], row['preferred_slot'], row['tied_slots']])).toEqual([
      ['turn', '1', 'C', ''],
      ['turn', '2', 'B', ''],
      ['turn', '3', expect.stringMatching(/^[AB]$/), 'A B'],
      ['explanation', null, null, ''],
    ]);
  });

  it('common thread: every turn has the arms in places of its own', async () => {
    const study = withTrials(studyWithLayout('common-thread'), { turns: { minimum: 3, maximum: 3 } });
    const session = played(study);
    const archive = await archiveOf(session);
    for (const conversation of session.state.conversations.filter((each) => each.stageId === 'trials')) {
      conversation.turns.forEach((turn, index) => {
        const rows = archive
          .rows('responses.csv')
          .filter((row) => row['conversation_id'] === conversation.conversationId && row['turn_index'] === String(index));
        expect(rows.map((row) => [row['slot'], row['arm_id'], row['preferred']])).toEqual(
          turn.slots.map(({ slot, armId }) => [slot, armId, String(turn.preferred === slot)]),
        );
        const rated = archive
          .rows('ratings.csv')
          .filter((row) => row['conversation_id'] === conversation.conversationId && row['turn_index'] === String(index));
        expect(rated.map((row) => [row['slot'], row['arm_id']])).toEqual(turn.slots.map(({ slot, armId }) => [slot, armId]));
      });
    }
    const whole = archive.rows('ratings.csv').filter((row) => row['stage_id'] === 'trials' && row['judgement_id'] === 'attributes');
    expect(whole.length).toBeGreaterThan(0);
    for (const row of whole) expect(row).toMatchObject({ subject: 'conversation', slot: null, arm_id: null });
  });

  it('a message to a single slot says so, and has one response', async () => {
    const session = new PlayedSession(withTrials(smallStudy, { layout: { kind: 'parallel', sendTo: 'all-or-one' } }));
    session.reach('trials');
    session.holdTurn('To all');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'To you alone', slot: 'C' });
    for (const callId of session.startCalls()) session.answer(callId);
    session.wait(2_000);
    session.reveal();
    const archive = await archiveOf(session);
    const turns = archive.rows('turns.csv').filter((row) => row['stage_id'] === 'trials');
    expect(turns.map((row) => [row['message'], row['sent_to'], row['slots']])).toEqual([
      ['To all', 'all', 'A B C D'],
      ['To you alone', 'one', 'C'],
    ]);
    expect(archive.rows('responses.csv').filter((row) => row['message'] === 'To you alone')).toMatchObject([{ slot: 'C', slots_in_turn: '1' }]);
  });
});

describe('ties, choices and scales', () => {
  const base = { question: 'Which?', help: '', required: true };
  const study = withTrials(smallStudy, {
    sheets: [
      {
        id: 'all',
        preferredBy: 'ranking',
        judgements: [
          { kind: 'ranking', id: 'ranking', ...base, best: 'best', worst: 'worst', ties: true },
          { kind: 'choice', id: 'choice', ...base, strengths: ['slightly', 'much'], tie: 'No difference' },
          { kind: 'likert', id: 'trust', ...base, of: 'each-slot', points: ['no', 'some', 'full'], notApplicable: 'cannot say' },
        ],
      },
    ],
  });

  /** Judges the conversation at hand; no slot for no difference. */
  function judge(session: PlayedSession, chosen: { readonly slot: Slot; readonly strength: number } | null): void {
    const at = { conversationId: session.conversationId(), turn: null };
    session.must({ kind: 'judgement/rank', ...at, judgementId: 'ranking', places: [['B', 'D'], ['A'], ['C'], []] });
    session.must({ kind: 'judgement/choose', ...at, judgementId: 'choice', slot: chosen?.slot ?? null, strength: chosen?.strength ?? null });
    for (const slot of ['A', 'B', 'C', 'D'] as const) {
      session.must({ kind: 'judgement/rate', ...at, judgementId: 'trust', slot, item: null, value: slot === 'D' ? 'not-applicable' : 2 });
    }
    session.must({ kind: 'judgement/confirm', ...at, sheetId: 'all', texts: {} });
  }

  it('keep who was level with whom, how much better, and what did not apply', async () => {
    const session = new PlayedSession(study);
    session.reach('trials');
    for (const chosen of [{ slot: 'A' as const, strength: 2 }, null]) {
      session.holdTurn('Hello');
      session.must({ kind: 'conversation/finish', conversationId: session.conversationId() });
      judge(session, chosen);
    }
    const archive = await archiveOf(session);
    const of = (name: string, number: string, judgement: string) =>
      archive.rows(name).filter((row) => row['conversation_id'] === `trials-${number}` && row['judgement_id'] === judgement);
    expect(of('rankings.csv', '1', 'ranking').map((row) => [row['slot'], row['rank'], row['tied_with']])).toEqual([
      ['A', '3', '0'],
      ['B', '1', '1'],
      ['C', '4', '0'],
      ['D', '1', '1'],
    ]);
    expect(archive.rows('sheets.csv').find((row) => row['conversation_id'] === 'trials-1')).toMatchObject({
      preferred_slot: expect.stringMatching(/^[BD]$/) as string,
      tied_slots: 'B D',
    });
    expect(of('choices.csv', '1', 'choice').map((row) => [row['slot'], row['outcome'], row['strength'], row['strength_label']])).toEqual([
      ['A', 'won', '2', 'much'],
      ['B', 'lost', '2', 'much'],
      ['C', 'lost', '2', 'much'],
      ['D', 'lost', '2', 'much'],
    ]);
    expect(new Set(of('choices.csv', '2', 'choice').map((row) => [row['outcome'], row['strength']].join()))).toEqual(new Set(['tie,']));
    expect(of('ratings.csv', '1', 'trust').map((row) => [row['value'], row['value_label'], row['not_applicable']])).toEqual([
      ['2', 'some', 'false'],
      ['2', 'some', 'false'],
      ['2', 'some', 'false'],
      [null, 'cannot say', 'true'],
    ]);
    const dictionary = archive.rows('judgements.csv').filter((row) => row['stage_id'] === 'trials');
    expect(dictionary.map((row) => JSON.parse(row['value_labels'] ?? '') as unknown)).toEqual([
      { first: 'best', last: 'worst' },
      { '1': 'slightly', '2': 'much', tie: 'No difference' },
      { '1': 'no', '2': 'some', '3': 'full', 'not-applicable': 'cannot say' },
    ]);
  });
});

describe('repeats', () => {
  const again = {
    kind: 'repeats' as const,
    id: 'again',
    title: 'Once more',
    of: 'trials',
    count: 1,
    prompt: 'Please judge once more.',
    sheets: ['comparison'],
  };

  it('stand in the tables beside their originals, with the same arms in other slots', async () => {
    const study = withStages(smallStudy, (all) => [...all.slice(0, -2), again, ...all.slice(-2)]);
    const session = played(study);
    const archive = await archiveOf(session);
    const repeated = archive.rows('ratings.csv').filter((row) => row['repeat'] === 'true');
    expect(repeated).toHaveLength(4);
    const [first] = repeated;
    expect(first).toMatchObject({ stage_id: 'again', repeat_of_session: 'session-1', practice: 'false', layout: 'parallel', sheet_id: 'comparison' });
    expect(Number(first?.['first_given_milliseconds'])).toBeGreaterThanOrEqual(0);
    const original = archive
      .rows('ratings.csv')
      .filter((row) => row['conversation_id'] === first?.['repeat_of_conversation'] && row['judgement_id'] === 'rating');
    expect(original).toHaveLength(4);
    expect(first).toMatchObject({ type_id: original[0]?.['type_id'], conversation_type: original[0]?.['conversation_type'] });
    const slotsByArm = (rows: readonly Record<string, string | null>[]) => new Map(rows.map((row) => [row['arm_id'], row['slot']]));
    const [before, after] = [slotsByArm(original), slotsByArm(repeated)];
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
    for (const [armId, slot] of after) expect([armId, slot === before.get(armId)]).toEqual([armId, false]);
    expect(archive.rows('judgements.csv').filter((row) => row['stage_id'] === 'again').map((row) => row['judgement_id'])).toEqual(['rating', 'ranking']);
    expect(archive.rows('turns.csv').some((row) => row['repeat'] === 'true')).toBe(false);
  });

  it('name the earlier session that they come from', async () => {
    const study: Study = {
      ...smallStudy,
      sessions: [
        ...smallStudy.sessions,
        { id: 'later', title: 'Later', expectedMinutes: 5, gap: { minimumDays: 1, maximumDays: 9 }, stages: [again] },
      ],
    };
    const first = played(study);
    const earlier = first.state.conversations
      .filter((each) => each.stageId === 'trials')
      .map((each, index) => ({
        stageId: 'trials',
        position: index + 1,
        sessionId: 'session-1',
        conversationId: each.conversationId,
        transcript: each.turns.map((turn) => ({
          message: turn.text,
          replies: turn.responses.map(({ armId }) => ({ armId, text: `Reply of ${armId}` })),
        })),
      }));
    const second = new PlayedSession(study, 'seed', { sessionNumber: 2, earlier });
    expect(currentStepOf(second.state).kind).toBe('repeat');
    second.judge();
    const archive = await archiveOf(first, second);
    const repeated = archive.rows('ratings.csv').filter((row) => row['session_id'] === 'session-2');
    expect(repeated).toHaveLength(4);
    expect(repeated[0]).toMatchObject({
      session_number: '2',
      repeat: 'true',
      repeat_of_session: 'session-1',
      repeat_of_conversation: expect.stringMatching(/^trials-[12]$/) as string,
      type_id: null,
    });
    expect(archive.lines('conversations.jsonl').at(-1)).toMatchObject({
      conversation_id: 'again-1',
      prompt: 'Please judge once more.',
      turns: [],
      slots: [{ slot: 'A', model: null }, {}, {}, {}],
    });
  });
});

describe('screened replies', () => {
  function screened(policy: 'flag' | 'ask-again' | 'mask'): PlayedSession {
    const session = new PlayedSession({
      ...smallStudy,
      blinding: {
        leaks: { policy, categories: ['name'], names: ['Zephyr-9'], mask: '[…]' },
        look: { headings: false, bold: true, emoji: false, trailingQuestions: false },
      },
    });
    session.reach('trials');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'Who are you?', slot: null });
    for (let calls = session.startCalls(), round = 0; calls.length > 0; calls = session.startCalls(), round += 1) {
      calls.forEach((callId, index) => {
        if (round > 0) session.answer(callId, 'I am an assistant.');
        else session.answer(callId, index === 1 ? 'They call me Zephyr-9 here.' : index === 2 ? 'A **bold** word.' : 'I help.');
      });
    }
    session.wait(2_000);
    session.reveal();
    return session;
  }
  const inTrials = (row: Record<string, string | null>) => row['stage_id'] === 'trials';

  it('are exported as the model gave them and as they stood on the screen', async () => {
    const archive = await archiveOf(screened('mask'));
    expect(archive.rows('responses.csv').filter(inTrials)).toMatchObject([
      { slot: 'A', text: 'I help.', raw_text: 'I help.', screening: 'nothing', leaks: '0', look_changes: '' },
      { slot: 'B', text: 'They call me […] here.', raw_text: 'They call me Zephyr-9 here.', screening: 'masked', leaks: '1' },
      { slot: 'C', text: 'A bold word.', raw_text: 'A **bold** word.', screening: 'shown', leaks: '0', look_changes: 'bold' },
      { slot: 'D', screening: 'nothing' },
    ]);
    const [leak, ...more] = archive.rows('leaks.csv').filter(inTrials);
    expect(more).toEqual([]);
    expect(leak).toMatchObject({ slot: 'B', slot_position: '2', category: 'name', action: 'masked', passage: 'Zephyr-9', fate: 'shown' });
    const raw = archive.rows('responses.csv').find((row) => row['call_id'] === leak?.['call_id'])?.['raw_text'] ?? '';
    expect(raw.slice(Number(leak?.['start']), Number(leak?.['end']))).toBe('Zephyr-9');
  });

  it('are kept, marked as replaced, when the slot was asked once more', async () => {
    const archive = await archiveOf(screened('ask-again'));
    const rows = archive.rows('responses.csv').filter((row) => inTrials(row) && row['slot'] === 'B');
    expect(rows).toMatchObject([
      { fate: 'replaced', raw_text: 'They call me Zephyr-9 here.', screening: 'asked-again', revealed_at: null, preferred: null },
      { fate: 'shown', text: 'I am an assistant.', screening: 'nothing' },
    ]);
    expect(archive.rows('leaks.csv').filter(inTrials)).toMatchObject([{ slot: 'B', action: 'asked-again', fate: 'replaced' }]);
  });
});
