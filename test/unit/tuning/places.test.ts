import { describe, expect, it } from 'vitest';
import { newFolder, opened } from '../storage/data-folders.ts';
import { filesOf, pairs, request, studyId } from './training-words.ts';
import { isOver, jobsOver, practice, prismX, settingsFor, startOne, until } from './tuning-setup.ts';

const two = { 'K7-264-M': pairs(12), 'A2-333-C': pairs(14, 'asking') };

describe('a draft', () => {
  const draftId = 'a-draft';
  const draftOf = async (folder: string, change: object = {}) => {
    const storage = await opened(folder);
    storage.saveStudyDraft({ studyId: draftId, title: 'A draft', madeFrom: null, content: { ...prismX, id: draftId, title: 'A draft', ...change } });
    return storage;
  };

  it('takes a finished model into its arm, where the editor shows it and the lock freezes it', async () => {
    const server = await practice();
    const storage = await draftOf(newFolder());
    const settings = settingsFor(() => server);
    const jobs = jobsOver(storage, () => server, { settings });
    const { id } = await startOne(jobs, request());
    const { resultModel } = await until(jobs, id, isOver);
    expect(jobs.places().find((place) => place.studyId === draftId)).toMatchObject({ title: 'A draft', arms: prismX.arms.map(({ id: armId, name }) => ({ armId, name, isInDraft: true })) });
    expect(jobs.use(id, draftId, 'pooled').usedAs).toEqual([{ studyId: draftId, armId: 'pooled', participantCode: null }]);
    const { content, title } = storage.readStudyDraft(draftId)!;
    const { arms } = content as typeof prismX;
    expect(title).toBe('A draft');
    expect(arms).toEqual(prismX.arms.map((arm) => (arm.id === 'pooled' ? { ...arm, model: { ...arm.model, providerId: 'practice', model: resultModel } } : arm)));
    expect(settings.view(false).studies.every(({ arms: all }) => all.every(({ changed }) => !changed))).toBe(true);
  });

  it('takes models of its participants before it is locked', async () => {
    const server = await practice();
    const storage = await draftOf(newFolder());
    storage.changePeople(draftId, { add: Object.keys(two).map((code) => ({ code, origin: 'app', originId: null, profile: {} })), profiles: [], notes: [], run: null });
    const jobs = jobsOver(storage, () => server, {
      trainingFiles: (_recipe, scope) => filesOf(two, scope).map((file) => (file.scope.kind === 'participant' ? { ...file, scope: { ...file.scope, studyId: draftId } } : file)),
    });
    const own = await jobs.start(request({ scope: { kind: 'per-participant' } }));
    for (const { id } of own) {
      await until(jobs, id, isOver);
      jobs.use(id, draftId, 'personal');
    }
    expect(storage.listOwnModels(draftId, 'personal').map(({ participantCode }) => participantCode).sort()).toEqual(Object.keys(two).sort());
  });

  it('of an amendment can have an arm that the locked version does not have; the arms of that keep to the settings', async () => {
    const server = await practice();
    const storage = await opened();
    const added = { ...prismX.arms[0]!, id: 'added', name: 'Added' };
    storage.saveStudyDraft({ studyId, title: prismX.title, madeFrom: null, content: { ...prismX, arms: [...prismX.arms, added] } });
    const settings = settingsFor(() => server);
    const jobs = jobsOver(storage, () => server, { settings });
    const { id } = await startOne(jobs, request());
    const { resultModel } = await until(jobs, id, isOver);
    expect(jobs.places().find((place) => place.studyId === studyId)!.arms.map(({ armId, isInDraft }) => [armId, isInDraft])).toEqual([...prismX.arms.map((arm) => [arm.id, false]), ['added', true]]);
    jobs.use(id, studyId, 'added');
    jobs.use(id, studyId, 'generic');
    const { arms } = storage.readStudyDraft(studyId)!.content as typeof prismX;
    expect(arms.map((arm) => [arm.id, arm.model.model])).toEqual([...prismX.arms.map((arm) => [arm.id, arm.model.model]), ['added', resultModel]]);
    expect(settings.commonModelOf(prismX, prismX.arms.find((arm) => arm.id === 'generic')!).model).toBe(resultModel);
  });

  it('that is no study yet is no place for a model, and is left as it is', async () => {
    const server = await practice();
    const storage = await opened();
    storage.saveStudyDraft({ studyId: draftId, title: 'Half', madeFrom: null, content: { id: draftId, arms: 'none yet' } });
    const jobs = jobsOver(storage, () => server);
    const { id } = await startOne(jobs, request());
    await until(jobs, id, isOver);
    expect(jobs.places().some((place) => place.studyId === draftId)).toBe(false);
    expect(() => jobs.use(id, draftId, 'pooled')).toThrow(expect.objectContaining({ code: 'unknown-study' }));
    expect(storage.readStudyDraft(draftId)!.content).toEqual({ id: draftId, arms: 'none yet' });
  });
});
