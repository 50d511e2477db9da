import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { InstrumentEntry } from '../../shared/contract/design.ts';
import type { Stage } from '../../shared/study/stages.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { AddDialog } from './add-dialog.tsx';
import { DesignIcon } from './design-icon.tsx';
import type { DesignStore } from './design-store.ts';
import type { Editing, Selection } from './editing.ts';
import { FormIcon } from './forms/form-icon.tsx';
import { keyOfSelection, outlineEntries, problemCounts, titleOfSelection, type OutlineEntry, type ProblemCount } from './outline-entries.ts';
import {
  duplicatedMember,
  movedMember,
  withArmAdded,
  withoutMember,
  withSessionAdded,
  withStageAdded,
  type OutlineEdit,
} from './outline-edits.ts';
import './outline.css';

/** The left column: what the study is made of, to choose from, to put in order, to add to. */
export function Outline({
  store,
  editing,
  instruments,
}: {
  readonly store: DesignStore;
  readonly editing: Editing;
  readonly instruments: readonly InstrumentEntry[];
}) {
  const { selection, removed, choose, edit, undo } = useStore(store);
  const { study, problems, readOnly } = editing;
  const [adding, setAdding] = useState(false);
  const list = useRef<HTMLElement>(null);
  const followFocus = useRef(false);
  const entries = outlineEntries(study);
  const counts = problemCounts(problems);
  const chosenKey = keyOfSelection(selection);
  const chosenTitle = titleOfSelection(entries, selection) ?? '';

  // What was moved, added or left behind keeps the keyboard, and stays in sight.
  useLayoutEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>('[aria-current]');
    chosen?.scrollIntoView({ block: 'nearest' });
    if (!followFocus.current) return;
    followFocus.current = false;
    chosen?.focus();
  }, [chosenKey, study]);

  const apply = (next: OutlineEdit | null, { follow, removes }: { readonly follow: boolean; readonly removes?: string }): void => {
    if (next === null) return;
    followFocus.current = follow;
    edit(next, removes);
  };
  const move = (what: Selection, by: -1 | 1, follow: boolean): void => {
    const next = movedMember(study, what, by);
    if (next === null) return;
    apply(next, { follow });
    announce(message('design.outline.moved', { title: titleOfSelection(entries, what) ?? '' }));
  };
  const remove = (what: Selection, follow: boolean): void => {
    const next = withoutMember(study, what);
    if (next === null) return;
    const title = titleOfSelection(entries, what) ?? '';
    apply(next, { follow, removes: title });
    announce(message('design.outline.removed', { title }));
  };
  const press = (event: KeyboardEvent, what: Selection): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by !== null && event.altKey && !readOnly) move(what, by, true);
    else if (by !== null && !event.altKey) focusNeighbour(event.currentTarget, list.current, by);
    else if (event.key === 'Delete' && !readOnly) remove(what, true);
    else return;
    event.preventDefault();
  };

  const line = (entry: OutlineEntry): ReactNode => {
    const key = keyOfSelection(entry.selection);
    return (
      <li key={key}>
        <button
          type="button"
          className={classes('outline-entry', key === chosenKey && 'here')}
          aria-current={key === chosenKey ? 'true' : undefined}
          data-place={key}
          onClick={() => choose(entry.selection)}
          onKeyDown={(event) => press(event, entry.selection)}
        >
          <DesignIcon name={entry.icon} />
          <span className="outline-title" dir="auto">
            {entry.kind !== null && entry.kind !== entry.title && <span className="hidden-but-read">{entry.kind}: </span>}
            {entry.title}
          </span>
          <ProblemMark count={counts.get(key)} />
        </button>
        {entry.children.length > 0 && <ul>{entry.children.map(line)}</ul>}
      </li>
    );
  };

  return (
    <div className="outline">
      {!readOnly && (
        <div className="outline-tools" role="group" aria-label={message('design.outline.tools', { title: chosenTitle })}>
          <Button onClick={() => setAdding(true)}>
            <FormIcon name="add" />
            {message('design.outline.add')}
          </Button>
          <Tool name="up" title={chosenTitle} possible={movedMember(study, selection, -1) !== null} onPress={() => move(selection, -1, false)} />
          <Tool name="down" title={chosenTitle} possible={movedMember(study, selection, 1) !== null} onPress={() => move(selection, 1, false)} />
          <Tool
            name="duplicate"
            title={chosenTitle}
            possible={duplicatedMember(study, selection) !== null}
            onPress={() => apply(duplicatedMember(study, selection), { follow: false })}
          />
          <Tool name="remove" title={chosenTitle} possible={withoutMember(study, selection) !== null} onPress={() => remove(selection, false)} />
        </div>
      )}
      <nav className="outline-list" aria-label={message('design.outline')} ref={list}>
        <ul>{entries.map(line)}</ul>
        {!readOnly && <p className="outline-keys quiet">{message('design.outline.keys')}</p>}
      </nav>
      {removed !== null && (
        <div className="outline-removed">
          <span>{message('design.outline.removed', { title: removed })}</span>
          <Button kind="plain" onClick={undo}>
            {message('design.undo')}
          </Button>
        </div>
      )}
      {adding && (
        <AddDialog
          study={study}
          selection={selection}
          instruments={instruments}
          onStage={(stage: Stage) => {
            setAdding(false);
            apply(withStageAdded(study, selection, stage), { follow: true });
          }}
          onSession={() => {
            setAdding(false);
            apply(withSessionAdded(study), { follow: true });
          }}
          onArm={() => {
            setAdding(false);
            apply(withArmAdded(study), { follow: true });
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

const toolIcons = { up: 'up', down: 'down', duplicate: 'copy', remove: 'remove' } as const;

function Tool({
  name,
  title,
  possible,
  onPress,
}: {
  readonly name: keyof typeof toolIcons;
  readonly title: string;
  readonly possible: boolean;
  readonly onPress: () => void;
}) {
  const words = message(`design.outline.${name}`, { title });
  return (
    <Button kind="plain" className="outline-tool" aria-label={words} title={words} unavailable={!possible} onClick={onPress}>
      <FormIcon name={toolIcons[name]} />
    </Button>
  );
}

function ProblemMark({ count }: { readonly count: ProblemCount | undefined }) {
  if (count === undefined) return null;
  return (
    <span className={classes('outline-mark', count.errors > 0 ? 'error' : 'warning')}>
      <Icon name="attention" size={16} />
      <span aria-hidden="true">{count.errors > 0 ? count.errors : count.warnings}</span>
      <span className="hidden-but-read">{message('design.outline.problems', { ...count })}</span>
    </span>
  );
}

function focusNeighbour(from: EventTarget, list: HTMLElement | null, by: -1 | 1): void {
  const lines = [...(list?.querySelectorAll<HTMLElement>('.outline-entry') ?? [])];
  lines[lines.findIndex((each) => each === from) + by]?.focus();
}
