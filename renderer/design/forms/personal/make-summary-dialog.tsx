import { useState } from 'react';
import type { SummaryView } from '../../../../shared/contract/personal.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { message } from '../../../ui/messages.ts';
import { ModelFields, type ChosenModel } from '../../../ui/model-fields.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../../../ui/staff-call.ts';
import { useFormApi } from '../form-context.ts';

/** Kept while the app is open: a whole register is summarised by one model. */
let lastChosen: ChosenModel = { providerId: '', model: '' };

/** Which model summarises what is known of a participant. */
export function MakeSummaryDialog({
  studyId,
  participantCode,
  onMade,
  onClose,
}: {
  readonly studyId: string;
  readonly participantCode: string;
  readonly onMade: (view: SummaryView) => void;
  readonly onClose: () => void;
}) {
  const api = useFormApi();
  const settings = useLoaded(() => api.call['settings/get']({}));
  const making = useStaffCall();
  const [chosen, setChosen] = useState(lastChosen);
  const [asked, setAsked] = useState(false);
  const providers = settings.value?.providers ?? [];
  const provider = providers.find(({ providerId }) => providerId === chosen.providerId);
  const model = chosen.model.trim();
  const isMissing = chosen.providerId === '' || model === '';

  const make = async (): Promise<void> => {
    setAsked(true);
    if (isMissing) return;
    lastChosen = { providerId: chosen.providerId, model };
    const answer = await making.run(() => api.call['summary/make']({ studyId, participantCode, providerId: chosen.providerId, model }));
    if (answer !== null) onMade(answer.value);
  };
  const problem = settings.problem ?? making.problem;

  return (
    <Dialog
      title={message('design.prompt.summaries.make.title', { code: participantCode })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('design.prompt.cancel')}</Button>
          <Button kind="primary" aria-busy={making.busy} unavailable={making.busy} onClick={() => void make()}>
            {message(making.busy ? 'design.prompt.summaries.making' : 'design.prompt.summaries.make')}
          </Button>
        </>
      }
    >
      <p>{message('design.prompt.summaries.make.about')}</p>
      <ModelFields
        api={api}
        providers={providers}
        chosen={chosen}
        label={message('design.prompt.summaries.model')}
        problem={asked && isMissing ? message('design.prompt.summaries.model.missing') : null}
        onChoose={setChosen}
      />
      {provider !== undefined && (
        <Notice>
          {provider.builtIn
            ? message('design.prompt.summaries.stays')
            : message('design.prompt.summaries.leaves', { provider: provider.label, address: provider.baseURL })}
        </Notice>
      )}
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
      {making.busy && <p role="status">{message('design.prompt.summaries.making.about')}</p>}
    </Dialog>
  );
}
