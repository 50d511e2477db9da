interface Nested {
  readonly children?: readonly Nested[];
}

/** Deeper than anybody reads; far less than what a parser or a layout can bear. */
const deepest = 100;

/**
 * A step of the markdown parser that gives up on a text nested without end: a model that has lost its
 * way writes ">>>>>>…", and drawing that would take the window down. Goes by levels, not by recursion.
 */
export function refuseDeepNesting(): (tree: Nested) => void {
  return (tree) => {
    let level: readonly Nested[] = [tree];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > deepest) throw new RangeError(`The text is nested more than ${deepest} levels deep.`);
      level = level.flatMap((node) => node.children ?? []);
    }
  };
}

/** A line that opens more than 100 quotes and lists. Seen before parsing, which takes seconds for it. */
const deepLine = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){101}/m;

export function isTooDeepToParse(text: string): boolean {
  return deepLine.test(text);
}
