import type { ElectronApplication, Page } from '@playwright/test';
import type { ArmMapping } from '../../shared/contract/moderator.ts';
import { messageBox, sendButton } from './robot/conversation.ts';
import { giveReason, screen, startSession } from './robot/moderator.ts';
import { waitForForm } from './robot/questionnaire.ts';
import { createRobot, playStep, playUntil, type Robot } from './robot/robot.ts';
import type { ScreenName } from './robot/screen.ts';
import { leaveSettings } from './setting/settings-file.ts';
import { expectNothingSpills } from './setting/spills.ts';
import { expect, test } from './setting/test.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** One arm answers with two thousand words, the others in their own manner. */
const longArm: ArmMapping = {
  armId: 'pooled',
  providerId: 'practice',
  model: 'practice-words-2000',
  parameters: {},
  systemPrompt: '',
};

const messages = [
  'Please put the pros and cons of city bikes into a table.',
  'Please write a function in Python that sorts a list of names, with long lines.',
  'מה אפשר לבשל עם אורז ועדשים? בבקשה רשימה.',
  'كيف أتعلم السباحة؟ أريد قائمة من فضلك.',
  `A word without an end: ${'incomprehensibility'.repeat(20)}`,
];

test('four slots stay readable and alike at both sizes, whatever the replies are', async ({ open, dataFolder }) => {
  await leaveSettings(dataFolder, { arms: [longArm] });
  const { app, moderator, participant } = await open();
  await startSession(moderator, { code: 'LAYOUT', pin: '4961' });
  const page = await participant();
  const robot = createRobot({ seed: 'layout' });
  await playUntil(page, robot, 'conversation');
  await moderator.getByRole('button', { name: words('live.skip'), exact: true }).click();
  await giveReason(moderator, 'Straight to the long replies.', words('live.skip.confirm'));
  await expect(page.locator('main h1')).not.toHaveText('Trying it out');

  for (const size of sizes) {
    await resizeBoth(app, size);
    await expectFourAlike(page, size.width);
    await expectNothingSpills(page);
  }
  for (const [index, message] of messages.entries()) {
    await messageBox(page).fill(message);
    await sendButton(page).click();
    await expect(page.locator('main [data-reply]')).toHaveCount((index + 1) * 4);
    await expect(page.locator('main .thread-waiting')).toHaveCount(0);
  }
  await expect(page.locator('main table').first()).toBeVisible();
  await expect(page.locator('main pre').first()).toBeAttached();
  for (const size of sizes) {
    await resizeBoth(app, size);
    await expectFourAlike(page, size.width);
    await expectNothingSpills(page);
    await expectNothingSpills(moderator);
  }

  await test.step('right-to-left text runs from the right', async () => {
    const direction = (turn: number) =>
      page
        .locator('main [data-slot="A"] [data-turn]')
        .nth(turn)
        .locator('[data-reply]')
        .evaluate((reply) => {
          const text = [...reply.querySelectorAll('p, li')].find((each) => /[\u0590-\u06FF]/.test(each.textContent));
          return getComputedStyle(text ?? reply).direction;
        });
    const wordy = await slotOfLongArm(page);
    if (wordy !== 'A') {
      expect(await direction(2)).toBe('rtl');
      expect(await direction(3)).toBe('rtl');
    }
    expect(await direction(0)).toBe('ltr');
  });

  await test.step('each pane scrolls by itself, and all together on request', async () => {
    const top = (slot: string) => page.locator(`[data-slot="${slot}"] [data-scroll]`).evaluate((pane) => pane.scrollTop);
    const scroll = (slot: string, to: number) =>
      page.locator(`[data-slot="${slot}"] [data-scroll]`).evaluate((pane, wanted) => pane.scrollTo({ top: wanted }), to);
    for (const slot of ['A', 'B', 'C', 'D']) await scroll(slot, 0);
    await page.locator('[data-slot="A"]').hover();
    await page.mouse.wheel(0, 400);
    await expect.poll(() => top('A')).toBeGreaterThan(100);
    expect([await top('B'), await top('C'), await top('D')]).toEqual([0, 0, 0]);
    await page.getByRole('checkbox', { name: words('participant.scroll-together') }).check();
    // Panes keep the same share of a turn, and a little of a very long reply is next to nothing of a short one.
    const leader = (await slotOfLongArm(page)) === 'B' ? 'C' : 'B';
    await page.locator(`[data-slot="${leader}"]`).hover();
    await page.mouse.wheel(0, 400);
    for (const slot of ['B', 'C', 'D']) await expect.poll(() => top(slot)).toBeGreaterThan(50);
  });

  await test.step('one pane can be enlarged, and gives its place back', async () => {
    await page.locator('[data-slot="C"] [data-enlarge]').click();
    await expect(page.locator('[data-slot="A"]')).toHaveAttribute('inert', '');
    await expectNothingSpills(page);
    await page.keyboard.press('Escape');
    // Away from the button, which looks pressed under the mouse.
    await page.mouse.move(2, 2);
    await expectFourAlike(page, sizes[1].width);
  });
});

test('the other screens of both windows keep to their width at both sizes', async ({ open }) => {
  const { app, moderator, participant } = await open();
  await expectAtBothSizes(app, moderator);
  await startSession(moderator, { code: 'WIDTH', pin: '4961' });
  const page = await participant();
  const robot = createRobot({ seed: 'width', turns: 1 });
  const goals = ['consent', 'questionnaire', 'instructions', 'conversation', 'judgement', 'second sheet'] as const;
  for (const goal of goals) {
    await goTo(page, robot, goal);
    await expectAtBothSizes(app, page);
    await expectAtBothSizes(app, moderator);
  }
  await moderator.getByRole('button', { name: words('live.home'), exact: true }).click();
  await moderator.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
  await screen(moderator, 'settings').waitFor();
  await expectAtBothSizes(app, moderator);
});

test('the smallest targets are large enough, and the text of the participant is', async ({ open }) => {
  const { app, moderator, participant } = await open();
  await startSession(moderator, { code: 'TARGETS', pin: '4961' });
  const page = await participant();
  const robot = createRobot({ seed: 'targets', turns: 1 });
  for (const goal of ['consent', 'questionnaire', 'conversation', 'judgement', 'second sheet'] as const) {
    await goTo(page, robot, goal);
    await resize(app, 'participant', sizes[0].width, sizes[0].height);
    const targets = ['button', 'select', 'textarea', 'label.check', 'label.sd-selectbase__label'].map((target) => `main ${target}:visible`);
    const small = await page.locator(targets.join(', ')).evaluateAll((elements) =>
      elements
        .map((target) => ({ text: target.textContent.slice(0, 30), height: Math.round(target.getBoundingClientRect().height) }))
        .filter(({ height }) => height < 44),
    );
    expect(small, `targets on ${goal}`).toEqual([]);
    const texts = await page.locator('main :visible').evaluateAll((elements) =>
      elements
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''))
        .map((element) => ({ text: element.textContent.slice(0, 30), pixels: Number.parseFloat(getComputedStyle(element).fontSize) })),
    );
    expect(texts.length, `text on ${goal}`).toBeGreaterThan(5);
    expect(texts.filter(({ pixels }) => pixels < 18), `small text on ${goal}`).toEqual([]);
  }
});

/** The second sheet follows the first on the same screen. */
async function goTo(page: Page, robot: Robot, goal: ScreenName | 'second sheet'): Promise<void> {
  if (goal === 'second sheet') await playStep(page, robot);
  else await playUntil(page, robot, goal);
  if (goal === 'questionnaire') await waitForForm(page);
}

async function resizeBoth(app: ElectronApplication, { width, height }: (typeof sizes)[number]): Promise<void> {
  await resize(app, 'participant', width, height);
  await resize(app, 'moderator', width, height);
}

async function expectAtBothSizes(app: ElectronApplication, page: Page): Promise<void> {
  const name = page.url().includes('/participant/') ? 'participant' : 'moderator';
  for (const { width, height } of sizes) {
    await resize(app, name, width, height);
    await expectNothingSpills(page);
  }
}

/** Same size, same colours, same type: nothing sets one slot apart but its letter. */
async function expectFourAlike(page: Page, width: number): Promise<void> {
  const panes = await page.locator('main [data-slot]').evaluateAll((elements) =>
    elements.map((pane) => {
      const { width: paneWidth, height, left, right, top, bottom } = pane.getBoundingClientRect();
      const looks = ['', '.slot-mark', 'h2', '[data-enlarge]', '[data-scroll]', '.thread-message p', '.thread-reply'].map((part) => {
        const element = part === '' ? pane : pane.querySelector(part);
        if (element === null) return null;
        const style = getComputedStyle(element);
        return ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'padding', 'borderTopColor', 'borderRadius', 'opacity'].map(
          (name) => style[name as 'color'],
        );
      });
      return { width: Math.round(paneWidth), height: Math.round(height), inView: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, looks };
    }),
  );
  expect(panes).toHaveLength(4);
  const [first] = panes;
  expect(first?.width).toBeGreaterThan(width / 5);
  for (const pane of panes) {
    expect(pane.inView).toBe(true);
    expect(Math.abs(pane.width - (first?.width ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs(pane.height - (first?.height ?? 0))).toBeLessThanOrEqual(1);
    expect(pane.looks).toEqual(first?.looks);
  }
}

async function slotOfLongArm(page: Page): Promise<string> {
  const lengths = await page
    .locator('main [data-slot]')
    .evaluateAll((panes) => panes.map((pane) => [pane.getAttribute('data-slot') ?? '', pane.textContent.length] as const));
  return lengths.sort((one, other) => other[1] - one[1])[0]?.[0] ?? '';
}
