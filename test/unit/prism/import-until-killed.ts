/** The import that killed-import.test.ts kills: says a word when it begins to read, and one when all is stored. */
import { writeSync } from 'node:fs';
import { importPrism } from '../../../electron/prism/import-prism.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';

const [dataFolder, prismFolder] = process.argv.slice(2) as [string, string];
const storage = await openStorage(dataFolder);
writeSync(1, 'begins\n');
await importPrism(storage, 'a-study', prismFolder, { userIds: null, skipBroken: false }, { signal: new AbortController().signal, onProgress: () => undefined });
writeSync(1, 'done\n');
storage.close();
