import { z } from 'zod';
import { SessionEvent } from '../session/events.ts';
import { exportFormatVersion, rowFiles } from './files.ts';
import { Manifest } from './manifest.ts';

/** The part of JSON Schema that our row schemas use. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly unit?: string;
  readonly missing?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** A column, or a field inside one: `turns[].responses[].slot`. */
interface Field {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly optional: boolean;
}

/** The codebook of an export, written from the schemas that its rows are checked with. */
export function codebook(): string {
  return `${[
    '# Codebook',
    `Format version ${exportFormatVersion}. Written from the schemas that every row was checked with.`,
    conventions,
    '## Files',
    table(['File', 'What it holds'], [
      ...rowFiles.map(({ name, meaning }) => [code(name), meaning]),
      [code('study.json'), 'The study that was played: arms, stages, questions, in full. When there are several versions, this is the latest, and each has a file of its own as well: `study-version-` + its number + `.json` when it was locked, otherwise `study-` + the first eight digits of its digest + `.json`.'],
      [code('codebook.md'), 'This file.'],
      [code('MANIFEST.json'), 'Size, SHA-256 and number of rows of every file.'],
    ]),
    ...rowFiles.map(({ name, meaning, schema }) => `## ${name}\n\n${meaning}\n\n${fieldTable(jsonSchema(schema))}`),
    `## MANIFEST.json\n\n${fieldTable(jsonSchema(Manifest))}`,
    eventChapter(),
  ].join('\n\n')}\n`;
}

const conventions = `## Conventions

- **Sessions**: every session of the study is in it, whatever its status and \`standing\`, in the order of their start. Practice trials are in it, marked \`practice\`; repeats, marked \`repeat\`; voided turns, marked as such. Leave out what your analysis must not count.
- **Position**: the place on the screen stands in every row about a response (\`slot\`, \`slot_position\`), the order of conversations in \`conversation_number\`, that of questions in \`presented_position\`, that of sheets and judgements in judgements.csv.
- **Text** is exactly what was written or received: nothing is trimmed, escaped or replaced. It may hold line breaks, quotation marks, any script and any sign.
- **CSV**: RFC 4180; UTF-8 without a byte order mark; comma; lines end in CR LF; one header line. Every text stands in quotation marks, numbers and true/false do not.
- **Missing values**: an empty field without quotation marks in CSV, \`null\` in JSON. \`""\` in CSV is an empty text, not a missing one.
- **JSONL**: UTF-8, one JSON object a line, lines end in LF.
- **Times** that end in \`_at\`, and \`at\` itself, are UTC in ISO 8601 with milliseconds, by the clock of the computer. Durations are milliseconds (ms).
- **Order**: rows are sorted by start of session, then by plan, turn and slot. The same data give the same files, byte for byte, except for MANIFEST.json, which says when it was written.
- **Spreadsheets**: a text may begin with \`=\`, \`+\`, \`-\` or \`@\`, and a spreadsheet may run it as a formula. Import the files as text (in Excel: Data, From Text/CSV, UTF-8, columns as text) instead of opening them by a double click.`;

function eventChapter(): string {
  const kinds = jsonSchema(SessionEvent).oneOf ?? [];
  return [
    '## Events',
    'What stands in `payload` in events.jsonl, for each `kind`. `turn` counts all turns of a conversation, voided ones included, from 0.',
    ...kinds.map((event) => {
      const payload = event.properties?.['payload'] ?? {};
      const fields = Object.keys(payload.properties ?? {}).length === 0 ? 'Nothing more.' : fieldTable(payload);
      return `### ${String(event.properties?.['kind']?.const)}\n\n${event.description ?? ''}\n\n${fields}`;
    }),
  ].join('\n\n');
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
}

function fieldTable(schema: JsonSchema): string {
  return table(
    ['Column', 'Type', 'Unit', 'Allowed values', 'Meaning', 'Missing'],
    fieldsOf(schema, '').map(({ path, schema: field, optional }) => [
      code(path),
      typeOf(field),
      field.unit ?? '',
      valuesOf(field),
      field.description ?? presentPart(field).description ?? '',
      field.missing ?? (optional ? 'Left out when it was not set.' : isNullable(field) ? 'null' : 'never'),
    ]),
  );
}

function fieldsOf(schema: JsonSchema, prefix: string): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name;
    const optional = !(schema.required ?? []).includes(name);
    return [{ path, schema: field, optional }, ...innerFields(field, path)];
  });
}

function innerFields(field: JsonSchema, path: string): Field[] {
  const part = presentPart(field);
  if (part.items) return innerFields(part.items, `${path}[]`);
  const named = valuesByName(part);
  if (named) return innerFields(named, `${path}.NAME`);
  return fieldsOf(part, `${path}.`);
}

/** The schema of a value that is there. */
function presentPart(field: JsonSchema): JsonSchema {
  const parts = (field.anyOf ?? []).filter((part) => part.type !== 'null');
  const [only] = parts;
  return only && parts.length === 1 ? only : field;
}

function isNullable(field: JsonSchema): boolean {
  return field.type === 'null' || typesOf(field).includes('null') || (field.anyOf ?? []).some(isNullable);
}

function typesOf({ type = [] }: JsonSchema): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

/** The schema of the values of an object whose names are data. */
function valuesByName({ additionalProperties }: JsonSchema): JsonSchema | null {
  return typeof additionalProperties === 'object' ? additionalProperties : null;
}

function typeOf(field: JsonSchema): string {
  const part = presentPart(field);
  const named = valuesByName(part);
  if (part.anyOf) return part.anyOf.map(typeOf).join(' or ');
  if (part.items) return `list of ${typeOf(part.items)}${isNullable(part.items) ? ' or null' : ''}`;
  if (named) return `object {NAME: ${typeOf(named)}}`;
  if (part.format === 'date-time') return 'date and time';
  return typesOf(part).filter((type) => type !== 'null').join(' or ') || 'any';
}

function valuesOf(field: JsonSchema): string {
  const part = presentPart(field);
  if (part.anyOf) return part.anyOf.map(valuesOf).filter(Boolean).join('; ');
  if (part.items) return valuesOf(part.items);
  if (part.const !== undefined) return code(String(part.const));
  if (part.enum) return part.enum.map((value) => code(String(value))).join(', ');
  if (part.type === 'boolean') return 'true, false';
  return boundsOf(part);
}

function boundsOf({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const low = countable(minimum);
  const high = countable(maximum);
  if (low !== null && high !== null) return `${low} to ${high}`;
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum}${high === null ? '' : `, up to ${high}`}`;
  if (low !== null) return `${low} or more`;
  return high === null ? '' : `${high} or less`;
}

/** Bounds that only say how far a computer counts are none to a reader. */
function countable(bound: number | undefined): number | null {
  return bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER ? null : bound;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
