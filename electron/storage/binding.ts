import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { UnsupportedRuntimeError } from './errors.ts';

export type Connection = Database.Database;

const require = createRequire(import.meta.url);
const neededNodeApi = 10;

/**
 * The SQLite library. Its prebuilt binding crashes the whole process below Node-API 10, so that is
 * checked before the binding can be loaded. A binding built on this machine takes precedence.
 */
export function loadDatabaseLibrary(): typeof Database {
  assertRuntimeFits(process.versions['napi'] ?? '0', bindingWasBuiltHere());
  return require('better-sqlite3') as typeof Database;
}

export function assertRuntimeFits(nodeApi: string, builtHere: boolean): void {
  if (!builtHere && Number(nodeApi) < neededNodeApi) {
    throw new UnsupportedRuntimeError(nodeApi, process.versions.node);
  }
}

function bindingWasBuiltHere(): boolean {
  const library = dirname(require.resolve('better-sqlite3/package.json'));
  return ['Debug', 'Release'].some((kind) => existsSync(join(library, 'build', kind, 'better_sqlite3.node')));
}
