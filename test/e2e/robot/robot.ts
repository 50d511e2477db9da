import type { Page } from '@playwright/test';
import { createRandom, type Random } from '../../../shared/allocation/random.ts';
import { playConsent } from './consent.ts';
import { pickType, playConversation } from './conversation.ts';
import { emptyDiary, type Diary } from './diary.ts';
import { playGuess } from './guess.ts';
import type { Hand } from './hand.ts';
import { keyboardHand } from './keyboard-hand.ts';
import { pointerHand } from './pointer-hand.ts';
import { playQuestionnaire } from './questionnaire.ts';
import { waitForAnyScreen, waitForOtherScreen, type ScreenName } from './screen.ts';
import { playSheet } from './sheet.ts';
import { randomSpeech, type Speech } from './speech.ts';
import { playBreak, playDebrief, playInstructions, playMessage } from './text-page.ts';

/**
 * A participant of wires: looks at the screen, does what a person would do there, and knows nothing else.
 * It keeps no place of its own, so it can take over at any step, also in the middle of one.
 */
export interface Robot {
  readonly hand: Hand;
  readonly random: Random;
  readonly speech: Speech;
  /** Messages it sends in a conversation, if the study lets it. */
  readonly turns: number;
  readonly diary: Diary;
}

export interface RobotOptions {
  readonly seed: string;
  readonly keyboardOnly?: boolean;
  readonly hand?: Hand;
  readonly speech?: Speech;
  readonly turns?: number;
}

export function createRobot({ seed, keyboardOnly = false, hand, speech, turns = 2 }: RobotOptions): Robot {
  const random = createRandom(seed);
  return {
    hand: hand ?? (keyboardOnly ? keyboardHand() : pointerHand()),
    random,
    speech: speech ?? randomSpeech(random),
    turns,
    diary: emptyDiary(),
  };
}

const plays: Partial<Record<ScreenName, (page: Page, robot: Robot) => Promise<void>>> = {
  consent: playConsent,
  questionnaire: playQuestionnaire,
  instructions: playInstructions,
  conversation: playConversation,
  'type-choice': pickType,
  judgement: playSheet,
  break: playBreak,
  message: playMessage,
  'blinding-guess': playGuess,
  debrief: playDebrief,
};

/** Does the next thing that the screen asks for; returns the screen it was done on. */
export async function playStep(page: Page, robot: Robot): Promise<ScreenName> {
  const screen = await waitForAnyScreen(page);
  const play = plays[screen];
  if (play === undefined) return screen;
  await play(page, robot);
  // A conversation is played turn by turn and stays, and sheets follow each other; every other screen gives way.
  if (screen !== 'conversation' && screen !== 'judgement' && screen !== 'questionnaire') await waitForOtherScreen(page, screen);
  return screen;
}

/** Plays on until a screen is shown: the end, unless another one is asked for. */
export async function playUntil(page: Page, robot: Robot, goal: ScreenName = 'end'): Promise<void> {
  for (;;) {
    const screen = await waitForAnyScreen(page);
    if (screen === goal) return;
    if (plays[screen] === undefined) {
      if (screen === 'end') throw new Error(`The session ended before the screen "${goal}".`);
      await waitForOtherScreen(page, screen);
    } else await playStep(page, robot);
  }
}
