import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import type { KeyFileView } from '../../shared/contract/people.ts';
import { CallRefusal } from '../call-refusal.ts';
import { besideThenInPlace } from '../exchange/archive.ts';
import { exportErrorOf } from '../exchange/errors.ts';
import { message } from '../messages/message.ts';

const Entry = z.strictObject({ participantCode: z.string(), name: z.string(), contact: z.string() });

/** What is encrypted: JSON that people can read when the app is gone. */
const Content = z.strictObject({
  format: z.literal('visavis-key-file'),
  formatVersion: z.literal(1),
  entries: z.array(Entry),
});

interface OpenKeyFile {
  readonly file: string;
  readonly passphrase: string;
  /** The bytes as they were read or written last: whoever else writes the file is noticed. */
  readonly bytes: Uint8Array;
  readonly entries: z.infer<typeof Content>['entries'];
}

/**
 * The separate file from code to person: age (age-encryption.org) with a passphrase, so the `age` tool opens it too.
 * Names and passphrase are in memory while it is open, and nowhere else.
 */
export class KeyFile {
  #open: OpenKeyFile | null = null;
  /** Calls follow each other: each needs the entries that the one before wrote. */
  #busy: Promise<unknown> = Promise.resolve();
  /** Counts closings, so that what was being opened or written does not come back after one. */
  #closings = 0;
  readonly #workFactor: number | null;

  /** @param workFactor of scrypt, as a power of two; the library's own unless a test is in a hurry */
  constructor(workFactor: number | null = null) {
    this.#workFactor = workFactor;
  }

  get(): KeyFileView {
    if (this.#open === null) return { fileName: null, entries: [] };
    return { fileName: basename(this.#open.file), entries: this.#open.entries.map((entry) => ({ ...entry })) };
  }

  /** Throws a `CallRefusal` for a wrong passphrase and for what is no key file; what was open before stays open then. */
  open(file: string, passphrase: string): Promise<KeyFileView> {
    return this.#oneAfterTheOther(async (keep) => {
      const bytes = await bytesOf(file);
      return keep({ file, passphrase, bytes, entries: entriesOf(await decrypted(bytes, passphrase, file), file) });
    });
  }

  /** Makes an empty key file. One that is there already is never overwritten. */
  make(file: string, passphrase: string): Promise<KeyFileView> {
    return this.#oneAfterTheOther(async (keep) => {
      if (existsSync(file)) throw new CallRefusal('key-file-exists', message('people.key-file.exists', { file: basename(file) }));
      return keep({ file, passphrase, entries: [], bytes: await this.#write(file, passphrase, []) });
    });
  }

  /** An empty name and contact take the entry out. The file is written whole beside its place and moved there. */
  set(participantCode: string, name: string, contact: string): Promise<KeyFileView> {
    return this.#oneAfterTheOther(async (keep) => {
      const open = this.#open;
      if (open === null) throw new CallRefusal('key-file-closed', message('people.key-file.closed'));
      const { file, passphrase } = open;
      if (existsSync(file) && Buffer.compare(await bytesOf(file), open.bytes) !== 0) {
        throw new CallRefusal('key-file-changed', message('people.key-file.changed', { file: basename(file) }));
      }
      const others = open.entries.filter((entry) => entry.participantCode !== participantCode);
      const own = name.trim() === '' && contact.trim() === '' ? [] : [{ participantCode, name: name.trim(), contact: contact.trim() }];
      const entries = [...others, ...own].toSorted((a, b) => (a.participantCode < b.participantCode ? -1 : 1));
      return keep({ file, passphrase, entries, bytes: await this.#write(file, passphrase, entries) });
    });
  }

  /** Forgets names and passphrase. */
  close(): KeyFileView {
    this.#closings += 1;
    this.#open = null;
    return this.get();
  }

  #oneAfterTheOther(act: (keep: (open: OpenKeyFile) => KeyFileView) => Promise<KeyFileView>): Promise<KeyFileView> {
    const closings = this.#closings;
    const keep = (open: OpenKeyFile): KeyFileView => {
      if (closings === this.#closings) this.#open = open;
      return this.get();
    };
    const acted = this.#busy.then(() => act(keep));
    this.#busy = acted.catch(() => undefined);
    return acted;
  }

  async #write(file: string, passphrase: string, entries: OpenKeyFile['entries']): Promise<Uint8Array> {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    if (this.#workFactor !== null) encrypter.setScryptWorkFactor(this.#workFactor);
    const content: z.infer<typeof Content> = { format: 'visavis-key-file', formatVersion: 1, entries };
    const bytes = await encrypter.encrypt(`${JSON.stringify(content, null, 2)}\n`);
    try {
      await besideThenInPlace(file, async (workFolder) => {
        const beside = join(workFolder, 'written');
        await writeFile(beside, bytes, { mode: 0o600, flush: true });
        return beside;
      });
    } catch (error) {
      throw exportErrorOf(error, file);
    }
    return bytes;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CallRefusal('key-file-unreadable', message('people.key-file.unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
  }
}

/** The header of a file that was encrypted with a passphrase, and nothing else. */
const passphraseHeader = /^age-encryption\.org\/v1\n-> scrypt /;

async function decrypted(bytes: Uint8Array, passphrase: string, file: string): Promise<string> {
  if (!passphraseHeader.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))) {
    throw new CallRefusal('not-a-key-file', message('people.key-file.not-age', { file: basename(file) }));
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(bytes, 'text');
  } catch (error) {
    // The library says only in words that no key fitted; every other failure is a damaged file.
    const isWrong = error instanceof Error && error.message.includes('no identity matched');
    throw isWrong
      ? new CallRefusal('wrong-passphrase', message('people.key-file.wrong-passphrase', { file: basename(file) }))
      : new CallRefusal('key-file-unreadable', message('people.key-file.unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
  }
}

function entriesOf(text: string, file: string): OpenKeyFile['entries'] {
  const content = Content.safeParse(jsonOf(text));
  if (content.success) return content.data.entries;
  const newer = z.object({ format: z.literal('visavis-key-file'), formatVersion: z.number().min(2) }).safeParse(jsonOf(text)).success;
  const sentence = newer ? 'people.key-file.newer' : 'people.key-file.foreign';
  throw new CallRefusal(newer ? 'newer-key-file' : 'not-a-key-file', message(sentence, { file: basename(file) }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
