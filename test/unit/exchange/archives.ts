import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import canonicalize from 'canonicalize';
import { expect } from 'vitest';
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

/** Checks the chain of events as anybody could without the app, by what the codebook says. */
export function expectChained(archive: Archive): void {
  const sha256 = (...parts: (string | Buffer)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  };
  const hashed = ['session_id', 'sequence', 'study_id', 'utc_milliseconds', 'monotonic_milliseconds', 'actor', 'kind', 'payload_digest', 'previous_hash'];
  const previous = new Map<unknown, unknown>();
  for (const line of archive.lines('events.jsonl')) {
    const { session_id: session, payload, salt, hash, format } = line;
    expect(line['previous_hash']).toBe(previous.get(session) ?? '0'.repeat(64));
    expect(line['payload_digest']).toBe(sha256(Buffer.from(String(salt), 'hex'), canonicalize(payload) ?? ''));
    const columns = Number(format) > 1 ? [...hashed, 'format'] : hashed;
    expect(hash).toBe(sha256(canonicalize(Object.fromEntries(columns.map((key) => [key, line[key]]))) ?? ''));
    previous.set(session, hash);
  }
}
