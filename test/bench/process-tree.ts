import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all its descendants in bytes: shared pages counted by share (PSS), where the system tells. */
export function memoryOfTree(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + memoryOf(pid), 0);
}

function treeOf(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = parentOf(pid);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function parentOf(pid: number): number | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  // The name in parentheses may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields ? Number(fields[1]) : null;
}

function memoryOf(pid: number): number {
  const shares = kilobytes(readOrNull(`/proc/${pid}/smaps_rollup`), 'Pss');
  return (shares ?? kilobytes(readOrNull(`/proc/${pid}/status`), 'VmRSS') ?? 0) * 1024;
}

function kilobytes(text: string | null, field: string): number | null {
  const found = text?.match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'));
  return found ? Number(found[1]) : null;
}

/** A process may end while it is looked at. */
function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
