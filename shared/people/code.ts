/** A whole number, uniform in 0 … bound − 1. */
export type DrawBelow = (bound: number) => number;

/** Letters and digits that are not mistaken for one another when read aloud or copied by hand. */
const letters = 'ACDEFHJKLMNPRTUVWXY';
const digits = '2345679';
const characters = `${letters}${digits}`;

/** A drawn code: `K7-264-4`, its last character a check on the others. */
const drawnForm = new RegExp(`^[${letters}][${digits}]-[${digits}]{3,6}-[${characters}]$`, 'u');

/**
 * A participant code such as `K7-264-4`: short, readable aloud, and not given out before. The last
 * character checks the others (ISO/IEC 7064, MOD 27,26, over the 26 characters in use), so that one
 * misread character is always noticed, and two that changed places nearly always. The digits in the
 * middle grow from three to six when the short codes run out.
 */
export function drawCode(taken: Iterable<string>, draw: DrawBelow): string {
  return codeDrawer(taken, draw)();
}

/** Draws many codes as {@link drawCode} draws one, none of them twice. */
export function codeDrawer(taken: Iterable<string>, draw: DrawBelow): () => string {
  const used = new Set(Array.from(taken, (code) => code.toUpperCase()));
  const pick = (from: string): string => from.charAt(draw(from.length));
  return () => {
    for (let tries = 0; ; tries += 1) {
      const length = Math.min(6, 3 + Math.floor(tries / 20));
      const start = `${pick(letters)}${pick(digits)}-${Array.from({ length }, () => pick(digits)).join('')}`;
      const code = `${start}-${checkCharacter(start)}`;
      if (!used.has(code)) {
        used.add(code);
        return code;
      }
      if (tries > 10_000) throw new Error('All participant codes have been given out.');
    }
  };
}

/** False for a code in the drawn form whose check character does not fit: somebody misread or mistyped it. Other codes have no check. */
export function codeFits(code: string): boolean {
  const upper = code.toUpperCase();
  return !drawnForm.test(upper) || upper.at(-1) === checkCharacter(upper.slice(0, upper.lastIndexOf('-')));
}

/** ISO/IEC 7064 hybrid system MOD 27,26. Hyphens do not count. */
function checkCharacter(start: string): string {
  const modulus = characters.length;
  let sum = modulus;
  for (const character of start.replaceAll('-', '')) {
    sum += characters.indexOf(character);
    sum = ((sum > modulus ? sum - modulus : sum) * 2) % (modulus + 1);
  }
  return characters.charAt((modulus + 1 - sum) % modulus);
}
