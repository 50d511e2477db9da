import type { Study } from '../../shared/study/protocol.ts';
import type { Problem } from '../../shared/study/problem.ts';
import { message } from '../ui/messages.ts';
import type { DesignIconName } from './design-icon.tsx';
import type { Selection } from './editing.ts';
import { selectionHolding } from './outline-edits.ts';

/** A line of the outline, and the lines below it. */
export interface OutlineEntry {
  readonly selection: Selection;
  readonly title: string;
  readonly icon: DesignIconName;
  /** What kind of stage it is, where the icon alone says so; for screen readers. */
  readonly kind: string | null;
  readonly children: readonly OutlineEntry[];
}

export interface ProblemCount {
  readonly errors: number;
  readonly warnings: number;
}

/** A study as its outline shows it, in the order of the file. */
export function outlineEntries(study: Study): readonly OutlineEntry[] {
  return [
    entry([], message('design.outline.study'), 'study'),
    {
      ...entry(['arms'], message('design.outline.arms'), 'arms'),
      children: study.arms.map((arm, index) => entry(['arms', index], named(arm.name, arm.id), 'arms')),
    },
    ...study.sessions.map((session, index) => ({
      ...entry(['sessions', index], named(session.title, session.id), 'session'),
      children: session.stages.map((stage, place) => ({
        ...entry(['sessions', index, 'stages', place], named(stage.title, stage.id), stage.kind),
        kind: message(`design.stage.${stage.kind}`),
      })),
    })),
    entry(['allocation'], message('design.outline.allocation'), 'allocation'),
    entry(['analysis'], message('design.outline.analysis'), 'analysis'),
    entry(['blinding'], message('design.outline.blinding'), 'blinding'),
  ];
}

/** How many problems each line of the outline holds, by its selection as text; what lies in its children not counted. */
export function problemCounts(problems: readonly Problem[]): ReadonlyMap<string, ProblemCount> {
  const counts = new Map<string, ProblemCount>();
  for (const { path, severity } of problems) {
    const key = keyOfSelection(selectionHolding(path));
    const { errors, warnings } = counts.get(key) ?? { errors: 0, warnings: 0 };
    counts.set(key, severity === 'error' ? { errors: errors + 1, warnings } : { errors, warnings: warnings + 1 });
  }
  return counts;
}

export function keyOfSelection(selection: Selection): string {
  return selection.join('/');
}

/** The title of the line that is chosen; null when there is none. */
export function titleOfSelection(entries: readonly OutlineEntry[], selection: Selection): string | null {
  const key = keyOfSelection(selection);
  return entries.flatMap((each) => [each, ...each.children]).find((each) => keyOfSelection(each.selection) === key)?.title ?? null;
}

function entry(selection: Selection, title: string, icon: DesignIconName): OutlineEntry {
  return { selection, title, icon, kind: null, children: [] };
}

function named(title: string, id: string): string {
  return title.trim() === '' ? id : title;
}
