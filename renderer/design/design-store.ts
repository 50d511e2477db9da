import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProblemPath } from '../../shared/study/problem.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { valueAt } from '../../shared/study/schema-problems.ts';
import type { Selection } from './editing.ts';
import { beginHistory, changed, redone, undone, type History } from './history.ts';
import { selectionHolding, settledSelection, type OutlineEdit } from './outline-edits.ts';
import { withValueAt } from './value-at-path.ts';

export interface DesignState {
  readonly history: History<Study>;
  readonly selection: Selection;
  /** What was just taken out of the outline, by its title; null after the next change. */
  readonly removed: string | null;
  readonly choose: (selection: Selection) => void;
  /** Puts a value at a path; undefined takes it away. */
  readonly change: (path: ProblemPath, value: unknown) => void;
  /** A change made in the outline. */
  readonly edit: (edit: OutlineEdit, removed?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export type DesignStore = StoreApi<DesignState>;

/**
 * A study while it is edited. Content never leaves the history: undoing goes back to the very same value.
 * @param onChange told of every new content, undone and redone ones too
 * @param now milliseconds on a clock that only goes forward
 */
export function createDesignStore(study: Study, onChange: (study: Study) => void, now: () => number): DesignStore {
  return createStore<DesignState>((set, get) => {
    const become = (history: History<Study>, selection: Selection, removed: string | null = null): void => {
      if (history === get().history) return;
      set({ history, selection: settledSelection(history.present, selection), removed });
      onChange(history.present);
    };
    /** Where the change was made, so that nothing changes out of sight; renamings are made all over. */
    const placeOf = (path: ProblemPath | undefined): Selection => {
      const { selection } = get();
      if (path === undefined || path.length === 0) return selection;
      const holding = selectionHolding(path);
      return holding.every((key, index) => selection[index] === key) && holding.length > 0 ? selection : holding;
    };
    return {
      history: beginHistory(study),
      selection: [],
      removed: null,
      choose: (selection) => set({ selection }),
      change: (path, value) => {
        const { history, selection } = get();
        const before = valueAt(history.present, path);
        const next = withValueAt(history.present, path, value) as Study;
        become(changed(history, { value: next, path, typed: isTyped(before) && isTyped(value), at: now() }), selection);
      },
      edit: ({ study: next, selection }, removed) => {
        become(changed(get().history, { value: next, path: selection, typed: false, at: now() }), selection, removed ?? null);
      },
      undo: () => become(undone(get().history), placeOf(get().history.past.at(-1)?.path)),
      redo: () => become(redone(get().history), placeOf(get().history.future[0]?.path)),
    };
  });
}

function isTyped(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
