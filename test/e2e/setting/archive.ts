import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import yauzl from 'yauzl';

/** The files of an exported archive, by name. */
export type Archive = ReadonlyMap<string, Buffer>;

export type Row = Readonly<Record<string, string>>;

export async function readArchive(file: string): Promise<Archive> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(files));
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) {
          reject(error);
          return;
        }
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('error', reject);
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(parts));
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
}

export function textIn(archive: Archive, name: string): string {
  const file = archive.get(name);
  if (file === undefined) throw new Error(`The archive has no ${name}; it has ${[...archive.keys()].join(', ')}.`);
  return file.toString('utf8');
}

export function tableIn(archive: Archive, name: string): readonly Row[] {
  return parse(textIn(archive, name), { columns: true });
}

export function linesIn(archive: Archive, name: string): readonly unknown[] {
  return textIn(archive, name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
