import { useRef, useState } from 'react';
import type { KeyFileView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { ParticipantCode } from '../../shared/contract/participant-code.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

type Entry = KeyFileView['entries'][number];

const nobody: Entry = { participantCode: '', name: '', contact: '' };

/** Who is behind a code, to look up and to put down. Every change is written to the file at once. */
export function KeyFileEntries({
  api,
  view,
  fileName,
  codes,
  onChanged,
}: {
  readonly api: ModeratorApi;
  readonly view: KeyFileView;
  readonly fileName: string;
  /** Of the register, to choose from. */
  readonly codes: readonly string[];
  readonly onChanged: (view: KeyFileView) => void;
}) {
  const [entry, setEntry] = useState<Entry>(nobody);
  const [asked, setAsked] = useState(false);
  const [words, setWords] = useState('');
  const writing = useStaffCall();
  const codeField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const isWrong = !ParticipantCode.safeParse(entry.participantCode).success;
  const isEmpty = entry.name.trim() === '' && entry.contact.trim() === '';
  const wanted = words.trim().toLowerCase();
  const shown = view.entries.filter((each) => [each.participantCode, each.name, each.contact].some((text) => text.toLowerCase().includes(wanted)));

  const write = async (next: Entry, sentence: string): Promise<void> => {
    const written = await writing.run(() => api.call['key-file/set'](next));
    if (written === null) return;
    announce(sentence);
    setEntry(nobody);
    setAsked(false);
    onChanged(written.value);
    codeField.current?.focus();
  };

  return (
    <>
      <p>
        {message('people.key-file.opened')} <span className="code">{fileName}</span>
      </p>
      <p className="quiet">{message('people.key-file.separate')}</p>
      <form
        className="people-key-form"
        noValidate
        aria-label={message('people.key-file.entry')}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (isWrong || isEmpty) return;
          void write(
            { participantCode: entry.participantCode.trim(), name: entry.name.trim(), contact: entry.contact.trim() },
            message('people.key-file.saved', { code: entry.participantCode.trim() }),
          );
        }}
      >
        <TextField
          ref={codeField}
          label={message('people.key-file.code')}
          list="people-key-codes"
          value={entry.participantCode}
          maxLength={32}
          problem={asked && isWrong ? message('people.key-file.code.wrong') : null}
          onChange={(event) => setEntry({ ...entry, participantCode: event.target.value })}
        />
        <datalist id="people-key-codes">
          {codes.map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
        <TextField
          ref={nameField}
          label={message('people.key-file.name')}
          value={entry.name}
          maxLength={300}
          dir="auto"
          problem={asked && isEmpty ? message('people.key-file.name.missing') : null}
          onChange={(event) => setEntry({ ...entry, name: event.target.value })}
        />
        <TextField
          label={message('people.key-file.contact')}
          value={entry.contact}
          maxLength={1_000}
          dir="auto"
          onChange={(event) => setEntry({ ...entry, contact: event.target.value })}
        />
        <Button type="submit" kind="primary" aria-busy={writing.busy} unavailable={writing.busy}>
          {message('people.key-file.save')}
        </Button>
      </form>
      {writing.problem !== null && <Notice tone="danger">{writing.problem}</Notice>}
      {view.entries.length === 0 ? (
        <p className="quiet">{message('people.key-file.none')}</p>
      ) : (
        <>
          <TextField type="search" label={message('people.key-file.search')} value={words} onChange={(event) => setWords(event.target.value)} />
          <div className="table-card people-key-table">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{message('people.key-file.code')}</th>
                  <th scope="col">{message('people.key-file.name')}</th>
                  <th scope="col">{message('people.key-file.contact')}</th>
                  <th scope="col">
                    <span className="hidden-but-read">{message('people.key-file.edit')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.slice(0, 200).map((each) => (
                  <EntryRow
                    key={each.participantCode}
                    entry={each}
                    busy={writing.busy}
                    onEdit={() => {
                      setEntry(each);
                      nameField.current?.focus();
                    }}
                    onRemove={() => void write({ ...each, name: '', contact: '' }, message('people.key-file.removed', { code: each.participantCode }))}
                  />
                ))}
              </tbody>
            </table>
            {shown.length > 200 && <p className="quiet">{message('people.problems.more', { count: shown.length - 200 })}</p>}
          </div>
        </>
      )}
    </>
  );
}

/** Whoever is taken out of the file is in no other: removing asks once more. */
function EntryRow({
  entry: { participantCode: code, name, contact },
  busy,
  onEdit,
  onRemove,
}: {
  readonly entry: Entry;
  readonly busy: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const [removing, setRemoving] = useState<'no' | 'asked' | 'kept'>('no');
  return (
    <tr>
      <th scope="row">{code}</th>
      <td dir="auto">{name}</td>
      <td dir="auto">{contact}</td>
      <td className="table-action">
        {removing === 'asked' ? (
          <>
            <Button kind="danger-quiet" aria-label={message('people.key-file.remove.sure.named', { code })} unavailable={busy} onClick={onRemove}>
              {message('people.key-file.remove.sure')}
            </Button>
            {/* Stands where the first button was, so that a second press changes nothing. */}
            <Button autoFocus onClick={() => setRemoving('kept')}>
              {message('people.key-file.keep')}
            </Button>
          </>
        ) : (
          <>
            <Button kind="plain" aria-label={message('people.key-file.edit.named', { code })} onClick={onEdit}>
              {message('people.key-file.edit')}
            </Button>
            <Button
              kind="plain"
              autoFocus={removing === 'kept'}
              aria-label={message('people.key-file.remove.named', { code })}
              unavailable={busy}
              onClick={() => setRemoving('asked')}
            >
              {message('people.key-file.remove')}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
