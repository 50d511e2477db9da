import type { Study } from '../../../shared/study/protocol.ts';
import type { Stage } from '../../../shared/study/stages.ts';
import { closeSession, startSession } from '../robot/moderator.ts';
import { createRobot, playUntil } from '../robot/robot.ts';
import { waitForScreen } from '../robot/screen.ts';
import type { Speech } from '../robot/speech.ts';
import { callApp } from './designs.ts';
import { armOf, comparison, goodbye, sessionOf, smallStudy, talks } from './small-study.ts';
import type { OpenApp } from './test.ts';
import { words } from './words.ts';

export const consentVersion = '2.1';

const consent: Stage = {
  kind: 'consent',
  id: 'consent',
  title: 'Consent',
  text: 'You talk to assistants and judge them.',
  version: consentVersion,
  statements: [{ id: 'free', text: 'I take part of my own free will.' }],
};

const again: Stage = {
  kind: 'repeats',
  id: 'again',
  title: 'Once more',
  of: 'talks',
  count: 1,
  prompt: 'You read this the last time. Please judge it as you do today.',
  sheets: [comparison.id],
};

/** Two sessions with little in them: consent and one conversation, which is judged once more the next time. */
export function peopleStudy(): Study {
  const study = smallStudy({
    arms: ['practice-brief', 'practice-warm'].map((model, index) => armOf(`arm-${index + 1}`, `Arm ${index + 1}`, model)),
    sessions: [
      sessionOf('first', [consent, talks({ kind: 'parallel', sendTo: 'all' }, { minimum: 1, maximum: 2 }), goodbye]),
      sessionOf('second', [again, { ...goodbye, id: 'goodbye-again' }], { minimumDays: 0, maximumDays: 14 }),
    ],
  });
  return { ...study, analysis: { ...study.analysis, plannedParticipants: 8 } };
}

/** From any screen of the moderator through a whole session of somebody who talks about one thing. */
export async function playSession({ moderator: page, participant }: OpenApp, study: string, code: string, about: string): Promise<void> {
  await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
  const { pinIsSet } = await callApp(page, 'home/get', {});
  await startSession(page, { code, study, ...(pinIsSet ? {} : { pin: '4961' }) });
  const window = await participant();
  await waitForScreen(window, 'consent');
  await playUntil(window, createRobot({ seed: code, turns: 1, speech: talkOf(about) }));
  await closeSession(page);
}

function talkOf(about: string): Speech {
  const sentence = `Please tell me what ${about} is good for.`;
  return { profile: () => sentence, message: () => sentence, good: () => sentence, bad: () => sentence };
}
