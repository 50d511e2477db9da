import { stringify } from 'csv-stringify/sync';
import type { z } from 'zod';

/** How the rows of a file are spelled. Every row passes through its schema on the way. */
export interface RowFormat {
  readonly header: string;
  line(row: unknown): string;
}

/** By the ending of the file's name. */
export function rowFormat(name: string, schema: z.ZodObject): RowFormat {
  return name.endsWith('.csv') ? csvFormat(schema) : jsonLinesFormat(schema);
}

function jsonLinesFormat(schema: z.ZodObject): RowFormat {
  return { header: '', line: (row) => `${JSON.stringify(schema.parse(row))}\n` };
}

/** RFC 4180. Texts are quoted and missing values are not, so that an empty text is not a missing one. */
function csvFormat(schema: z.ZodObject): RowFormat {
  const columns = Object.keys(schema.shape);
  const spell = (values: readonly unknown[], quoted: boolean) =>
    stringify([[...values]], { record_delimiter: '\r\n', quoted_string: quoted, cast: { boolean: String } });
  return {
    header: spell(columns, false),
    line: (row) => {
      const parsed = schema.parse(row);
      return spell(columns.map((column) => parsed[column]), true);
    },
  };
}
