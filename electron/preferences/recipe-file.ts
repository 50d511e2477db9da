import { readFileSync } from 'node:fs';
import { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { fieldName } from '../../shared/study/problem.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { lineFinder, lineOfJsonError } from '../studies/line-in-json.ts';

/**
 * Reads a recipe from a JSON file.
 * @throws CallRefusal that names file, line and field of what is wrong
 */
export function readRecipeFile(file: string): PreferenceRecipe {
  const json = textOf(file).replace(/^\uFEFF/, '');
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CallRefusal('recipe-not-json', message('preferences.recipe.not-json', { file, line: lineOfJsonError(json), detail }));
  }
  const reading = PreferenceRecipe.safeParse(content);
  if (reading.success) return reading.data;
  const lineOf = lineFinder(json);
  const [issue] = reading.error.issues;
  const path = (issue?.path ?? []).filter((part) => typeof part !== 'symbol');
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = unknown === undefined ? path : [...path, unknown];
  throw new CallRefusal(
    'recipe-bad-field',
    message('preferences.recipe.bad-field', { file, line: lineOf(field), field: fieldName(field) || '/', detail: issue?.message ?? '' }),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CallRefusal('recipe-unreadable', message('preferences.recipe.unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
  }
}
