import { useState } from 'react';
import type { PersonView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { moment } from './people-words.ts';

/** What moderators noted about somebody between sessions. Notes are added and signed, never changed. */
export function PersonNotes({
  api,
  person,
  onChanged,
}: {
  readonly api: ModeratorApi;
  readonly person: PersonView;
  readonly onChanged: (person: PersonView) => void;
}) {
  const adding = useStaffCall();
  const [text, setText] = useState('');
  const [by, setBy] = useState('');
  const [asked, setAsked] = useState(false);
  const { studyId, participantCode } = person;

  const add = async (): Promise<void> => {
    setAsked(true);
    if (text.trim() === '' || by.trim() === '') return;
    const done = await adding.run(() => api.call['people/add-note']({ studyId, participantCode, text: text.trim(), by: by.trim() }));
    if (done === null) return;
    setText('');
    setAsked(false);
    announce(message('people.notes.added'));
    onChanged(done.value);
  };

  return (
    <div className="stack person-notes">
      <h2>{message('people.notes')}</h2>
      {person.remarks.length === 0 ? (
        <p className="card quiet">{message('people.notes.none')}</p>
      ) : (
        <ol className="person-remarks">
          {person.remarks.map((remark) => (
            <li className="card" key={remark.id}>
              <p className="words-as-typed person-words" dir="auto">
                {remark.text}
              </p>
              <p className="quiet">{message('people.notes.signed', { by: remark.by, at: moment(remark.addedAtUtcMilliseconds) })}</p>
            </li>
          ))}
        </ol>
      )}
      {person.status !== 'erased' && (
        <form
          className="card stack"
          noValidate
          aria-label={message('people.notes.add')}
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextArea
            label={message('people.notes.text')}
            help={message('people.notes.text.help')}
            rows={3}
            maxLength={5_000}
            value={text}
            problem={asked && text.trim() === '' ? message('people.notes.text.missing') : null}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="person-note-foot">
            <TextField
              label={message('people.by')}
              value={by}
              maxLength={80}
              problem={asked && by.trim() === '' ? message('people.by.missing') : null}
              onChange={(event) => setBy(event.target.value)}
            />
            <Button type="submit" kind="primary" aria-busy={adding.busy} unavailable={adding.busy}>
              {message('people.notes.add')}
            </Button>
          </div>
          {adding.problem !== null && <Notice tone="danger">{adding.problem}</Notice>}
        </form>
      )}
    </div>
  );
}
