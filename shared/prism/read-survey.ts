import type { Profile } from '../people/participant.ts';
import { isKeepable, isObject, type Json, type JsonObject, sameJson } from './json-values.ts';
import { surveyFields, surveyObjects } from './layout.ts';
import { problemsOfIssues, rowError, type RowProblem, type RowReading, rowWarning, unreadable } from './row-problem.ts';
import { SurveyRow } from './rows.ts';

/**
 * Reads a line of survey.jsonl, which also may have its objects flattened (`location_reside_country`). The
 * profile is the line under PRISM's names, without `user_id`; nothing is left out of it.
 */
export function readSurveyRow(row: unknown): RowReading<{ readonly userId: string; readonly profile: Profile }> {
  if (!isObject(row)) return unreadable('not-an-object');
  if (!isKeepable(row)) return unreadable('not-keepable');
  const nested = withObjectsNested(row);
  const parsed = SurveyRow.safeParse(nested.row);
  const problems = [
    ...nested.problems,
    ...(parsed.success ? [] : problemsOfIssues(parsed.error, nested.row, ([name]) => name === 'user_id')),
    ...Object.keys(row).flatMap((name) => (name === '' || name.length > longestName ? [rowError(name.slice(0, longestName), 'unusable-name')] : [])),
  ];
  const { user_id: userId, ...profile } = nested.row;
  const sound = typeof userId === 'string' && !problems.some(({ severity }) => severity === 'error');
  return {
    value: sound ? { userId, profile } : null,
    problems,
    unknownFields: unknownIn(nested.row),
    missingFields: surveyFields.filter((field) => !Object.hasOwn(nested.row, field)),
  };
}

/** As long as a profile's field may be named. */
const longestName = 200;

const known: ReadonlySet<string> = new Set(surveyFields);

function unknownIn(row: JsonObject): readonly string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    if (!known.has(name)) return [name];
    const parts = surveyObjects[name];
    if (parts === undefined || !isObject(value)) return [];
    return Object.keys(value).flatMap((part) => (parts.includes(part) ? [] : [`${name}.${part}`]));
  });
}

/** Which object and part a flattened field stands for. */
const flattened: ReadonlyMap<string, { readonly object: string; readonly part: string }> = new Map(
  Object.entries(surveyObjects).flatMap(([object, parts]) => parts.map((part) => [`${object}_${part}`, { object, part }] as const)),
);

function withObjectsNested(row: JsonObject): { readonly row: JsonObject; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const members: [string, Json][] = [];
  const objects = new Map<string, Record<string, Json>>();
  for (const [name, value] of Object.entries(row)) {
    const place = flattened.get(name);
    if (place === undefined) {
      // hasOwn, because a field may be called like something that every object has.
      if (!Object.hasOwn(surveyObjects, name) || !isObject(value)) members.push([name, value]);
      continue;
    }
    const given = row[place.object];
    if (isObject(given) && Object.hasOwn(given, place.part)) {
      // Said twice: once is enough, unless the two differ; then both stay.
      if (sameJson(given[place.part], value)) continue;
      problems.push(rowWarning(name, 'said-twice', { object: place.object }));
      members.push([name, value]);
      continue;
    }
    objects.set(place.object, { ...objects.get(place.object), [place.part]: value });
  }
  const own = Object.keys(surveyObjects).flatMap((name): [string, Json][] => {
    const given = row[name];
    const parts = objects.get(name);
    if (isObject(given)) return [[name, { ...given, ...parts }]];
    return parts === undefined ? [] : [[name, parts]];
  });
  // A field that should be an object and is not stands among the members, unless its parts came flattened.
  const others = members.filter(([name]) => !objects.has(name));
  return { row: Object.fromEntries([...others, ...own]), problems };
}
