import { z } from 'zod';
import type { Instant } from '../session/events.ts';

/** What the codebook says about a column besides what its type says already. */
export interface ColumnNotes {
  readonly unit?: string;
  /** Why the value can be missing. Every column that can be empty says so. */
  readonly missing?: string;
}

/** A column of an exported file: its type and values, and what they mean. The codebook is made of these. */
export function column<Schema extends z.ZodType>(schema: Schema, meaning: string, notes: ColumnNotes = {}): Schema {
  return schema.meta({ description: meaning, ...notes });
}

/** A column that can be empty, and when it is. */
export function optionalColumn<Schema extends z.ZodType>(
  schema: Schema,
  meaning: string,
  notes: ColumnNotes & { readonly missing: string },
): z.ZodNullable<Schema> {
  return schema.nullable().meta({ description: meaning, ...notes });
}

/** A moment in UTC, ISO 8601 with milliseconds. */
export const Moment = z.iso.datetime({ precision: 3 });

export const Count = z.int().min(0);

export function momentOf(instant: Instant): string {
  return new Date(instant.utcMilliseconds).toISOString();
}
