import { dirname } from 'node:path';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';

/** An export that could not be made. Nothing of it was left behind. */
export class ExportError extends CallRefusal {}

/** A sentence for what the file system refused; anything else comes back as it was. */
export function exportErrorOf(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ExportError('folder-missing', message('export.folder-missing', { folder: dirname(file) }));
    case 'EISDIR':
      return new ExportError('is-folder', message('export.is-folder', { file }));
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new ExportError('disk-full', message('export.disk-full', { file }));
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EBUSY':
    case 'EIO':
      return new ExportError('not-writable', message('export.not-writable', { file, detail: error.message }));
    default:
      return error;
  }
}
