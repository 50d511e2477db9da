/** The eraser that unfinished-erasure.test.ts kills: says when it begins and when it is done, and waits for the end. */
import { writeSync } from 'node:fs';
import { openStorage } from '../../../../electron/storage/open-storage.ts';

const [folder, studyId, code] = process.argv.slice(2) as [string, string, string];
const storage = await openStorage(folder);
writeSync(1, 'begun\n');
storage.eraseParticipant(studyId, code, { reason: 'asked for it', by: 'AB' });
writeSync(1, 'done\n');
setInterval(() => undefined, 1_000);
