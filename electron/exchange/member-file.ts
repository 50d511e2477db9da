import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../shared/exchange/manifest.ts';

type ManifestEntry = Manifest['files'][number];

/** A file of the archive while it is being written, with its sum. */
export class MemberFile {
  readonly name: string;
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #rows: number | null;

  private constructor(name: string, path: string, handle: FileHandle, rows: number | null) {
    this.name = name;
    this.path = path;
    this.#handle = handle;
    this.#rows = rows;
  }

  static async create(folder: string, name: string, { hasRows }: { readonly hasRows: boolean }): Promise<MemberFile> {
    const path = join(folder, name);
    return new MemberFile(name, path, await open(path, 'wx', 0o600), hasRows ? 0 : null);
  }

  async write(text: string): Promise<void> {
    const data = Buffer.from(text, 'utf8');
    await this.#handle.writeFile(data);
    this.#hash.update(data);
    this.#bytes += data.length;
  }

  async writeRows(lines: readonly string[]): Promise<void> {
    this.#rows = (this.#rows ?? 0) + lines.length;
    await this.write(lines.join(''));
  }

  async finish(): Promise<ManifestEntry> {
    await this.#handle.close();
    return { name: this.name, bytes: this.#bytes, sha256: this.#hash.digest('hex'), rows: this.#rows };
  }

  /** Lets go of the file, finished or not. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}
