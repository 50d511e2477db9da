/** Longest error text kept; some servers answer an error with a whole web page. */
const longestDetail = 2000;

/** A key this short can't be a secret, and replacing it would make every text unreadable. */
const shortestKey = 4;

/**
 * Takes the key out of a text meant for a record, in the forms a server or library may echo it,
 * and whatever stands where a key usually stands.
 */
export function redactKey(text: string, apiKey: string): string {
  const key = apiKey.trim();
  const forms =
    key.length < shortestKey
      ? []
      : [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), inBase64(key)];
  return forms
    .reduce((result, form) => result.replaceAll(form, '[key]'), text)
    .replace(/\bBearer\s+[^\s"',;]+/gi, 'Bearer [key]')
    .replace(/(https?:\/\/)[^\s/@"']+@/gi, '$1[key]@')
    .replace(/(https?:\/\/[^\s?"']+\?)[^\s"']+/gi, '$1[query]');
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

function inBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '');
}
