import type { Storage } from '../storage/storage.ts';

/** SQLite's own quick check. The long one, with the hash chain, is `storage/verify`. */
export function databaseIsSound(storage: Pick<Storage, 'select'>): boolean {
  try {
    const rows = storage.select('SELECT quick_check FROM pragma_quick_check');
    return rows.length === 1 && rows[0]?.['quick_check'] === 'ok';
  } catch {
    return false;
  }
}
