import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import yauzl from 'yauzl';
import { Manifest } from '../../../shared/exchange/manifest.ts';

/** The members of a zip, as any other program would read them. */
async function unzipped(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true });
  const members = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    members.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return members;
}

export class Archive {
  readonly members: ReadonlyMap<string, Buffer>;

  constructor(members: ReadonlyMap<string, Buffer>) {
    this.members = members;
  }

  static async read(file: string): Promise<Archive> {
    return new Archive(await unzipped(file));
  }

  bytes(name: string): Buffer {
    const found = this.members.get(name);
    if (!found) throw new Error(`There is no ${name} in the archive.`);
    return found;
  }

  text(name: string): string {
    return this.bytes(name).toString('utf8');
  }

  json(name: string): unknown {
    return JSON.parse(this.text(name));
  }

  manifest(): Manifest {
    return Manifest.parse(this.json('MANIFEST.json'));
  }

  lines(name: string): Record<string, unknown>[] {
    return this.text(name)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Rows by column; a field that is empty without quotation marks is null. */
  rows(name: string): Record<string, string | null>[] {
    return parse(this.text(name), {
      columns: true,
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    });
  }

  sha256(name: string): string {
    return createHash('sha256').update(this.bytes(name)).digest('hex');
  }
}
