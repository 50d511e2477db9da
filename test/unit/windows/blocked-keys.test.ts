import { expect, it } from 'vitest';
import { nextZoom } from '../../../electron/windows/text-size.ts';
import { judgeKey, type KeyPress } from '../../../electron/windows/blocked-keys.ts';

function press(keys: string): KeyPress {
  const parts = keys.split('+');
  return {
    type: 'keyDown',
    key: parts.at(-1) ?? '',
    control: parts.includes('Control'),
    meta: parts.includes('Meta'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
  };
}

it.each([
  'F5', 'F11', 'F12', 'Control+r', 'Control+Shift+R', 'Control+Shift+I', 'Control+Shift+J', 'Control+p', 'Control+s',
  'Control+n', 'Control+t', 'Control+o', 'Control+f', 'Meta+r', 'Meta+Alt+F12',
  'Alt+ArrowLeft', 'Alt+ArrowRight', 'BrowserBack',
])('%s does not reach the participant’s page', (keys) => {
  expect(judgeKey(press(keys))).toBe('block');
});

it.each(['Alt+F4', 'Control+w', 'Control+q', 'Meta+q', 'Meta+h', 'Meta+m'])('%s asks for the PIN', (keys) => {
  expect(judgeKey(press(keys))).toBe('ask-pin');
  expect(judgeKey({ ...press(keys), type: 'keyUp' })).toBe('block');
});

it.each([
  'a', 'ö', 'ש', 'Tab', 'Shift+Tab', 'Enter', 'Escape', ' ', 'ArrowLeft', 'Home', 'PageDown',
  'Control+a', 'Control+c', 'Control+v', 'Control+x', 'Control+z', 'Control+Shift+Z', 'Control+y',
  'Control+ArrowLeft', 'Control+Shift+End', 'Control+Backspace', 'Control+Enter', 'Control', 'Shift',
  // AltGr writes letters: @ and € on a German keyboard.
  'Control+Alt+@', 'Control+Alt+€', 'Control+Alt+q',
])('%s is for writing and moving, and passes', (keys) => {
  expect(judgeKey(press(keys))).toBe('pass');
});

it('lets the text be made larger and smaller, from the designed size to twice that', () => {
  expect(['Control+=', 'Control+-', 'Meta+0'].map((keys) => judgeKey(press(keys)))).toEqual(['larger', 'smaller', 'usual-size']);
  expect(nextZoom(1, 'larger')).toBe(1.1);
  expect(nextZoom(2, 'larger')).toBe(2);
  expect(nextZoom(1.25, 'smaller')).toBe(1.1);
  expect(nextZoom(1, 'smaller')).toBe(1);
  expect(nextZoom(1.75, 'usual-size')).toBe(1);
});
