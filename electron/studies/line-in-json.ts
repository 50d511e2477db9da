import { findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { ProblemPath } from '../../shared/study/problem.ts';

/**
 * Finds the line, from 1, on which a field stands in a JSON text; where the field is missing, that of the
 * nearest thing that should hold it.
 */
export function lineFinder(json: string): (path: ProblemPath) => number {
  let tree: ReturnType<typeof treeOf> | undefined;
  return (path) => {
    const { root } = (tree ??= treeOf(json));
    if (root === undefined) return 1;
    const [first, , ...rest] = path;
    // Stages of a file of version 1 stand at the top; they are read as those of its only session.
    const place = first === 'sessions' && findNodeAtLocation(root, ['sessions']) === undefined ? rest : path;
    return lineAt(json, startOf(nearest(root, place)));
  };
}

/** The line, from 1, on which a text stops being JSON. */
export function lineOfJsonError(json: string): number {
  return lineAt(json, treeOf(json).errors[0]?.offset ?? json.length);
}

function nearest(root: Node, path: ProblemPath): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

/** A field begins with its name. */
function startOf(node: Node): number {
  return node.parent?.type === 'property' ? node.parent.offset : node.offset;
}

function treeOf(json: string): { readonly root: Node | undefined; readonly errors: readonly ParseError[] } {
  const errors: ParseError[] = [];
  try {
    return { root: parseTree(json, errors, { disallowComments: true }), errors };
  } catch (error) {
    // The parser goes down level by level; a file nested too deep for it has no lines worth naming.
    if (error instanceof RangeError) return { root: undefined, errors: [] };
    throw error;
  }
}

function lineAt(json: string, offset: number): number {
  return json.slice(0, offset).split('\n').length;
}
