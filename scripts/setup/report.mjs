/** What went wrong, in a sentence for the person at the keyboard, and what to do next. */
export class SetupProblem extends Error {}

/** @typedef {{ say: (line: string) => void, during: <T>(line: string, work: () => Promise<T>) => Promise<T> }} Report */

/**
 * One line for each thing done. Standard output belongs to the command in `quiet` mode, so the
 * lines go to standard error there; a set-up with nothing to do says nothing at all.
 * @param {{ quiet: boolean }} options
 * @returns {Report}
 */
export function createReport({ quiet }) {
  const stream = quiet ? process.stderr : process.stdout;
  return {
    say(line) {
      stream.write(`${line}\n`);
    },
    async during(line, work) {
      const started = Date.now();
      stream.write(`${line} … `);
      try {
        const result = await work();
        stream.write(`done (${String(Math.max(1, Math.round((Date.now() - started) / 1000)))} s)\n`);
        return result;
      } catch (problem) {
        stream.write('failed\n');
        throw problem;
      }
    },
  };
}
