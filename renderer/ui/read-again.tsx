import { useState } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { message } from './messages.ts';
import { Thread } from './thread.tsx';

/** Opens something that was said, to read again. `title` says whose it is: a slot, or the whole conversation. */
export function ReadAgain({
  title,
  turns,
  label,
}: {
  readonly title: string;
  readonly turns: SlotThread['turns'];
  readonly label?: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        kind="plain"
        aria-label={label === undefined ? message('ui.read-again.of', { assistant: title }) : undefined}
        onClick={() => setOpen(true)}
      >
        {label ?? message('ui.read-again')}
      </Button>
      {open && (
        <Dialog
          title={title}
          wide
          onClose={() => setOpen(false)}
          actions={<Button onClick={() => setOpen(false)}>{message('ui.read-again.back')}</Button>}
        >
          <div data-first-focus="" tabIndex={-1}>
            <Thread turns={turns} />
          </div>
        </Dialog>
      )}
    </>
  );
}
