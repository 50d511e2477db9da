import fc from 'fast-check';
import type { Command } from '../../../shared/session/commands.ts';
import type { EarlierConversation } from '../../../shared/session/create-session.ts';
import { earlierConversationsOf } from '../../../shared/session/earlier.ts';
import { slotLabels } from '../../../shared/session/events.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import { openSheet } from '../../../shared/session/sheet-view.ts';
import { stagesOf, type Study } from '../../../shared/study/protocol.ts';
import type { Stage } from '../../../shared/study/stages.ts';
import { PlayedSession, reply } from './play.ts';
import { fullStudy, smallStudy, studyWithLayout } from './small-study.ts';

/** One random move: half of them fit the step, the others are anything at all. */
type Move = (session: PlayedSession) => void;

const anySlot = fc.constantFrom(...slotLabels);
const anyText = fc.oneof(fc.constant(''), fc.constant('Hello'), fc.constant('Hello there'), fc.string({ maxLength: 260 }));
const anyReason = fc.constantFrom('Phone call', 'Endpoint down');
const anyConversation = fc.constantFrom('practice-1', 'trials-1', 'trials-2', 'more-1', 'again-1', 'unknown');
const anyJudgement = {
  conversationId: anyConversation,
  turn: fc.constantFrom(null, 0, 1),
  judgementId: fc.constantFrom('rating', 'ranking', 'attributes', 'score', 'unknown'),
};

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('turn/send' as const), conversationId: anyConversation, text: anyText, slot: fc.option(anySlot) }),
  fc.record({ kind: fc.constant('conversation/finish' as const), conversationId: anyConversation }),
  fc.record({
    kind: fc.constant('conversation/pick-type' as const),
    conversationId: anyConversation,
    typeId: fc.constantFrom('first', 'second', 'unknown'),
  }),
  fc.record({
    kind: fc.constant('judgement/rate' as const),
    ...anyJudgement,
    slot: fc.option(anySlot),
    item: fc.option(fc.constantFrom('values', 'fluency')),
    value: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant('not-applicable' as const)),
  }),
  fc.record({
    kind: fc.constant('judgement/rank' as const),
    ...anyJudgement,
    places: fc.array(fc.array(anySlot, { maxLength: 2 }), { minLength: 2, maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('judgement/choose' as const),
    ...anyJudgement,
    slot: fc.option(anySlot),
    strength: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  fc.record({
    kind: fc.constant('judgement/confirm' as const),
    conversationId: anyConversation,
    turn: fc.constantFrom(null, 0, 1),
    sheetId: fc.constantFrom('comparison', 'explanation', 'turn'),
    texts: fc.constantFrom({}, { feedback: { good: 'Clear words', bad: '' } }),
  }),
  fc.record({
    kind: fc.constant('text/confirm' as const),
    stageId: fc.constantFrom('instructions', 'debrief', 'consent', 'break', 'message'),
    answer: fc.constantFrom(null, 'A word'),
  }),
  fc.record({ kind: fc.constantFrom('session/pause' as const, 'turn/void' as const), reason: anyReason }),
  fc.constant({ kind: 'session/resume' as const }),
  fc.constant({ kind: 'turn/retry' as const }),
  fc.record({ kind: fc.constantFrom('conversation/skip' as const, 'conversation/end' as const), reason: anyReason }),
  fc.constant({ kind: 'session/reopen' as const }),
  fc.record({ kind: fc.constant('note/add' as const), text: fc.constant('A note') }),
  fc.record({
    kind: fc.constant('call/end' as const),
    callId: fc.integer({ min: 1, max: 40 }).map((number) => `call-${number}`),
    outcome: fc.constant('answered' as const),
    attempts: fc.constant(1),
    reply: fc.constantFrom(reply('Late'), reply('I am Ozymandias.')),
    category: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('turn/reveal' as const),
    conversationId: anyConversation,
    turn: fc.integer({ min: 0, max: 5 }),
  }),
);

/** The same command about the conversation that is held now, so that it has a chance. */
function atCurrentConversation(session: PlayedSession, command: Command): Command {
  return 'conversationId' in command ? { ...command, conversationId: session.conversationId() } : command;
}

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: anyCommand.map((command): Move => (session) => void session.perform(command)) },
  {
    weight: 6,
    arbitrary: anyCommand.map(
      (command): Move => (session) => void session.perform(atCurrentConversation(session, command)),
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 4_000 }).map((wait): Move => (session) => { session.wait(wait); }) },
  { weight: 1, arbitrary: fc.integer({ min: -3_600_000, max: 3_600_000 }).map((by): Move => (session) => { session.setClock(by); }) },
  { weight: 3, arbitrary: fc.constant<Move>((session) => void session.startCalls()) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom('well' as const, 'well' as const, 'badly' as const, 'with a leak' as const), { minLength: 2, maxLength: 4 }).map(endCalls) },
  { weight: 2, arbitrary: fc.constant<Move>((session) => void session.reveal()) },
  { weight: 8, arbitrary: fc.constant<Move>(takeTheStep) },
);

function endCalls(outcomes: readonly ('well' | 'badly' | 'with a leak')[]): Move {
  return (session) => {
    const running = session.state.conversations
      .flatMap((conversation) => conversation.turns.flatMap((turn) => turn.calls))
      .filter((call) => call.outcome === 'running');
    outcomes.forEach((outcome, index) => {
      const call = running[index];
      if (!call) return;
      if (outcome === 'badly') session.fail(call.callId);
      else session.answer(call.callId, outcome === 'well' ? 'Well said.' : 'I am Ozymandias, king of kings.');
    });
  };
}

/** Takes the next step forward where that is possible at once, so that walks get further than consent. */
function takeTheStep(session: PlayedSession): void {
  if (session.state.status !== 'running' || session.state.pausedFor !== null) return;
  const trial = currentTrialOf(session.state);
  const conversation = trial?.conversation;
  // The longest that a break holds anybody up.
  session.wait(2_000);
  if (!trial || !conversation) session.completeStep();
  else if (openSheet(trial)) session.fillSheet();
  else if (conversation.typeId === null) {
    session.must({ kind: 'conversation/pick-type', conversationId: conversation.conversationId, typeId: 'first' });
  } else if (conversation.turns.length === 0) session.perform({ kind: 'turn/send', conversationId: conversation.conversationId, text: 'Hello there', slot: null });
  else session.perform({ kind: 'conversation/finish', conversationId: conversation.conversationId });
}

/** A session to come back for: something is judged once more, and more is said. */
const comingBack = twoSessions();
const earlier = heldBefore(comingBack);
const studies = { small: smallStudy, branch: studyWithLayout('branch'), commonThread: studyWithLayout('common-thread'), full: fullStudy, comingBack };

function twoSessions(): Study {
  const stages = stagesOf(fullStudy);
  const [first] = fullStudy.sessions;
  if (!first) throw new Error('The full study has no session.');
  const later = stages.flatMap((stage): Stage[] => {
    if (stage.kind === 'repeats' || stage.kind === 'debrief') return [stage];
    if (stage.kind === 'conversations') return [{ ...stage, id: 'more' }];
    return stage.kind === 'blinding-guess' ? [{ ...stage, id: 'guess-later' }] : [];
  });
  const now = stages.filter((stage) => later.every((each) => each.id !== stage.id));
  return { ...fullStudy, sessions: [{ ...first, stages: now }, { ...first, id: 'later', stages: later }] };
}

function heldBefore(study: Study): readonly EarlierConversation[] {
  const session = new PlayedSession(study);
  while (session.state.status === 'running') session.completeStep();
  return earlierConversationsOf('first-session', session.state);
}

/** A session of a study, at a random place of it, after random moves. */
export function walk({ study, seedOfSlots, stepsBefore, moves }: Walk): PlayedSession {
  const session = new PlayedSession(studies[study], seedOfSlots, study === 'comingBack' ? { sessionNumber: 2, earlier } : {});
  for (let step = 0; step < stepsBefore && session.state.status === 'running'; step += 1) session.completeStep();
  for (const move of moves) move(session);
  return session;
}

interface Walk {
  /** By name, so that a walk that fails can be read. */
  readonly study: keyof typeof studies;
  readonly seedOfSlots: string;
  /** Steps that are taken the shortest way before anything goes wrong, so that every step is come to. */
  readonly stepsBefore: number;
  readonly moves: readonly Move[];
}

export const anyWalk: fc.Arbitrary<Walk> = fc.record({
  study: fc.constantFrom('small', 'branch', 'commonThread', 'full', 'comingBack'),
  seedOfSlots: fc.string(),
  stepsBefore: fc.nat({ max: 10 }),
  moves: fc.array(anyMove, { minLength: 10, maxLength: 120, size: 'max' }),
});
