import { fileURLToPath } from 'node:url';
import type { Study } from '../../shared/study/protocol.ts';
import { readStudyFilesWith } from '../studies/study-text.ts';

/** Studies that come with the app; they are in no database until a session of them is held. */
export function studiesOfTheApp(): readonly Study[] {
  return readStudyFilesWith(() => [], fileURLToPath(new URL('../../resources/studies', import.meta.url)));
}
