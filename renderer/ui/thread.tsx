import { memo } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { Markdown } from './markdown.tsx';
import { message } from './messages.ts';
import './thread.css';

type Turn = SlotThread['turns'][number];

const ThreadTurn = memo(function ThreadTurn({
  text,
  reply,
  waitingLine,
}: {
  readonly text: Turn['message'];
  readonly reply: Turn['reply'];
  readonly waitingLine: string;
}) {
  return (
    <div className="thread-turn" data-turn="">
      <div className="thread-message">
        <span className="hidden-but-read">{message('ui.thread.you')}</span>
        <p dir="auto">{text}</p>
      </div>
      <div className="thread-reply" data-reply="">
        {reply === null ? <p className="thread-waiting">{waitingLine}</p> : <Markdown text={reply} />}
      </div>
    </div>
  );
});

/**
 * What was said to one slot and what it answered. Every slot looks the same.
 * @param waitingLine stands where a reply is awaited, with the same words in all slots
 */
export function Thread({ thread, waitingLine = '' }: { readonly thread: SlotThread; readonly waitingLine?: string }) {
  return (
    <div className="thread">
      {thread.turns.map((turn, index) => (
        <ThreadTurn key={index} text={turn.message} reply={turn.reply} waitingLine={turn.reply === null ? waitingLine : ''} />
      ))}
    </div>
  );
}
