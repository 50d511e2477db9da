import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldReference } from '../../../shared/study/field-reference.ts';
import { partNames, studyJsonSchema, type JsonSchema } from '../../../shared/study/json-schema.ts';
import { templateFile, templateNames } from './templates-at-hand.ts';

const document = readFileSync('docs/study-file.md', 'utf8');

/** Names of all fields, wherever in the schema they stand. */
function fieldsIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Object.keys((schema as JsonSchema).properties ?? {});
  return [...own, ...Object.values(schema).flatMap(fieldsIn)];
}

describe('the document about study files', () => {
  it('holds the tables as the schema gives them; write them anew with "study schema --markdown"', () => {
    expect(document.split('<!-- fields -->\n')[1]).toBe(`${fieldReference()}\n`);
  });

  it('mentions every field that a study file can have', () => {
    const tables = fieldReference();
    const missing = new Set(fieldsIn(studyJsonSchema()).filter((field) => !new RegExp(`[\`.\\]]${field}\``).test(tables)));
    expect([...missing]).toEqual([]);
  });

  it('has a section for every part it links to', () => {
    const sections = new Set([...document.matchAll(/^### (.+)$/gm)].map(([, name]) => name));
    const links = [...document.matchAll(/\]\(#([^)]+)\)/g)].map(([, name]) => name);
    expect(links.filter((name) => !sections.has(name))).toEqual([]);
    expect(partNames.filter((name) => !sections.has(name))).toEqual([]);
  });
});

describe('the JSON Schema of study files', () => {
  it('names in its parts every field that the templates use', () => {
    const known = new Set(fieldsIn(studyJsonSchema()));
    const used = (value: unknown, key = ''): readonly string[] => {
      if (typeof value !== 'object' || value === null || key === 'survey') return [];
      // Placeholders are named by the study, not by the schema.
      const own = Array.isArray(value) || key === 'placeholders' ? [] : Object.keys(value);
      return [...own, ...Object.entries(value).flatMap(([name, each]) => used(each, name))];
    };
    expect(templateNames.flatMap((name) => used(templateFile(name))).filter((field) => !known.has(field))).toEqual([]);
  });

  it('describes fields and refuses unknown ones', () => {
    const { $defs = {} } = studyJsonSchema();
    expect($defs['personalisation-own-model']?.properties?.['model']?.description).toContain('{participant}');
    expect($defs['arm']).toMatchObject({ type: 'object', additionalProperties: false });
  });
});
