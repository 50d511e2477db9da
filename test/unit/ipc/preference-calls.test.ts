import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { preferenceHandlers } from '../../../electron/ipc/preference-calls.ts';
import { PreferenceData } from '../../../electron/preferences/preferences.ts';
import { usualRecipe } from '../../../shared/preferences/usual-recipe.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy, studyWithLayout } from '../session/small-study.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { storeSession } from '../storage/played-sessions.ts';

async function handlers({ live = false, folder = null }: { readonly live?: boolean; readonly folder?: string | null }) {
  const storage = await opened();
  const session = new PlayedSession(studyWithLayout('branch'));
  while (session.state.status === 'running') session.completeStep();
  storeSession(storage, 'session', session);
  const preferences = new PreferenceData({ storage, recordCopy: storage.recordCopy, appVersion: '1' });
  return preferenceHandlers({
    preferences: () => Promise.resolve(preferences),
    chooseFolder: () => Promise.resolve(folder),
    current: { isRunning: () => live },
  });
}

const recipe = usualRecipe([smallStudy.id]);

describe('the calls for preference data', () => {
  it('are closed while somebody judges: pairs would name what stood where', async () => {
    const calls = await handlers({ live: true });
    await expect(calls['preferences/sources']({})).rejects.toThrow(/session/u);
    await expect(calls['preferences/preview'](recipe)).rejects.toThrow(/session/u);
    await expect(calls['preferences/export']({ recipe, format: 'trl' })).rejects.toThrow(/session/u);
  });

  it('write into a new folder of the one that was chosen, and nothing when that was cancelled', async () => {
    const folder = newFolder();
    const calls = await handlers({ folder });
    const first = await calls['preferences/export']({ recipe, format: 'trl' });
    const second = await calls['preferences/export']({ recipe, format: 'trl' });
    expect([first?.folder, second?.folder]).toEqual([join(folder, 'preferences-trl'), join(folder, 'preferences-trl-2')]);
    expect(readdirSync(folder).toSorted()).toEqual(['preferences-trl', 'preferences-trl-2']);
    const cancelled = await handlers({ folder: null });
    expect(await cancelled['preferences/export']({ recipe, format: 'trl' })).toBeNull();
  });
});
