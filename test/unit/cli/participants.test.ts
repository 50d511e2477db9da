import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder } from '../storage/data-folders.ts';

const commandLine = resolve(import.meta.dirname, '../../../electron/cli/visavis.ts');

async function folderWithStudy(): Promise<string> {
  const folder = newFolder();
  const storage = await openStorage(folder);
  storage.saveStudy(smallStudy);
  storage.close();
  return folder;
}

function visavis(folder: string, ...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, 'participants', ...words, '--study', smallStudy.id, '--data', folder], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('participants on the command line', { timeout: 60_000 }, () => {
  it('come in from a table, are listed, and go out into one that changes nothing', async () => {
    const folder = await folderWithStudy();
    const file = join(folder, 'people.csv');
    writeFileSync(file, 'code,age\nP-1,30\nP-2,40\n');
    expect(visavis(folder)).toMatchObject({ status: 0, stdout: `Nobody is in the register of "${smallStudy.id}".\n` });
    expect(visavis(folder, 'import', file, '--look').stdout).toContain('would add 2 and change 0 participants');
    expect(visavis(folder, 'import', file)).toMatchObject({ status: 0, stderr: '' });
    const listed = visavis(folder).stdout.split('\n');
    expect(listed[0]).toMatch(/^participant\s+status\s+sessions\s+next/);
    expect(listed[1]).toMatch(/^P-1\s+invited\s+0\/1\s+due/);
    const out = join(folder, 'out.csv');
    expect(visavis(folder, 'export', '--out', out)).toMatchObject({ status: 0, stdout: `2 participants written to ${out}.\n` });
    expect(readFileSync(out, 'utf8')).toContain('P-2,,40,invited,0,,,\n');
    expect(visavis(folder, 'export', '--out', out)).toMatchObject({ status: 1 });
    expect(visavis(folder, 'import', out).stdout).toContain('0 participants added, 0 changed, 2 as they were.');
  });

  it('are refused while columns look like contact details that nobody has named', async () => {
    const folder = await folderWithStudy();
    const file = join(folder, 'people.csv');
    writeFileSync(file, 'code,email,name\nP-1,a@example.org,tall\n');
    const refused = visavis(folder, 'import', file);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('people.csv: the columns email, name look like contact details');
    expect(visavis(folder, 'import', file, '--leave-out', 'mail')).toMatchObject({ status: 2 });
    expect(visavis(folder, 'import', file, '--leave-out', 'email', '--confirm', 'name')).toMatchObject({ status: 0 });
    writeFileSync(file, 'code,age\nP-1,30\nP-1,31\n');
    const twice = visavis(folder, 'import', file);
    expect(twice).toMatchObject({ status: 1, stdout: 'people.csv:3: code: P-1 stands in line 2 already.\n1 problem. Nothing was taken.\n' });
  });
});
