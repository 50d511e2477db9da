import { message } from '../ui/messages.ts';
import './participant.css';

/** How far the session is, as a thin line along the top edge. */
export function SessionProgress({ done, of }: { readonly done: number; readonly of: number }) {
  return <progress className="session-progress" max={of} value={done} aria-label={message('participant.progress')} />;
}
