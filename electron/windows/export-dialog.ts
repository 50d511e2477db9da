import { app, type BrowserWindow } from 'electron';
import { resolve } from 'node:path';
import type { Study } from '../../shared/study/protocol.ts';
import { copyOf } from '../exchange/copy-of.ts';
import type { StudyExport } from '../exchange/export-study.ts';
import { message } from '../messages/message.ts';
import type { Storage } from '../storage/storage.ts';
import { chooseTarget } from './file-dialogs.ts';

/** Asks where the archive shall go, and writes it there. */
export async function exportWithDialog(
  window: BrowserWindow,
  storage: Storage,
  study: Study,
): Promise<StudyExport | null> {
  const file = await chooseTarget(window, {
    title: message('export.title'),
    defaultPath: `${study.id}-${new Date().toISOString().slice(0, 10)}.zip`,
    filters: [{ name: message('export.filter'), extensions: ['zip'] }],
  });
  if (file === null) return null;
  const { exportStudy } = await import('../exchange/export-study.ts');
  // Beforehand, because somebody may be erased, or the app killed, while it is written.
  storage.recordCopy(copyOf(storage, study.id, resolve(file)));
  return exportStudy(storage, study.id, file, { now: new Date(), appVersion: app.getVersion() });
}
