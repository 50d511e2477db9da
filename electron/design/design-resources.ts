import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrument } from '../../shared/study/instrument.ts';
import { readStudy } from '../../shared/study/read-study.ts';
import { readStudyFiles } from '../studies/study-files.ts';
import type { DesignResources } from './designs.ts';

/** Templates, instruments and the blank study, as they come with the app. A test reads every one of them. */
export function readDesignResources(resources: string): DesignResources {
  // Not checked as a study: what a study made from nothing begins with lacks most of one.
  const blank = readStudy(JSON.parse(readFileSync(join(resources, 'blank.study.json'), 'utf8')));
  if (!blank.ok) throw new Error('The blank study that comes with the app cannot be read.');
  return {
    templates: readStudyFiles(join(resources, 'templates')),
    instruments: readInstruments(join(resources, 'instruments')),
    blank: blank.study,
  };
}

function readInstruments(folder: string): readonly Instrument[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.instrument.json'))
    .sort()
    .map((name) => Instrument.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}
