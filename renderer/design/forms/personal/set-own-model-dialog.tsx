import { useState } from 'react';
import type { OwnModelEntry, OwnModelsView } from '../../../../shared/contract/personal.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { message } from '../../../ui/messages.ts';
import { ModelFields } from '../../../ui/model-fields.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../../../ui/staff-call.ts';
import { useFormApi } from '../form-context.ts';

/** Names the model of one participant; it then counts before the rule. */
export function SetOwnModelDialog({
  arm,
  entry,
  onSet,
  onClose,
}: {
  readonly arm: { readonly studyId: string; readonly armId: string };
  readonly entry: OwnModelEntry;
  readonly onSet: (view: OwnModelsView) => void;
  readonly onClose: () => void;
}) {
  const api = useFormApi();
  const settings = useLoaded(() => api.call['settings/get']({}));
  const saving = useStaffCall();
  const [chosen, setChosen] = useState({ providerId: entry.providerId ?? '', model: entry.model ?? '' });
  const [asked, setAsked] = useState(false);
  const isMissing = chosen.providerId === '' || chosen.model.trim() === '';
  const problem = settings.problem ?? saving.problem;

  const save = async (): Promise<void> => {
    setAsked(true);
    if (isMissing) return;
    const answer = await saving.run(() =>
      api.call['own-model/set']({ ...arm, participantCode: entry.participantCode, providerId: chosen.providerId, model: chosen.model.trim() }),
    );
    if (answer !== null) onSet(answer.value);
  };

  return (
    <Dialog
      title={message('design.own-model.set.title', { code: entry.participantCode })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('design.prompt.cancel')}</Button>
          <Button kind="primary" aria-busy={saving.busy} unavailable={saving.busy} onClick={() => void save()}>
            {message('design.own-model.set.save')}
          </Button>
        </>
      }
    >
      <p>{message('design.own-model.set.about')}</p>
      <ModelFields
        api={api}
        providers={settings.value?.providers ?? []}
        chosen={chosen}
        label={message('design.own-model.model')}
        problem={asked && isMissing ? message('design.own-model.set.missing') : null}
        onChoose={setChosen}
      />
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
    </Dialog>
  );
}
