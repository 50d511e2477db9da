import { electronInUse } from '../setup/electron-in-use.mjs';

/** Prints the Electron in use and nothing else. */
export async function run(): Promise<number> {
  console.log((await electronInUse()).executable);
  return 0;
}
