import { screen, type BrowserWindow, type Display } from 'electron';

export type DisplayChoice = 'second' | 'same';

/** The display for the participant: another one than the moderator's where there is one and it is wanted. */
export function displayFor(choice: DisplayChoice, moderator: BrowserWindow): Display {
  const own = screen.getDisplayMatching(moderator.getBounds());
  if (choice === 'same') return own;
  return screen.getAllDisplays().find((display) => display.id !== own.id) ?? own;
}
