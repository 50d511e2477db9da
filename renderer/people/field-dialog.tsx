import { useId, useState } from 'react';
import type { PersonView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Json } from '../../shared/people/fields.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { textOfValue, valueOfText, type ProfileEntry } from './profile-groups.ts';

/** One field of a profile: a new value, or out with it. */
export function FieldDialog({
  api,
  person,
  entry,
  onDone,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly person: PersonView;
  /** Null for a field that is not there yet. */
  readonly entry: ProfileEntry | null;
  readonly onDone: (person: PersonView) => void;
  readonly onClose: () => void;
}) {
  const saving = useStaffCall();
  const formId = useId();
  const [field, setField] = useState(entry?.field ?? '');
  const [text, setText] = useState(entry === null || entry.value === null ? '' : textOfValue(entry.value));
  const [asked, setAsked] = useState(false);
  const hasNoName = field.trim() === '';
  const hasNoValue = text.trim() === '';

  const set = async (value: Json): Promise<void> => {
    const { studyId, participantCode } = person;
    const done = await saving.run(() => api.call['people/set-field']({ studyId, participantCode, field: field.trim(), value }));
    if (done === null) return;
    announce(message(value === null ? 'people.field.removed' : 'people.field.saved', { field: field.trim() }));
    onDone(done.value);
  };

  return (
    <Dialog
      title={entry === null ? message('people.field.new') : message('people.field.title', { field: entry.field })}
      wide
      onClose={onClose}
      actions={
        <>
          {entry !== null && (
            <Button kind="danger-quiet" className="people-apart" unavailable={saving.busy} onClick={() => void set(null)}>
              {message('people.field.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{message('people.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} aria-busy={saving.busy} unavailable={saving.busy}>
            {message('people.field.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!hasNoName && !hasNoValue) void set(valueOfText(text, entry?.value));
        }}
      >
        {entry === null && (
          <TextField
            data-first-focus=""
            label={message('people.field.name')}
            help={message('people.field.name.help')}
            value={field}
            maxLength={200}
            problem={asked && hasNoName ? message('people.field.name.missing') : null}
            onChange={(event) => setField(event.target.value)}
          />
        )}
        <TextArea
          {...(entry === null ? {} : { 'data-first-focus': '' })}
          label={message('people.field.value')}
          rows={text.length > 120 ? 10 : 3}
          value={text}
          problem={asked && hasNoValue ? message('people.field.value.missing') : null}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="quiet">{message('people.field.no-contact')}</p>
      </form>
      {saving.problem !== null && <Notice tone="danger">{saving.problem}</Notice>}
    </Dialog>
  );
}
