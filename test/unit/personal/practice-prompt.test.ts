import { expect, it } from 'vitest';
import { isPersonal, personalise, wantingFor } from '../../../electron/personal/personalise.ts';
import type { ComingSession } from '../../../electron/schedule/schedule.ts';
import type { PersonalContext } from '../../../shared/session/events.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { fullStudy } from '../session/small-study.ts';
import { promptOf } from './a-context.ts';

const nobody: PersonalContext = { profile: {}, summary: null, exchanges: [] };
const surroundings = {
  settings: { resolveModels: () => [] },
  ownModels: { forSession: () => Promise.resolve(new Map()) },
  contextOf: () => nobody,
};

/** A study whose practice round alone is told something about the participant. */
function withPractice(missing: 'refuse' | 'drop'): Study {
  const personalisation = promptOf('They live in {{town}}.', { placeholders: { town: { kind: 'field', field: 'town', missing } } });
  return {
    ...fullStudy,
    arms: fullStudy.arms.map((arm) => ({ ...arm, personalisation: { kind: 'none' as const } })),
    sessions: fullStudy.sessions.map((session) => ({
      ...session,
      stages: session.stages.map((stage) => (stage.kind === 'practice' ? { ...stage, arms: stage.arms.map((arm) => ({ ...arm, personalisation })) } : stage)),
    })),
  };
}

const planned = (study: Study): ComingSession => ({ study, participantCode: 'K7', sessionNumber: 1, earlierAnswers: {} });

it('what stands in for an arm in practice refuses a session, or leaves out, as an arm does', async () => {
  const strict = withPractice('refuse');
  expect(isPersonal(strict)).toBe(true);
  await expect(personalise(planned(strict), surroundings)).rejects.toMatchObject({ code: 'about-participant-missing', message: expect.stringContaining('town') as string });
  const lenient = withPractice('drop');
  expect(await personalise(planned(lenient), surroundings)).toEqual({ models: [], personal: nobody });
  expect(wantingFor(planned(lenient), surroundings.contextOf)).toEqual({ refused: [], dropped: ['town'] });
});
