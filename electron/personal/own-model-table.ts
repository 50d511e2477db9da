import { stringify } from 'csv-stringify/sync';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { tableRows } from '../people/table-rows.ts';
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
  let lines: ReturnType<typeof tableRows>;
  try {
    lines = tableRows(text.replace(/^\uFEFF/, ''), file, { trim: true });
  } catch (error) {
    if (error instanceof CallRefusal) return { rows: [], problems: [error.message] };
    throw error;
  }
  const [header, ...records] = lines;
  if (header === undefined || records.length === 0) return { rows: [], problems: [message('own-model.table.empty', { file })] };
  const columns = header.cells;
  const absent = ['participant', 'model'].filter((column) => !columns.includes(column));
  if (absent.length > 0) return { rows: [], problems: absent.map((column) => message('own-model.table.no-column', { file, column })) };
  const problems: string[] = [];
  const seen = new Set<string>();
  const rows = records.flatMap(({ line, cells }): TableRow[] => {
    if (cells.length !== columns.length) {
      problems.push(message('own-model.table.wrong-length', { file, line, cells: cells.length, columns: columns.length }));
      return [];
    }
    const cellOf = (column: string): string => cells[columns.indexOf(column)] ?? '';
    const code = cellOf('participant');
    const model = cellOf('model');
    const providerId = cellOf('provider') || known.commonProviderId;
    if (!known.isParticipant(code)) problems.push(message('own-model.table.no-participant', { file, line, code }));
    if (seen.has(code)) problems.push(message('own-model.table.twice', { file, line, code }));
    seen.add(code);
    if (model === '' || model.length > longestModel) problems.push(message('own-model.table.no-model', { file, line, longest: longestModel }));
    if (!known.isProvider(providerId)) problems.push(message('own-model.table.no-provider', { file, line, provider: providerId }));
    return [{ participantCode: code, model, providerId }];
  });
  return { rows, problems };
}

export function ownModelTable(rows: readonly OwnModelRow[]): string {
  return stringify(
    rows.map(({ participantCode, model, providerId }) => [participantCode, model, providerId]),
    { header: true, columns: ['participant', 'model', 'provider'], bom: true },
  );
}
