import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { KeyFile } from '../../../electron/people/key-file.ts';
import { newFolder } from '../storage/data-folders.ts';

const passphrase = 'correct horse battery';
/** The tests would take a second for every opening otherwise. */
const hurried = 4;

async function newKeyFile(): Promise<{ readonly file: string; readonly keyFile: KeyFile }> {
  const file = join(newFolder(), 'study.key.age');
  const keyFile = new KeyFile(hurried);
  await keyFile.make(file, passphrase);
  return { file, keyFile };
}

async function encrypted(text: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(hurried);
  return encrypter.encrypt(text);
}

describe('the key file', () => {
  it('keeps who is behind a code, and nobody reads it without the passphrase', async () => {
    const { file, keyFile } = await newKeyFile();
    await keyFile.set('P-2', 'Grace Hopper', 'grace@example.org');
    expect(await keyFile.set('P-1', ' Ada Lovelace ', '')).toEqual({
      fileName: 'study.key.age',
      entries: [
        { participantCode: 'P-1', name: 'Ada Lovelace', contact: '' },
        { participantCode: 'P-2', name: 'Grace Hopper', contact: 'grace@example.org' },
      ],
    });
    const bytes = readFileSync(file);
    expect(bytes.includes('Ada') || bytes.includes('grace') || bytes.includes('P-1')).toBe(false);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(join(file, '..'))).toEqual(['study.key.age']);
    const again = new KeyFile();
    expect(await again.open(file, passphrase)).toEqual(keyFile.get());
    expect(await again.set('P-2', '', ' ')).toMatchObject({ entries: [{ participantCode: 'P-1' }] });
  });

  it('is an age file like any other: whoever has the passphrase reads its JSON without the app', async () => {
    const { file, keyFile } = await newKeyFile();
    await keyFile.set('P-1', 'Ada Lovelace', 'letters');
    expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ \d+\n/);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    expect(JSON.parse(await decrypter.decrypt(readFileSync(file), 'text'))).toEqual({
      format: 'visavis-key-file',
      formatVersion: 1,
      entries: [{ participantCode: 'P-1', name: 'Ada Lovelace', contact: 'letters' }],
    });
  });

  it('says that a passphrase is wrong, and what was open stays open', async () => {
    const { file, keyFile } = await newKeyFile();
    await keyFile.set('P-1', 'Ada', '');
    await expect(new KeyFile(hurried).open(file, 'another passphrase')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await expect(keyFile.open(file, 'another passphrase')).rejects.toThrow('The passphrase does not open study.key.age. Type it again.');
    expect(keyFile.get().entries).toHaveLength(1);
  });

  it('is closed for good: what was being written does not come back', async () => {
    const { file, keyFile } = await newKeyFile();
    const setting = keyFile.set('P-1', 'Ada', '');
    expect(keyFile.close()).toEqual({ fileName: null, entries: [] });
    await setting.catch(() => undefined);
    expect(keyFile.get()).toEqual({ fileName: null, entries: [] });
    await expect(keyFile.set('P-2', 'Ben', '')).rejects.toMatchObject({ code: 'key-file-closed' });
    const opening = keyFile.open(file, passphrase);
    keyFile.close();
    expect(await opening).toEqual({ fileName: null, entries: [] });
  });

  it('writes entries one after the other, none lost', async () => {
    const { file, keyFile } = await newKeyFile();
    await Promise.all(['P-1', 'P-2', 'P-3'].map((code) => keyFile.set(code, `Person ${code}`, '')));
    expect((await new KeyFile(hurried).open(file, passphrase)).entries.map(({ participantCode }) => participantCode)).toEqual(['P-1', 'P-2', 'P-3']);
  });

  it('never overwrites a file that is there, nor what somebody else wrote meanwhile', async () => {
    const { file, keyFile } = await newKeyFile();
    await expect(new KeyFile(hurried).make(file, passphrase)).rejects.toMatchObject({ code: 'key-file-exists' });
    const other = new KeyFile(hurried);
    await other.open(file, passphrase);
    await other.set('P-7', 'Grace', '');
    await expect(keyFile.set('P-1', 'Ada', '')).rejects.toMatchObject({ code: 'key-file-changed' });
    expect((await new KeyFile(hurried).open(file, passphrase)).entries).toHaveLength(1);
  });

  it('is refused when it is something else, and left as it is', async () => {
    const folder = newFolder();
    const cases: readonly (readonly [string, Uint8Array | string, string])[] = [
      ['plain.age', '{"entries":[]}', 'not-a-key-file'],
      ['foreign.age', await encrypted('{"hello":1}'), 'not-a-key-file'],
      ['words.age', await encrypted('hello'), 'not-a-key-file'],
      ['newer.age', await encrypted('{"format":"visavis-key-file","formatVersion":2,"people":[]}'), 'newer-key-file'],
      ['recipient.age', await toSomebody('{}'), 'not-a-key-file'],
      ['torn.age', (await encrypted('{"format":"visavis-key-file","formatVersion":1,"entries":[]}')).slice(0, -3), 'key-file-unreadable'],
    ];
    for (const [name, content, code] of cases) {
      const file = join(folder, name);
      writeFileSync(file, content);
      await expect(new KeyFile(hurried).open(file, passphrase), name).rejects.toMatchObject({ code });
      expect(readFileSync(file)).toEqual(Buffer.from(content));
    }
    await expect(new KeyFile(hurried).open(join(folder, 'none.age'), passphrase)).rejects.toMatchObject({ code: 'key-file-unreadable' });
  });
});

async function toSomebody(text: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
  return encrypter.encrypt(text);
}
