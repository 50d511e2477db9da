import type { ReactNode } from 'react';

/** The fields of a dialog. The button that sends them stands among the dialog's actions and names this form by its id. */
export function DialogForm({ id, onSubmit, children }: { readonly id: string; readonly onSubmit: () => void; readonly children: ReactNode }) {
  return (
    <form
      id={id}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
