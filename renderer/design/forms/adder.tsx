import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FormIcon } from './form-icon.tsx';
import './lists.css';

export interface AdderKind<Member> {
  readonly label: string;
  readonly help: string;
  readonly create: () => Member;
}

/** A button that opens the kinds there are, each with a word on what it is for. */
export function Adder<Member>({
  words,
  kinds,
  onAdd,
}: {
  readonly words: string;
  readonly kinds: readonly AdderKind<Member>[];
  readonly onAdd: (member: Member) => void;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div
      className="form-adder"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.stopPropagation();
        setOpen(false);
        event.currentTarget.querySelector('button')?.focus();
      }}
    >
      <Button aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        <FormIcon name="add" />
        {words}
      </Button>
      {open && (
        <ul className="form-kinds" id={id}>
          {kinds.map((kind) => (
            <li key={kind.label}>
              <button
                type="button"
                className="form-kind"
                onClick={() => {
                  setOpen(false);
                  onAdd(kind.create());
                }}
              >
                <strong>{kind.label}</strong>
                <span className="quiet">{kind.help}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
