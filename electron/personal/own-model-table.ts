import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { message } from '../messages/message.ts';
import { separatorOf } from '../people/separator.ts';
import type { OwnModelRow } from '../storage/people.ts';

interface TableRow {
  readonly participantCode: string;
  readonly providerId: string;
  readonly model: string;
}

interface KnownNames {
  /** For rows that name no provider. */
  readonly commonProviderId: string;
  isParticipant(code: string): boolean;
  isProvider(providerId: string): boolean;
}

const longestModel = 300;

/** Reads `participant,model[,provider]`. Every problem names the file, the line and the column. */
export function readOwnModelTable(
  text: string,
  file: string,
  known: KnownNames,
): { readonly rows: readonly TableRow[]; readonly problems: readonly string[] } {
  let lines: { readonly record: Readonly<Record<string, string>>; readonly info: { readonly lines: number } }[];
  try {
    lines = parse(text, { bom: true, columns: true, delimiter: separatorOf(text), info: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { rows: [], problems: [message('own-model.table.unreadable', { file, detail })] };
  }
  const [first] = lines;
  if (first === undefined) return { rows: [], problems: [message('own-model.table.empty', { file })] };
  const absent = ['participant', 'model'].filter((column) => !(column in first.record));
  if (absent.length > 0) return { rows: [], problems: absent.map((column) => message('own-model.table.no-column', { file, column })) };
  const problems: string[] = [];
  const seen = new Set<string>();
  const rows = lines.map(({ record, info: { lines: line } }): TableRow => {
    const { participant: code = '', model = '' } = record;
    const providerId = record['provider'] || known.commonProviderId;
    if (!known.isParticipant(code)) problems.push(message('own-model.table.no-participant', { file, line, code }));
    if (seen.has(code)) problems.push(message('own-model.table.twice', { file, line, code }));
    seen.add(code);
    if (model === '' || model.length > longestModel) problems.push(message('own-model.table.no-model', { file, line, longest: longestModel }));
    if (!known.isProvider(providerId)) problems.push(message('own-model.table.no-provider', { file, line, provider: providerId }));
    return { participantCode: code, model, providerId };
  });
  return { rows, problems };
}

export function ownModelTable(rows: readonly OwnModelRow[]): string {
  return stringify(
    rows.map(({ participantCode, model, providerId }) => [participantCode, model, providerId]),
    { header: true, columns: ['participant', 'model', 'provider'], bom: true },
  );
}
