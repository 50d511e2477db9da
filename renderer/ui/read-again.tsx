import { useState } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { message } from './messages.ts';
import { nameOfSlot } from './slot-mark.tsx';
import { Thread } from './thread.tsx';

/** Opens what was said to one slot, to read again. */
export function ReadAgain({ thread, label }: { readonly thread: SlotThread; readonly label?: string }) {
  const [open, setOpen] = useState(false);
  const assistant = nameOfSlot(thread.slot);
  return (
    <>
      <Button kind="plain" aria-label={message('ui.read-again.of', { assistant })} onClick={() => setOpen(true)}>
        {label ?? message('ui.read-again')}
      </Button>
      {open && (
        <Dialog
          title={assistant}
          wide
          onClose={() => setOpen(false)}
          actions={<Button onClick={() => setOpen(false)}>{message('ui.read-again.back')}</Button>}
        >
          <div data-first-focus="" tabIndex={-1}>
            <Thread thread={thread} />
          </div>
        </Dialog>
      )}
    </>
  );
}
