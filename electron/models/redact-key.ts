/** Longest error text kept; some servers answer an error with a whole web page. */
const longestDetail = 2000;

/** A key this short can't be a secret, and replacing it would make every text unreadable. */
const shortestKey = 4;

/** Takes the key, in the forms a server or library may echo it, out of a text meant for a record. */
export function redactKey(text: string, apiKey: string): string {
  const withoutBearer = text.replace(/\bBearer\s+[^\s"',;]+/gi, 'Bearer [key]');
  const withoutPasswords = withoutBearer.replace(/(https?:\/\/)[^\s/@"']+@/gi, '$1[key]@');
  const key = apiKey.trim();
  if (key.length < shortestKey) return withoutPasswords;
  const forms = [
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    btoaOfText(key),
  ];
  return forms.reduce((result, form) => result.replaceAll(form, '[key]'), withoutPasswords);
}

/** An error text fit to be stored and shown to staff: no key, one piece, not endless. */
export function safeDetail(text: string, apiKey: string): string {
  const clean = redactKey(text, apiKey).replace(/\s+/g, ' ').trim();
  return clean.length > longestDetail ? `${clean.slice(0, longestDetail)}…` : clean;
}

/** An address without name, password and query, all of which may hold a key. */
export function safeAddress(address: string): string {
  try {
    const url = new URL(address);
    url.username = '';
    url.password = '';
    url.search = '';
    url.hash = '';
    return url.toString();
  } catch {
    return '';
  }
}

function btoaOfText(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '');
}
