import { startSession } from './robot/moderator.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { expect, test } from './setting/test.ts';
import { standing } from './setting/windows.ts';
import { words } from './setting/words.ts';

test('a participant who uses no mouse gets from consent to debrief', async ({ open }) => {
  const { moderator, participant } = await open();
  await startSession(moderator, { code: 'KEYS', pin: '4961' });
  const page = await participant();
  // A pointer that arrives all the same would be a fault of the test.
  await page.evaluate(() => {
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'] as const) {
      window.addEventListener(kind, () => document.documentElement.setAttribute('data-pointer-used', ''), true);
    }
  });
  const robot = createRobot({ seed: 'keyboard', keyboardOnly: true });
  await playUntil(page, robot);
  await expect(page.locator('main')).toContainText(words('participant.end.title'));
  await expect(page.locator('html')).not.toHaveAttribute('data-pointer-used');
  expect(robot.diary.conversations).toHaveLength(4);
  for (const { places, ratings, messages } of robot.diary.conversations) {
    expect([...places].sort()).toEqual(['A', 'B', 'C', 'D']);
    expect(Object.keys(ratings)).toHaveLength(4);
    expect(messages.length).toBeGreaterThanOrEqual(1);
  }
});

test('the moderator gets the window back with the PIN, by keyboard alone', async ({ open }) => {
  const { app, moderator, participant } = await open();
  await startSession(moderator, { code: 'DOOR', pin: '4961' });
  const page = await participant();
  const door = page.getByRole('button', { name: words('participant.door'), exact: true });
  const { press } = createRobot({ seed: 'door', keyboardOnly: true }).hand;
  await press(door);
  const dialog = page.getByRole('dialog');
  await page.keyboard.type('0000');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText(words('participant.door.wrong'));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(door).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('4961');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await standing(app, 'participant')).visible).toBe(false);
});
