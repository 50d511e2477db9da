import { IntlMessageFormat } from 'intl-messageformat';
import pages from '../../resources/messages/en.json' with { type: 'json' };
import study from '../../resources/messages/en.study.json' with { type: 'json' };

const en = { ...pages, ...study };

/** Every string a person reads, by language. English is complete; others fall back to it key by key. */
const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en };

export type MessageKey = keyof typeof en;
export type MessageValues = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

let language = 'en';
const formats = new Map<string, IntlMessageFormat>();

/** Chooses the language of the screens; unknown languages read English. */
export function setLanguage(wanted: string): void {
  const base = wanted.split('-')[0] ?? 'en';
  language = catalogues[wanted] ? wanted : catalogues[base] ? base : 'en';
  formats.clear();
  document.documentElement.lang = language;
  document.documentElement.dir = ['ar', 'fa', 'he', 'ur'].includes(base) && language !== 'en' ? 'rtl' : 'ltr';
}

/** The catalogue's sentence, with values put in (ICU message format). */
export function message(key: MessageKey, values?: MessageValues): string {
  let format = formats.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(catalogues[language]?.[key] ?? en[key], language, undefined, { ignoreTag: true });
    formats.set(key, format);
  }
  return String(format.format({ ...values }));
}

/** For keys that are put together, such as those of error codes: null when there is no such sentence. */
export function messageIfAny(key: string, values?: MessageValues): string | null {
  return Object.hasOwn(en, key) ? message(key as MessageKey, values) : null;
}
