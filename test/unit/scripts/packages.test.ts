import { describe, expect, it } from 'vitest';

import { packedName } from '../../../scripts/setup/electron-copy.mjs';
import { packagesFit } from '../../../scripts/setup/packages.mjs';
import { sqliteDefinitions } from '../../../scripts/setup/sqlite.mjs';

const wanted = {
  '': {},
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
  'node_modules/binding-other-system': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const installed = { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } };

describe('packages that are there already', () => {
  it('need no installation, whoever installed them', () => {
    expect(packagesFit(wanted, installed)).toBe(true);
  });

  it('do not fit when one is missing, older, of another content, or left over', () => {
    const zod = 'node_modules/zod';
    expect(packagesFit(wanted, {})).toBe(false);
    expect(packagesFit(wanted, { [zod]: { version: '4.0.0', integrity: 'sha512-a' } })).toBe(false);
    expect(packagesFit(wanted, { [zod]: { version: '4.6.7', integrity: 'sha512-x' } })).toBe(false);
    expect(packagesFit(wanted, { ...installed, 'node_modules/left': { version: '1.0.0' } })).toBe(
      false,
    );
  });
});

describe('what the set-up reads from packages', () => {
  it('finds the settings SQLite is compiled with, and no comment', () => {
    const text = "# 'NOT_THIS'\n{\n  'defines': [\n 'SQLITE_DQS=0',\n 'SQLITE_SOUNDEX',\n ],\n}";
    expect(sqliteDefinitions(text)).toEqual(['-DSQLITE_DQS=0', '-DSQLITE_SOUNDEX']);
  });

  it('knows the file name under which npm packs a scoped package', () => {
    expect(packedName('@scope/binary-linux-x64@1.2.3')).toBe('scope-binary-linux-x64-1.2.3.tgz');
  });
});
