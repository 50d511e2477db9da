import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/study/canonical-json.ts';

/** RFC 8785, appendix B: the bits of a double (IEEE 754, big-endian, hexadecimal) and its JSON. */
const numbers: readonly (readonly [string, string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

function doubleOf(bits: string): number {
  return Buffer.from(bits, 'hex').readDoubleBE();
}

describe('canonical JSON, so that a study has the same digest on every machine', () => {
  it.each(numbers)('writes the double %s as %s (RFC 8785, appendix B)', (bits, json) => {
    expect(canonicalJson(doubleOf(bits))).toBe(json);
    expect(canonicalJson({ value: [doubleOf(bits)] })).toBe(`{"value":[${json}]}`);
  });

  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('refuses %s, which is no number in JSON (appendix B)', (bits) => {
    expect(() => canonicalJson([doubleOf(bits)])).toThrow(/not allowed/);
  });

  it('spells numbers, strings and literals as the example of section 3.2.2', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('orders members by the UTF-16 units of their names, at every depth, as the example of section 3.2.3', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const inOrder = [
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ];
    for (const json of [canonicalJson(members), canonicalJson([{ z: members }])]) {
      expect([...json.matchAll(/:"([^"]+)"/g)].map(([, value]) => value)).toEqual(inOrder);
    }
    expect(canonicalJson({ 10: 'a', 9: 'b', a: 'c', B: 'd' })).toBe('{"10":"a","9":"b","B":"d","a":"c"}');
  });

  it('escapes control characters only, and leaves all other text as it is', () => {
    expect(canonicalJson('\b\t\n\f\r\u0000\u001f"\\/\u007f\u2028é🌍')).toBe(
      String.raw`"\b\t\n\f\r\u0000\u001f\"\\/` + '\u007f\u2028é🌍"',
    );
  });

  it('refuses what two machines could spell differently: half a surrogate pair, and what is no JSON', () => {
    expect(() => canonicalJson({ text: '\ud83d' })).toThrow(/surrogate/);
    expect(() => canonicalJson({ '\ud83d': 1 })).toThrow(/surrogate/);
    expect(() => canonicalJson(undefined)).toThrow(/canonical spelling/);
    expect(canonicalJson({ left: undefined, kept: null })).toBe('{"kept":null}');
  });
});
