import { readFile } from 'node:fs/promises';
import { BrowserWindow, type Session } from 'electron';
import type { ImportResult } from '../../shared/contract/design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { Designs } from '../design/designs.ts';
import type { SummaryFacts } from '../design/protocol-summary.ts';
import { message } from '../messages/message.ts';
import { chooseFile, chooseTarget, writeWhole } from './file-dialogs.ts';

const studyFiles = (): Electron.FileFilter[] => [{ name: message('design.file.filter'), extensions: ['study.json', 'json'] }];

/** Asks for a study file and takes it as a draft. One that is refused changes nothing. */
export async function importWithDialog(window: BrowserWindow, designs: Designs): Promise<ImportResult> {
  const file = await chooseFile(window, { title: message('design.import.title'), filters: studyFiles() });
  return file === null ? { kind: 'cancelled' } : designs.importText(await readFile(file, 'utf8'), file);
}

/** Asks where to, and writes a study file; null when that was cancelled. */
export async function exportStudyWithDialog(window: BrowserWindow, study: Study, suffix: string): Promise<{ file: string } | null> {
  const file = await chooseTarget(window, {
    title: message('design.export.title'),
    defaultPath: `${study.id}${suffix}.study.json`,
    filters: studyFiles(),
  });
  if (file === null) return null;
  await writeWhole(file, `${JSON.stringify(study, null, 2)}\n`);
  return { file };
}

/** Asks where to, and writes the one-page summary of a study; null when that was cancelled. */
export async function summaryWithDialog(
  window: BrowserWindow,
  facts: SummaryFacts,
  format: 'html' | 'pdf',
  pages: Session,
): Promise<{ file: string } | null> {
  const file = await chooseTarget(window, {
    title: message('design.summary.title'),
    defaultPath: `${facts.study.id}-protocol.${format}`,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
  });
  if (file === null) return null;
  // It takes the form library, which is large: no window waits for it.
  const { protocolSummary } = await import('../design/protocol-summary.ts');
  const page = protocolSummary(facts);
  await writeWhole(file, format === 'html' ? page : await printed(page, pages));
  return { file };
}

/** Prints a page to PDF in a window that nobody sees. */
async function printed(page: string, pages: Session): Promise<Buffer> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: pages, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
    let pdf: Buffer = Buffer.alloc(0);
    for (const scale of scales) {
      pdf = await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true, scale });
      if (pagesOf(pdf) <= 1) break;
    }
    return pdf;
  } finally {
    window.destroy();
  }
}

/** A protocol of usual length fits one page at one of these; below the last it could not be read. */
const scales = [1, 0.9, 0.8, 0.7, 0.6];

/** Chromium writes the dictionary of each page in plain text. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
