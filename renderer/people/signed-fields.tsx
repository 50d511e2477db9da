import { TextArea, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';

/** Why something is done, and who does it. */
export interface SignedWords {
  readonly reason: string;
  readonly by: string;
}

export const unsigned: SignedWords = { reason: '', by: '' };

export function isSigned({ reason, by }: SignedWords): boolean {
  return reason.trim() !== '' && by.trim() !== '';
}

export function SignedFields({
  signed,
  asked,
  onChange,
  takesFocus = false,
}: {
  readonly signed: SignedWords;
  /** Only after a first try is it said what is missing. */
  readonly asked: boolean;
  readonly onChange: (signed: SignedWords) => void;
  readonly takesFocus?: boolean;
}) {
  return (
    <>
      <TextArea
        {...(takesFocus ? { 'data-first-focus': '' } : {})}
        label={message('people.reason')}
        rows={2}
        maxLength={500}
        value={signed.reason}
        problem={asked && signed.reason.trim() === '' ? message('people.reason.missing') : null}
        onChange={(event) => onChange({ ...signed, reason: event.target.value })}
      />
      <TextField
        label={message('people.by')}
        value={signed.by}
        maxLength={80}
        problem={asked && signed.by.trim() === '' ? message('people.by.missing') : null}
        onChange={(event) => onChange({ ...signed, by: event.target.value })}
      />
    </>
  );
}
