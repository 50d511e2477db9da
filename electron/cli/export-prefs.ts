import { resolve } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import type { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { PreferenceFormat, preferenceFormats } from '../../shared/preferences/recipe.ts';
import { usualRecipe } from '../../shared/preferences/usual-recipe.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { PreferenceData } from '../preferences/preferences.ts';
import { readRecipeFile } from '../preferences/recipe-file.ts';
import { openStorageForReading } from '../storage/open-storage.ts';
import type { ReadableStorage } from '../storage/storage.ts';
import { type CliCommand, type CommandInput, UsageError } from './command.ts';
import { textTable } from './text-table.ts';

export const exportPreferencesCommand: CliCommand = {
  name: 'export prefs',
  usage: `export prefs --format ${preferenceFormats.join('|')} --out DIR [--study ID]… [--recipe FILE] [--per-participant] [--seed S]`,
  meaning: message('cli.export-prefs.meaning'),
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    study: { type: 'string', multiple: true },
    recipe: { type: 'string' },
    'per-participant': { type: 'boolean' },
    seed: { type: 'string' },
  },
  async run(input) {
    const { options, dataFolder, print } = input;
    const format = formatOf(required(options, 'format'));
    const folder = resolve(required(options, 'out'));
    const storage = openStorageForReading(dataFolder);
    try {
      const recipe = recipeOf(input, storage);
      const preferences = new PreferenceData({ storage, appVersion: packageFile.version });
      const { files, findings } = await preferences.export(recipe, format, folder);
      const { pairs, participants, train, test, leftOut } = preferences.preview(recipe);
      print(message('cli.export-prefs.counts', { pairs, participants, train, test }));
      for (const { reason, count } of leftOut) print(message('cli.export-prefs.left-out', { reason, count }));
      for (const { severity, message: sentence, places } of findings) {
        print(message('cli.export-prefs.severity', { severity, message: sentence }));
        for (const place of places) print(`  ${place}`);
      }
      textTable([['file', 'rows', 'bytes', 'sha256'], ...files.map(({ name, rows, bytes, sha256 }) => [name, String(rows), String(bytes), sha256])]).forEach(print);
      print(message('cli.export-prefs.copy', { folder }));
      return findings.some(({ severity }) => severity === 'problem') ? 1 : 0;
    } finally {
      storage.close();
    }
  },
};

function recipeOf({ options, repeated, dataFolder }: CommandInput, storage: ReadableStorage): PreferenceRecipe {
  const { recipe: file, seed } = options;
  const studies = repeated['study'] ?? [];
  if (typeof file === 'string' && studies.length > 0) throw new UsageError(message('cli.export-prefs.recipe-and-study'));
  const recipe = typeof file === 'string' ? readRecipeFile(resolve(file)) : usualRecipe(studies.length > 0 ? studies : studiesWithWords(storage, dataFolder));
  return {
    ...recipe,
    subject: options['per-participant'] === true ? 'per-participant' : recipe.subject,
    split: { ...recipe.split, seed: typeof seed === 'string' && seed !== '' ? seed : recipe.split.seed },
  };
}

function studiesWithWords(storage: ReadableStorage, folder: string): readonly string[] {
  const held = new Set(storage.listSessions().map(({ studyId }) => studyId));
  const all = new Set(storage.listStudies().map(({ studyId }) => studyId));
  const found = [...all].filter((studyId) => held.has(studyId) || storage.listImportedConversations(studyId).length > 0).toSorted();
  if (found.length === 0) throw new CallRefusal('no-source', message('cli.export-prefs.no-source', { folder }));
  return found;
}

function formatOf(typed: string): PreferenceFormat {
  const reading = PreferenceFormat.safeParse(typed);
  if (!reading.success) throw new UsageError(message('cli.export-prefs.format', { format: typed, formats: preferenceFormats.join(', ') }));
  return reading.data;
}

function required(options: CommandInput['options'], option: string): string {
  const value = options[option];
  if (typeof value !== 'string' || value === '') throw new UsageError(message('cli.missing-option', { option }));
  return value;
}
