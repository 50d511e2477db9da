import type { Storage } from '../../../electron/storage/storage.ts';
import { PlayedSession, reply } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { storeSession } from '../storage/played-sessions.ts';

/** Words that a careless export would bend. */
export const awkwardTexts = {
  message: '=SUM(A1:A9), he said "hello"\nsecond line; and a\ttab',
  replies: [
    'Line one\r\nline two\n\n```js\nconst a = "b,c";\n```',
    'שלום, מה שלומך? مرحبا\u200f',
    '👩‍🔬 counts as one to a reader, "quoted", and ,, commas',
    '=HYPERLINK("http://example.org")\r',
  ],
  note: '@channel -1 +1 \u0000 nothing is escaped',
} as const;

/** Sends a message, lets each slot answer with a text of its own, and shows the answers. */
function holdTurnWith(session: PlayedSession, message: string, replies: readonly string[]): void {
  session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: message, slot: null });
  session.startCalls().forEach((callId, index) => {
    session.must(
      { kind: 'call/end', callId, outcome: 'answered', attempts: 2, reply: reply(replies[index] ?? '?'), category: null },
      'system',
    );
  });
  session.wait(2_000);
  const refusal = session.reveal();
  if (refusal) throw new Error(refusal.message);
}

/** A whole session in which everything went well, with awkward words in it. */
function awkwardSession(): PlayedSession {
  const session = new PlayedSession(smallStudy, 'awkward');
  session.reach('trials');
  holdTurnWith(session, awkwardTexts.message, awkwardTexts.replies);
  session.holdTurn('And now?');
  const conversationId = session.conversationId();
  session.must({ kind: 'conversation/finish', conversationId });
  const atTheEnd = { conversationId, turn: null };
  session.wait(600);
  session.must({ kind: 'judgement/rate', ...atTheEnd, judgementId: 'rating', slot: 'A', item: null, value: 90 });
  session.wait(400);
  session.must({ kind: 'judgement/rate', ...atTheEnd, judgementId: 'rating', slot: 'A', item: null, value: 91 });
  session.must({ kind: 'judgement/rank', ...atTheEnd, judgementId: 'ranking', places: [['D'], ['C'], [], []] });
  session.judge();
  while (session.state.status === 'running') session.completeStep();
  session.must({ kind: 'note/add', text: awkwardTexts.note }, 'moderator');
  return session;
}

/** A session that was disturbed: a pause, a voided turn, a skipped conversation, an early end. */
function disturbedSession(): PlayedSession {
  const session = new PlayedSession(smallStudy, 'disturbed');
  session.reach('practice');
  session.must({ kind: 'session/pause', reason: 'Fire alarm' }, 'moderator');
  session.wait(60_000);
  session.must({ kind: 'session/resume' }, 'moderator');
  session.completeStep();
  session.holdTurn('First try');
  session.must({ kind: 'turn/void', reason: 'Wrong person at the keyboard' }, 'moderator');
  session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'Second try', slot: null });
  const [answered, failed] = session.startCalls();
  session.answer(answered ?? '');
  session.fail(failed ?? '');
  session.must({ kind: 'session/reopen' }, 'system');
  session.must({ kind: 'turn/void', reason: 'The network is down' }, 'moderator');
  session.holdTurn('Third try');
  session.must({ kind: 'conversation/finish', conversationId: session.conversationId() });
  const conversationId = session.conversationId();
  session.must({ kind: 'judgement/rate', conversationId, turn: null, judgementId: 'rating', slot: 'B', item: null, value: 12 });
  session.must({ kind: 'session/end', reason: 'The participant had to leave', standing: 'withdrawn' }, 'moderator');
  session.must({ kind: 'session/unblind', reason: 'To pay out' }, 'moderator');
  return session;
}

/** Both, in a storage, the later one stored first. */
export function storeBoth(storage: Storage): { readonly awkward: PlayedSession; readonly disturbed: PlayedSession } {
  const disturbed = disturbedSession();
  const awkward = awkwardSession();
  storeSession(storage, 'session-b', disturbed);
  storeSession(storage, 'session-a', awkward);
  return { awkward, disturbed };
}
