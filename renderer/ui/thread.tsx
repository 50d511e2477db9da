import { memo } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { Markdown } from './markdown.tsx';
import { message } from './messages.ts';
import './thread.css';

type Turn = SlotThread['turns'][number];

/** Both sides, or one alone where the other stands elsewhere on the screen. */
type ThreadPart = 'both' | 'messages' | 'replies';

const ThreadTurn = memo(function ThreadTurn({
  text,
  reply,
  waitingLine,
  part,
}: {
  readonly text: Turn['message'];
  readonly reply: Turn['reply'];
  readonly waitingLine: string;
  readonly part: ThreadPart;
}) {
  return (
    <div className="thread-turn" data-turn="">
      {part !== 'replies' && (
        <div className="thread-message">
          <span className="hidden-but-read">{message('ui.thread.you')}</span>
          <p dir="auto">{text}</p>
        </div>
      )}
      {part !== 'messages' && (
        <div className="thread-reply" data-reply="">
          {reply === null ? <p className="thread-waiting">{waitingLine}</p> : <Markdown text={reply} />}
        </div>
      )}
    </div>
  );
});

/**
 * What was said, and what was answered. Every slot looks the same.
 * @param waitingLine stands where a reply is awaited, with the same words in all slots
 */
export function Thread({
  turns,
  waitingLine = '',
  part = 'both',
}: {
  readonly turns: readonly Turn[];
  readonly waitingLine?: string;
  readonly part?: ThreadPart;
}) {
  return (
    <div className="thread">
      {turns.map((turn, index) => (
        <ThreadTurn
          key={index}
          text={turn.message}
          reply={turn.reply}
          waitingLine={turn.reply === null ? waitingLine : ''}
          part={part}
        />
      ))}
    </div>
  );
}
