import { resolve } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import type { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { PreferenceFormat, preferenceFormats } from '../../shared/preferences/recipe.ts';
import { usualRecipe } from '../../shared/preferences/usual-recipe.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { PreferenceData, type CopyToNote } from '../preferences/preferences.ts';
import { readRecipeFile } from '../preferences/recipe-file.ts';
import { openStorageForReading } from '../storage/open-storage.ts';
import { studiesOfTheApp } from './app-studies.ts';
import { type CliCommand, type CommandInput, UsageError } from './command.ts';
import { noteCopy } from './note-copy.ts';
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
    const copies: CopyToNote[] = [];
    let status: number;
    try {
      const preferences = new PreferenceData({
        storage,
        otherStudies: studiesOfTheApp,
        // Noted when this reader is closed: nobody else writes while the data folder is open.
        recordCopy: (copy) => copies.push(copy),
        appVersion: packageFile.version,
      });
      const recipe = recipeOf(input, preferences);
      const { files, findings } = await preferences.export(recipe, format, folder);
      const { pairs, participants, train, test, leftOut } = await preferences.preview(recipe);
      print(message('cli.export-prefs.counts', { pairs, participants, train, test }));
      for (const { reason, count } of leftOut) print(message('cli.export-prefs.left-out', { reason, count }));
      for (const { severity, message: sentence, places } of findings) {
        print(message('cli.export-prefs.severity', { severity, message: sentence }));
        for (const place of places) print(`  ${place}`);
      }
      textTable([['file', 'rows', 'bytes', 'sha256'], ...files.map(({ name, rows, bytes, sha256 }) => [name, String(rows), String(bytes), sha256])]).forEach(print);
      print(message('cli.export-prefs.copy', { folder }));
      status = findings.some(({ severity }) => severity === 'problem') ? 1 : 0;
    } finally {
      storage.close();
    }
    for (const copy of copies) await noteCopy(dataFolder, copy, print);
    return status;
  },
};

function recipeOf({ options, repeated, dataFolder }: CommandInput, preferences: PreferenceData): PreferenceRecipe {
  const { recipe: file, seed } = options;
  const studies = repeated['study'] ?? [];
  if (typeof file === 'string' && studies.length > 0) throw new UsageError(message('cli.export-prefs.recipe-and-study'));
  const recipe = typeof file === 'string' ? readRecipeFile(resolve(file)) : usualRecipe(studies.length > 0 ? studies : studiesWithWords(preferences, dataFolder));
  return {
    ...recipe,
    subject: options['per-participant'] === true ? 'per-participant' : recipe.subject,
    split: { ...recipe.split, seed: typeof seed === 'string' && seed !== '' ? seed : recipe.split.seed },
  };
}

function studiesWithWords(preferences: PreferenceData, folder: string): readonly string[] {
  const found = preferences
    .sources()
    .flatMap(({ studyId, sessions, importedConversations }) => (sessions.length + importedConversations > 0 ? [studyId] : []))
    .toSorted();
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
