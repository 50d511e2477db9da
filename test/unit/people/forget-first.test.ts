import { expect, it } from 'vitest';
import { Register } from '../../../electron/people/register.ts';
import { studyOfRegister } from '../../../electron/people/study-of-register.ts';
import { smallStudy } from '../session/small-study.ts';
import { newDesk } from './people-desk.ts';

it('whoever is erased is forgotten elsewhere first, and not when erasing is refused', async () => {
  const { id: studyId } = smallStudy;
  const why = { reason: 'asked for it', by: 'MM' };
  const { storage, schedule } = await newDesk();
  const forgotten: (readonly [study: string, code: string, isThere: boolean])[] = [];
  const register = new Register({
    storage,
    studyFor: studyOfRegister(schedule, storage),
    current: { isRunning: () => false },
    now: Date.now,
    forget: (study, code) => forgotten.push([study, code, storage.readParticipant(study, code)?.erased === null]),
  });
  register.add(studyId, 'P-1');
  expect(() => register.erase(studyId, 'P-1', 'P-2', why)).toThrow(expect.objectContaining({ code: 'code-differs' }) as Error);
  expect(forgotten).toEqual([]);
  register.erase(studyId, 'P-1', 'p-1', why);
  expect(forgotten).toEqual([[studyId, 'P-1', true]]);
});
