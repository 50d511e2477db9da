import { useState } from 'react';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { timeOfDay } from '../ui/durations.ts';
import { TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { useStaffCall } from '../ui/staff-call.ts';

/** Notes and incidents: written here, stamped with the time, kept with the session. Newest first. */
export function Notes({
  api,
  view,
  onView,
}: {
  readonly api: ModeratorApi;
  readonly view: LiveView;
  readonly onView: (view: LiveView) => void;
}) {
  const keeping = useStaffCall();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const newestFirst = view.notes.toReversed();

  const keep = async (kind: 'note' | 'incident'): Promise<void> => {
    setMissing(text.trim() === '');
    if (text.trim() === '') return;
    const kept = await keeping.run(() => api.call[kind === 'note' ? 'note/add' : 'incident/add']({ text }));
    if (kept === null) return;
    setText('');
    onView(kept.value);
    announce(message(kind === 'note' ? 'live.notes.kept.note' : 'live.notes.kept.incident'));
  };

  return (
    <section className="live-notes" aria-labelledby="live-notes">
      <h2 className="live-label" id="live-notes">
        {message('live.notes')}
      </h2>
      {view.halted === null && (
        <div className="live-notes-form">
          <TextArea
            label={message('live.notes.label')}
            hideLabel
            placeholder={message('live.notes.placeholder')}
            rows={2}
            maxLength={5000}
            value={text}
            problem={missing ? message('live.notes.missing') : keeping.problem}
            onChange={(event) => {
              setText(event.target.value);
              setMissing(false);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep('note');
            }}
          />
          <div className="live-notes-buttons">
            <Button unavailable={keeping.busy} onClick={() => void keep('note')}>
              {message('live.notes.keep-note')}
            </Button>
            <Button unavailable={keeping.busy} onClick={() => void keep('incident')}>
              {message('live.notes.keep-incident')}
            </Button>
          </div>
        </div>
      )}
      {newestFirst.length === 0 ? (
        <p className="quiet">{message('live.notes.none')}</p>
      ) : (
        <ol className="live-notes-list" aria-label={message('live.notes')} tabIndex={0}>
          {newestFirst.map((note, index) => (
            <li key={newestFirst.length - index} className={note.kind}>
              <p className="live-note-head">
                {message('live.notes.head', {
                  at: timeOfDay(note.atUtcMilliseconds, document.documentElement.lang),
                  kind: note.kind,
                })}
              </p>
              <p dir="auto">{note.text}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
