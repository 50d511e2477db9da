import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { newFolder } from './data-folders.ts';

/** A disk of so many megabytes, where this machine lets us have one. */
export function smallDisk(megabytes: number): string | null {
  const folder = newFolder();
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('/bin/umount', [folder]);
  });
  return folder;
}
