import { CsvError, parse } from 'csv-parse/sync';
import type { ParsedTable } from '../../shared/people/columns.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { separatorOf } from './separator.ts';

type TableRow = ParsedTable['rows'][number];

/**
 * The rows of a table, each with the line it begins on, whatever ends lines and whatever stands in quotation marks.
 * Rows without anything in a cell are passed over; how many cells a row has is for the caller to judge. `trim` takes
 * blanks away around cells, also before and after quotation marks.
 * @throws CallRefusal that names `file` and the line of a quotation mark that is out of place or never closed
 */
export function tableRows(text: string, file: string, { trim = false }: { readonly trim?: boolean } = {}): TableRow[] {
  const bytes = Buffer.from(text);
  const rows: TableRow[] = [];
  // Where the next record begins. The library counts other lines, and names the last one for a quotation mark that is never closed.
  let line = 1;
  let at = 0;
  try {
    // Which rows have other cells than the first is told apart afterwards, because each row with a problem is named.
    parse(bytes, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim,
      on_record: (record: string[], { bytes: end }) => {
        const passed = bytes.toString('utf8', at, end);
        // Spreadsheets write rows in which something once stood as separators alone.
        if (record.some((cell) => cell.trim() !== '')) rows.push({ line: line + emptyLinesBefore(passed), cells: record });
        line += lineBreaks(passed);
        at = end;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    line += emptyLinesBefore(bytes.toString('utf8', at));
    throw new CallRefusal('table-broken', message('people.table.broken', { file, line, detail: error.message.replace(/ at line \d+/, '') }));
  }
  return rows;
}

function emptyLinesBefore(record: string): number {
  return lineBreaks(/^[\r\n]*/.exec(record)?.[0] ?? '');
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
