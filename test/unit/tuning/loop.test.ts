import { expect, it } from 'vitest';
import { isOwnModelArm } from '../../../shared/personal/own-model.ts';
import { usualRecipe } from '../../../shared/preferences/usual-recipe.ts';
import { createHasModel } from '../../../electron/personal/has-model.ts';
import { OwnModels } from '../../../electron/personal/own-models.ts';
import { PreferenceData } from '../../../electron/preferences/preferences.ts';
import { importPrism } from '../../../electron/prism/import-prism.ts';
import { generatePrism } from '../../prism/generate.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { request, studyId } from './training-words.ts';
import { isOver, jobsOver, practice, prismX, settingsFor, until } from './tuning-setup.ts';

it('collect, build, tune, evaluate: imported conversations become the pooled model and the own models of a study, offline', async () => {
  // Collect: people of PRISM come into the study with what they rated.
  const storage = await opened();
  storage.saveStudy(prismX);
  const files = newFolder();
  generatePrism(files, { people: 12, seed: 'the whole loop' });
  await importPrism(storage, studyId, files, { userIds: null, skipBroken: false }, { signal: new AbortController().signal, onProgress: () => undefined });

  // Build: pairs of their ratings, a part of the people kept for the test.
  const data = new PreferenceData({ storage, appVersion: 'test' });
  const recipe = usualRecipe([studyId]);
  const preview = await data.preview(recipe);
  expect(preview.train).toBeGreaterThan(10);

  // Tune: one model for everybody, and one for each participant with enough pairs.
  const server = await practice();
  const settings = settingsFor(() => server);
  const jobs = jobsOver(storage, () => server, { settings, trainingFiles: (made, scope) => data.trainingFiles(made, scope) });
  const wanted = request({ recipe, baseModel: 'practice-agreeable' });
  const plan = await jobs.plan(wanted);
  expect(plan.jobs[0]).toMatchObject({ pairs: preview.train, problem: null });
  const [pooled] = await jobs.start(wanted);
  const own = await jobs.start({ ...wanted, scope: { kind: 'per-participant' } });
  expect(own.length).toBeGreaterThan(2);
  const finished = await Promise.all([pooled!, ...own].map(({ id }) => until(jobs, id, isOver)));
  expect(finished.map(({ status }) => status)).toEqual(finished.map(() => 'succeeded'));

  // Evaluate: the study's arms stand for these models, for each participant the right one.
  jobs.use(pooled!.id, studyId, 'pooled');
  for (const { id } of own) jobs.use(id, studyId, 'personal');
  const ownModels = new OwnModels({
    storage,
    settings,
    studyOf: () => prismX,
    hasModel: createHasModel((providerId) => settings.endpointOf({ providerId, baseURL: settings.addressOf(providerId) })),
    monotonic: () => performance.now(),
  });
  const arm = prismX.arms.find(isOwnModelArm)!;
  const told: string[] = [];
  for (const { scope, resultModel } of finished.slice(1, 4)) {
    if (scope.kind !== 'participant') throw new Error(scope.kind);
    const models = settings.resolveModels(prismX, await ownModels.forSession(prismX, scope.participantCode, 1));
    const modelOf = (armId: string) => models.findLast((each) => each.armId === armId)!;
    expect(modelOf('pooled').model.model).toBe(finished[0]!.resultModel);
    expect(modelOf(arm.id)).toMatchObject({ ownModel: 'mapped', model: { model: resultModel } });
    const { choices } = await server.client.chat.completions.create({ model: resultModel!, messages: [{ role: 'user', content: 'How do I make friends in a new town?' }] });
    told.push(choices[0]!.message.content!);
  }
  expect(new Set(told).size).toBe(told.length);
  const [first] = finished.slice(1);
  if (first?.scope.kind === 'participant') {
    expect(storage.listCopies(studyId, first.scope.participantCode).every(({ kind }) => kind === 'tuning')).toBe(true);
    expect(storage.listCopies(studyId, first.scope.participantCode).length).toBeGreaterThanOrEqual(2);
  }
}, 60_000);
