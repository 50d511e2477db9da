import { IntlMessageFormat } from 'intl-messageformat';
import main from '../../resources/messages/en.main.json' with { type: 'json' };
import study from '../../resources/messages/en.study.json' with { type: 'json' };

const en = { ...main, ...study };

/** Sentences that the main process shows itself: dialogs, start-up problems, the audit trail. */
export type MainMessageKey = keyof typeof en;

const formats = new Map<MainMessageKey, IntlMessageFormat>();

export function message(key: MainMessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  let format = formats.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(en[key], 'en', undefined, { ignoreTag: true });
    formats.set(key, format);
  }
  return String(format.format({ ...values }));
}
