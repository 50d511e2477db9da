import type { DesignEntry, DesignList } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

/** Says what is lost with a draft before it is thrown away. */
export function DiscardDialog({
  api,
  design,
  onDiscarded,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly design: DesignEntry;
  readonly onDiscarded: (rest: DesignList) => void;
  readonly onClose: () => void;
}) {
  const discarding = useStaffCall();
  const newest = design.versions.at(-1);
  const discard = async (): Promise<void> => {
    const result = await discarding.run(() => api.call['design/discard']({ studyId: design.studyId }));
    if (result !== null) onDiscarded(result.value);
  };
  return (
    <Dialog
      title={message('designs.discard.title', { title: design.title })}
      onClose={onClose}
      actions={
        <>
          <Button data-first-focus="" onClick={onClose}>
            {message('designs.cancel')}
          </Button>
          <Button kind="danger" aria-busy={discarding.busy} unavailable={discarding.busy} onClick={() => void discard()}>
            {message('designs.discard.confirm')}
          </Button>
        </>
      }
    >
      <p>{newest === undefined ? message('designs.discard.all') : message('designs.discard.draft', { version: newest.version })}</p>
      {discarding.problem !== null && <Notice tone="danger">{discarding.problem}</Notice>}
    </Dialog>
  );
}
