import canonicalize from 'canonicalize';

/**
 * JSON with one spelling only (RFC 8785, the JSON Canonicalization Scheme), so that equal values have
 * equal digests on every machine. Members whose value is undefined are left out.
 * @throws Error for what JSON cannot hold: NaN, infinities, half a surrogate pair, a cycle
 */
export function canonicalJson(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('Only values that JSON can hold have a canonical spelling.');
  return json;
}
