import { useId, useState } from 'react';
import type { TemplateEntry } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

/** A new study needs a title, and something to begin with: a template, or nothing. */
export function NewStudyDialog({
  api,
  templates,
  onCreated,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly templates: readonly TemplateEntry[];
  readonly onCreated: (studyId: string) => void;
  readonly onClose: () => void;
}) {
  const creating = useStaffCall();
  const [title, setTitle] = useState('');
  const [asked, setAsked] = useState(false);
  const [templateId, setTemplateId] = useState<string | null>(templates[0]?.templateId ?? null);
  const formId = useId();
  const nothing = { templateId: null, title: message('designs.new.nothing'), summary: message('designs.new.nothing.summary') };

  const create = async (): Promise<void> => {
    setAsked(true);
    if (title.trim() === '') return;
    const from = templateId === null ? ({ kind: 'nothing' } as const) : ({ kind: 'template', templateId } as const);
    const result = await creating.run(() => api.call['design/create']({ title: title.trim(), from }));
    if (result !== null) onCreated(result.value.studyId);
  };

  return (
    <Dialog
      title={message('designs.new.title')}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('designs.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} aria-busy={creating.busy} unavailable={creating.busy}>
            {message(creating.busy ? 'designs.new.creating' : 'designs.new.create')}
          </Button>
        </>
      }
    >
      <DialogForm id={formId} onSubmit={() => void create()}>
        <TextField
          data-first-focus=""
          label={message('designs.new.name')}
          help={message('designs.new.name.help')}
          value={title}
          maxLength={200}
          dir="auto"
          problem={asked && title.trim() === '' ? message('designs.new.name.missing') : null}
          onChange={(event) => setTitle(event.target.value)}
        />
        <fieldset className="field designs-choices">
          <legend className="field-label">{message('designs.new.from')}</legend>
          {[...templates, nothing].map((choice) => (
            <label className="check designs-choice" key={choice.templateId ?? ''}>
              <input
                type="radio"
                name={formId}
                checked={templateId === choice.templateId}
                onChange={() => setTemplateId(choice.templateId)}
              />
              <span>
                <strong>{choice.title}</strong>
                <span className="quiet">{choice.summary}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </DialogForm>
      {creating.problem !== null && <Notice tone="danger">{creating.problem}</Notice>}
    </Dialog>
  );
}
