import { useId, useState } from 'react';
import type { KeyFileView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../ui/staff-call.ts';
import { KeyFileEntries } from './key-file-entries.tsx';

const shortestPassphrase = 12;

/** The file from code to person, where a laboratory keeps one: opened with its passphrase, or made. */
export function KeyFileDialog({ api, codes, onClose }: { readonly api: ModeratorApi; readonly codes: readonly string[]; readonly onClose: () => void }) {
  const file = useLoaded(() => api.call['key-file/get']({}));
  const closing = useStaffCall();
  const view = file.value;

  const close = async (): Promise<void> => {
    const closed = await closing.run(() => api.call['key-file/close']({}));
    if (closed !== null) file.replace(closed.value);
  };

  if (view !== null && view.fileName === null) return <OpeningDialog api={api} onOpened={file.replace} onClose={onClose} />;
  return (
    <Dialog
      title={message('people.key-file.title')}
      className="people-wide-dialog"
      onClose={onClose}
      actions={
        <>
          <Button unavailable={closing.busy || view === null} onClick={() => void close()}>
            {message('people.key-file.close')}
          </Button>
          <Button onClick={onClose}>{message('people.key-file.done')}</Button>
        </>
      }
    >
      {file.problem !== null && <Notice tone="danger">{file.problem}</Notice>}
      {closing.problem !== null && <Notice tone="danger">{closing.problem}</Notice>}
      {view === null && file.problem === null && <p role="status">{message('people.loading')}</p>}
      {view !== null && view.fileName !== null && <KeyFileEntries api={api} view={view} fileName={view.fileName} codes={codes} onChanged={file.replace} />}
    </Dialog>
  );
}

function OpeningDialog({ api, onOpened, onClose }: { readonly api: ModeratorApi; readonly onOpened: (view: KeyFileView) => void; readonly onClose: () => void }) {
  const opening = useStaffCall();
  const formId = useId();
  const [make, setMake] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = passphrase.length < shortestPassphrase;
  const differs = make && repeated !== passphrase;

  const open = async (): Promise<void> => {
    setAsked(true);
    if (isShort || differs) return;
    const opened = await opening.run(() => api.call['key-file/open']({ passphrase, make }));
    if (opened !== null && opened.value !== null) onOpened(opened.value);
  };

  return (
    <Dialog
      title={message('people.key-file.title')}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('people.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} aria-busy={opening.busy} unavailable={opening.busy}>
            {message(make ? 'people.key-file.make' : 'people.key-file.open')}
          </Button>
        </>
      }
    >
      <p>{message('people.key-file.about')}</p>
      <DialogForm id={formId} onSubmit={() => void open()}>
        <RadioGroup
          label={message('people.key-file.which')}
          options={[
            { value: 'open', label: message('people.key-file.which.open') },
            { value: 'make', label: message('people.key-file.which.make') },
          ]}
          value={make ? 'make' : 'open'}
          onChange={(value) => setMake(value === 'make')}
        />
        <TextField
          type="password"
          label={message('people.key-file.passphrase')}
          help={message(make ? 'people.key-file.passphrase.make' : 'people.key-file.passphrase.open')}
          autoComplete="off"
          value={passphrase}
          maxLength={500}
          problem={asked && isShort ? message('people.key-file.passphrase.short') : null}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        {make && (
          <>
            <TextField
              type="password"
              label={message('people.key-file.repeat')}
              autoComplete="off"
              value={repeated}
              maxLength={500}
              problem={asked && differs ? message('people.key-file.repeat.differs') : null}
              onChange={(event) => setRepeated(event.target.value)}
            />
            <Notice tone="attention">{message('people.key-file.no-recovery')}</Notice>
          </>
        )}
      </DialogForm>
      {opening.problem !== null && <Notice tone="danger">{opening.problem}</Notice>}
    </Dialog>
  );
}
