/** A key press as Electron reports it before the page sees it. */
export interface KeyPress {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export type KeyVerdict = 'pass' | 'block' | 'ask-pin' | 'larger' | 'smaller' | 'usual-size';

/** Of the shortcuts with Control or Command, only those for editing text reach the page. */
const editingKeys: ReadonlySet<string> = new Set([
  'a', 'c', 'v', 'x', 'z', 'y',
  'arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'home', 'end', 'backspace', 'delete', 'enter',
  'control', 'meta', 'shift', 'alt',
]);

/** Text can be made larger, as everywhere; it leads nowhere out. */
const sizeKeys: Readonly<Record<string, KeyVerdict>> = {
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '_': 'smaller',
  '0': 'usual-size',
};

const closingKeys: ReadonlySet<string> = new Set(['w', 'q', 'm', 'h']);

/** Keys that the page never needs: reload, search, full screen, developer tools, back and forward. */
const outwardKeys: ReadonlySet<string> = new Set([
  'f1', 'f3', 'f5', 'f6', 'f7', 'f10', 'f11', 'f12', 'browserback', 'browserforward', 'browserrefresh', 'browserhome',
]);

/**
 * Which key presses leave the participant's page. What would close or hide the window asks for
 * the moderator's PIN instead.
 */
export function judgeKey(press: KeyPress): KeyVerdict {
  const key = press.key.toLowerCase();
  const ask: KeyVerdict = press.type === 'keyDown' ? 'ask-pin' : 'block';
  if (press.alt && key === 'f4') return ask;
  if (outwardKeys.has(key)) return 'block';
  // AltGr arrives as Control and Alt together, and writes letters.
  if (press.alt && !press.control && (key === 'arrowleft' || key === 'arrowright' || key === 'home')) {
    return isWordMove(press) ? 'pass' : 'block';
  }
  if (!(press.control || press.meta) || press.alt) return 'pass';
  if (closingKeys.has(key)) return ask;
  const size = sizeKeys[key];
  if (size !== undefined) return press.type === 'keyDown' ? size : 'block';
  return editingKeys.has(key) ? 'pass' : 'block';
}

/** On a Mac, Option with an arrow moves by words; elsewhere Alt with an arrow goes back in history. */
function isWordMove(press: KeyPress): boolean {
  return process.platform === 'darwin' && !press.meta;
}
