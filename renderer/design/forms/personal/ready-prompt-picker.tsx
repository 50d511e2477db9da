import { useState } from 'react';
import type { ReadyPrompt } from '../../../../shared/contract/personal.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { message } from '../../../ui/messages.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useStaffCall } from '../../../ui/staff-call.ts';
import { useFormApi } from '../form-context.ts';

/** Ready-made templates in a dialog; one that would replace words says so first. */
export function ReadyPromptPicker({ replaces, onTake }: { readonly replaces: boolean; readonly onTake: (ready: ReadyPrompt) => void }) {
  const api = useFormApi();
  const loading = useStaffCall();
  const [offered, setOffered] = useState<readonly ReadyPrompt[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const ready = offered?.find(({ id }) => id === chosen) ?? null;

  const open = async (): Promise<void> => {
    const answer = await loading.run(() => api.call['prompt/ready-made']({}));
    if (answer === null) return;
    setChosen(answer.value[0]?.id ?? null);
    setOffered(answer.value);
  };
  const close = (): void => setOffered(null);

  return (
    <div className="form-field whole">
      <Button aria-busy={loading.busy} unavailable={loading.busy} onClick={() => void open()}>
        {message('design.prompt.ready.open')}
      </Button>
      {loading.problem !== null && <Notice tone="danger">{loading.problem}</Notice>}
      {offered !== null && (
        <Dialog
          title={message('design.prompt.ready.title')}
          wide
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{message('design.prompt.cancel')}</Button>
              <Button
                kind="primary"
                unavailable={ready === null}
                onClick={() => {
                  if (ready === null) return;
                  onTake(ready);
                  close();
                }}
              >
                {message(replaces ? 'design.prompt.ready.replace' : 'design.prompt.ready.take')}
              </Button>
            </>
          }
        >
          {replaces && <Notice tone="attention">{message('design.prompt.ready.warning')}</Notice>}
          <fieldset className="field prompt-ready">
            <legend className="hidden-but-read">{message('design.prompt.ready.title')}</legend>
            {offered.map(({ id, title, summary }, index) => (
              <label key={id} className="check">
                <input
                  type="radio"
                  name="ready-prompt"
                  checked={id === chosen}
                  {...(index === 0 ? { 'data-first-focus': '' } : {})}
                  onChange={() => setChosen(id)}
                />
                <span>
                  <strong>{title}</strong>
                  <span className="form-check-help">{summary}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {ready !== null && (
            <pre className="prompt-text" role="region" aria-label={message('design.prompt.ready.text', { title: ready.title })} tabIndex={0}>
              {ready.prompt.template}
            </pre>
          )}
        </Dialog>
      )}
    </div>
  );
}
