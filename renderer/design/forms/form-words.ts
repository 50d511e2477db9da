import { message, messageIfAny, type MessageKey, type MessageValues } from '../../ui/messages.ts';

type WordsBelow<Key> = Key extends `design.form.${infer Name}` ? Name : never;

/** Names the words of a field, a list or a button: `design.form.<name>`; its help is `design.form.<name>.help`. */
export type FormKey = WordsBelow<MessageKey>;

export function formWords(key: FormKey, values?: MessageValues): string {
  return message(`design.form.${key}`, values);
}

/** The line below a label: what belongs there, and in which unit. Null where the label says it all. */
export function formHelp(key: FormKey): string | null {
  return messageIfAny(`design.form.${key}.help`);
}
