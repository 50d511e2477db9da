import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';

/** Writes the bare app into a folder that Electron can open; returns the folder. */
export function writeBareApp(folder: string): string {
  const bare = join(folder, 'bare');
  mkdirSync(bare);
  writeFileSync(join(bare, 'package.json'), JSON.stringify({ name: 'bare-window', version: '1.0.0', main: 'bare.js', type: 'commonjs' }));
  writeFileSync(join(bare, 'index.html'), '<!doctype html><html lang="en"><title>Empty</title><body></body></html>');
  writeFileSync(join(bare, 'bare.js'), forElectron('bare'));
  return bare;
}

/** Writes the probe as a module that Electron takes with `-r`; returns the file. */
export function writeProbe(folder: string): string {
  const file = join(folder, 'probe.cjs');
  writeFileSync(file, forElectron('probe'));
  return file;
}

/** Electron loads CommonJS in every version we run on; the sources are TypeScript like all others. */
function forElectron(name: 'bare' | 'probe'): string {
  const source = readFileSync(join(import.meta.dirname, 'in-electron', `${name}.ts`), 'utf8');
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022 },
  });
  return outputText;
}
