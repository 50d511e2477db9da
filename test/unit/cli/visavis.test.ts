import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import packageFile from '../../../package.json' with { type: 'json' };
import { commands } from '../../../electron/cli/commands.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder, opened, tamperWith } from '../storage/data-folders.ts';
import { Archive } from '../exchange/archives.ts';
import { storeBoth } from '../exchange/stories.ts';

const commandLine = resolve(import.meta.dirname, '../../../electron/cli/visavis.ts');

interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** As typed in a terminal: a process of its own. */
async function visavis(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return outcomeOf(process.execPath, [commandLine, ...words], environment);
}

async function outcomeOf(program: string, words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Outcome> {
  const child = spawn(program, words, { env: { ...process.env, VISAVIS_DATA: '', ...environment } });
  const [output, complaint, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ]);
  return { status, output, complaint };
}

/** A data folder with two sessions, which nobody has open. */
async function laboratory(): Promise<string> {
  const folder = newFolder();
  const storage = await openStorage(folder);
  storeBoth(storage);
  storage.close();
  return folder;
}

describe('the command line', () => {
  it('has commands that bear the names under which they are found', async () => {
    for (const { name, load } of commands) {
      const command = await load();
      expect(command.name).toBe(name);
      expect(command.usage.startsWith(name)).toBe(true);
    }
  });

  it('loads a command when it is asked for, and none of the others', async () => {
    const folder = await laboratory();
    const list = join(newFolder(), 'loaded.txt');
    const record = `import { registerHooks } from 'node:module'; import { writeFileSync } from 'node:fs'; const seen = []; registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) }); process.on('exit', () => writeFileSync(${JSON.stringify(list)}, seen.join('\\n')));`;
    const sessions = await outcomeOf(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(record)}`, commandLine, 'sessions', '--data', folder], {});
    expect(sessions).toMatchObject({ status: 0, complaint: '' });
    const loaded = readFileSync(list, 'utf8');
    expect(loaded).toContain('/cli/sessions.ts');
    expect(loaded).not.toMatch(/\/(?:cli\/(?:export|verify|participants|rehearse|import-prism)|rehearsal|preferences|prism|exchange)[./]/u);
  });

  it('explains itself, and calls anything it does not know wrong usage', async () => {
    const help = await visavis(['help']);
    expect(help).toMatchObject({ status: 0, complaint: '' });
    for (const command of ['export --study ID --out FILE', 'verify', 'sessions', 'studies', 'help']) {
      expect(help.output).toContain(`  ${command}`);
    }
    expect(await visavis([])).toMatchObject({ status: 2, output: '' });
    expect(await visavis(['exprot'])).toMatchObject({ status: 2, output: '' });
    expect(await visavis(['verify', '--loudly'])).toMatchObject({ status: 2, output: '' });
    const unnamed = await visavis(['export', '--study', 'small-study']);
    expect(unnamed).toMatchObject({ status: 2, output: '' });
    expect(unnamed.complaint).toContain('--out');
  });

  it('exports a study, and does not replace an archive unless told to', async () => {
    const folder = await laboratory();
    const file = join(newFolder(), 'study.zip');
    const words = ['export', '--data', folder, '--study', 'small-study', '--out', file];
    const done = await visavis(words);
    expect(done).toMatchObject({ status: 0, complaint: '' });
    expect(done.output).toContain(file);
    const archive = await Archive.read(file);
    expect(archive.manifest()).toMatchObject({ sessions: 2, app_version: packageFile.version });

    const again = await visavis(words);
    expect(again).toMatchObject({ status: 1, output: '' });
    expect(again.complaint).toContain('--overwrite');
    expect(await visavis([...words, '--overwrite'])).toMatchObject({ status: 0 });
  });

  it('reads the folder that VISAVIS_DATA names, and --data before that', async () => {
    const folder = await laboratory();
    const elsewhere = newFolder();
    const listed = await visavis(['sessions'], { VISAVIS_DATA: folder });
    expect(listed.status).toBe(0);
    expect(listed.output).toMatch(/session-a +small-study +K7 +complete .*\nsession-b +small-study +K7 +ended /);
    expect(await visavis(['sessions', '--data', folder], { VISAVIS_DATA: elsewhere })).toEqual(listed);
    const missing = await visavis(['sessions', '--data', elsewhere], { VISAVIS_DATA: folder });
    expect(missing).toMatchObject({ status: 1, output: '' });
    expect(missing.complaint).toContain(join(elsewhere, 'visavis.db'));
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('looks in the usual place of the app when no folder is named', async () => {
    const settings = newFolder();
    const missing = await visavis(['verify'], { XDG_CONFIG_HOME: settings, APPDATA: settings, HOME: settings });
    expect(missing.status).toBe(1);
    expect(missing.complaint).toContain(settings);
    expect(missing.complaint).toContain(join('Visavis', 'data', 'visavis.db'));
  });

  it('lists studies and names no arm', async () => {
    const folder = await laboratory();
    const { output } = await visavis(['studies', '--data', folder]);
    expect(output).toMatch(/^small-study +[0-9a-f]{8} .* 2 +Small study$/m);
    const { output: sessions } = await visavis(['sessions', '--data', folder, '--study', 'no-such-study']);
    expect(sessions).toContain('No sessions');
    expect(output + sessions).not.toContain('arm-');
  });

  it('works while the app has the data folder open', async () => {
    const storage = await opened();
    storeBoth(storage);
    expect(await visavis(['verify', '--data', storage.folder])).toMatchObject({ status: 0, complaint: '' });
    const file = join(newFolder(), 'study.zip');
    const done = await visavis(['export', '--data', storage.folder, '--study', 'small-study', '--out', file]);
    expect(done).toMatchObject({ status: 0, complaint: '' });
    storage.saveStudy({ ...smallStudy, title: 'Still writable' });
  });

  it('finds what was changed behind its back', async () => {
    const folder = await laboratory();
    const sound = await visavis(['verify', '--data', folder]);
    expect(sound).toMatchObject({ status: 0, complaint: '' });
    expect(sound.output).toMatch(/^Sound: 2 sessions/);
    tamperWith(join(folder, 'visavis.db'), (database) => {
      for (const { name } of database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
        database.exec(`DROP TRIGGER "${name}"`);
      }
      database.exec(
        `UPDATE event_payload SET payload = replace(payload, '"value":20', '"value":99') WHERE session_id = 'session-a'`,
      );
    });
    const found = await visavis(['verify', '--data', folder]);
    expect(found).toMatchObject({ status: 1, complaint: '' });
    expect(found.output).toMatch(/^- .*session-a/m);
  });

  it('says in a sentence that there is no such study or folder, without a stack', async () => {
    const folder = await laboratory();
    const out = newFolder();
    const unknown = await visavis(['export', '--data', folder, '--study', 'other', '--out', join(out, 'a.zip')]);
    expect(unknown).toMatchObject({ status: 1, output: '' });
    expect(unknown.complaint).toBe(`There is no study "other" in the data folder ${folder}.\n`);
    writeFileSync(join(out, 'file'), '');
    for (const nowhere of [join(out, 'missing', 'a.zip'), join(out, 'file', 'a.zip')]) {
      const refused = await visavis(['export', '--data', folder, '--study', 'small-study', '--out', nowhere]);
      expect(refused).toMatchObject({ status: 1, output: '' });
      expect(refused.complaint.trimEnd().split('\n')).toHaveLength(1);
    }
    expect(readdirSync(out)).toEqual(['file']);
  });

  it('leaves nothing behind when the disk takes no more', async () => {
    const storage = await opened();
    storeBoth(storage);
    const out = newFolder();
    const words = [process.execPath, commandLine, 'export', '--data', storage.folder, '--study', 'small-study', '--out', join(out, 'a.zip')];
    // No file may grow beyond a few blocks: the nearest that a test gets to a full disk.
    const refused = await outcomeOf('bash', ['-c', 'ulimit -f 40; exec "$@"', 'bash', ...words], {});
    expect(refused).toMatchObject({ status: 1, output: '' });
    expect(refused.complaint).toMatch(/^The disk that holds .*a\.zip is full\./);
    expect(readdirSync(out)).toEqual([]);
  });
});
