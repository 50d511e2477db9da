import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Problem, ProblemPath } from '../../../shared/study/problem.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { problemsAt, problemsWithin } from '../editing.ts';
import { Adder, type AdderKind } from './adder.tsx';
import { useEditing, useField } from './form-context.ts';
import { FormIcon } from './form-icon.tsx';
import { formHelp, formWords, type FormKey } from './form-words.ts';
import { inserted, moved, openAfter, removed, type ListChange } from './list-changes.ts';
import { MemberTools } from './member-tools.tsx';
import { ProblemCount, ProblemLines } from './problem-lines.tsx';
import './lists.css';

export interface ListEditorProps<Member> {
  readonly at: ProblemPath;
  /** Words: `<name>`, `<name>.help`, and `<name>.add` on the button. */
  readonly name: FormKey;
  readonly add: FormKey;
  readonly hideLabel?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  /** A new member; or one of several kinds, from which the person chooses. */
  readonly create: (() => Member) | readonly AdderKind<Member>[];
  /** A second one like it, with ids of its own; absent where that makes no sense. */
  readonly copy?: (member: Member) => Member;
  /** What a member is called, on its head and on its buttons. */
  readonly titleOf: (member: Member, index: number) => string;
  /** Said of a member on its head, beside the title. */
  readonly detailOf?: (member: Member) => string;
  /** rows: fields in a line. cards: a frame each. folded: a frame that opens. */
  readonly look: 'rows' | 'cards' | 'folded';
  /** The list as it is to be kept, after a change of its order. */
  readonly settle?: (list: readonly Member[]) => readonly Member[];
  readonly children: (path: ProblemPath, member: Member, index: number) => ReactNode;
}

type FocusWish = { readonly index: number; readonly tool: 'up' | 'down' | 'first' } | 'add';

/** A list of the study: members are added, moved, copied and removed, each change one step of undo. */
export function ListEditor<Member>(props: ListEditorProps<Member>) {
  const { at, name, add, hideLabel = false, minimum = 0, maximum = Infinity, create, copy, titleOf, detailOf, look, settle, children } = props;
  const editing = useEditing();
  const { value, problems, set, readOnly } = useField(at);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const wish = useRef<FocusWish | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const list = (Array.isArray(value) ? value : []) as readonly Member[];
  const help = formHelp(name);

  // What was just added, moved or left behind keeps the keyboard.
  useLayoutEffect(() => {
    const wanted = wish.current;
    if (wanted === null) return;
    wish.current = null;
    elementOf(root.current, wanted)?.focus();
  });

  const change = (next: readonly Member[], kind: ListChange, focus: FocusWish): void => {
    wish.current = focus;
    setOpen(openAfter(open, kind));
    set(settle ? settle(next) : next);
  };
  const insert = (index: number, member: Member): void => {
    change(inserted(list, index, member), { kind: 'inserted', at: index }, { index, tool: 'first' });
    if (look === 'folded') setOpen((before) => new Set([...before, index]));
  };
  const move = (from: number, to: number): void => {
    const member = list[from];
    if (member === undefined) return;
    change(moved(list, from, to), { kind: 'moved', from, to }, { index: to, tool: to < from ? 'up' : 'down' });
    announce(formWords('list.moved', { title: titleOf(member, from), place: to + 1, count: list.length }));
  };
  const remove = (index: number): void => {
    const focus: FocusWish = list.length > 1 ? { index: Math.min(index, list.length - 2), tool: 'first' } : 'add';
    change(removed(list, index), { kind: 'removed', at: index }, focus);
  };

  return (
    <div className="form-list form-field whole" role="group" aria-labelledby={id} ref={root}>
      <div className={classes('form-list-head', hideLabel && help === null && 'hidden-but-read')}>
        <div id={id} className={classes('field-label', hideLabel && 'hidden-but-read')}>
          {formWords(name)}
        </div>
        {help !== null && <div className="field-help">{help}</div>}
      </div>
      <ProblemLines problems={problems} />
      {list.length > 0 && (
        <ol className={classes('form-members', look)}>
          {list.map((member, index) => {
            const path = [...at, index];
            const title = titleOf(member, index);
            const tools = readOnly ? null : (
              <MemberTools
                title={title}
                index={index}
                count={list.length}
                canRemove={list.length > minimum}
                canCopy={copy !== undefined && list.length < maximum}
                onMove={(to) => move(index, to)}
                onCopy={copy === undefined ? null : () => insert(index + 1, copy(member))}
                onRemove={() => remove(index)}
              />
            );
            const own = problemsAt(editing, path);
            return (
              <li key={index} data-member={index} className={look === 'rows' ? 'form-row' : 'form-card'}>
                {look === 'rows' && (
                  <>
                    <div className="form-grid">{children(path, member, index)}</div>
                    {tools}
                  </>
                )}
                {look !== 'rows' && (
                  <MemberHead
                    title={title}
                    detail={detailOf?.(member) ?? null}
                    folding={
                      look === 'cards'
                        ? null
                        : { open: open.has(index), onToggle: () => setOpen(open.has(index) ? withoutMember(open, index) : new Set([...open, index])) }
                    }
                    problems={problemsWithin(editing, path).filter((problem) => !own.includes(problem))}
                    tools={tools}
                  />
                )}
                <ProblemLines problems={own} />
                {look !== 'rows' && (look === 'cards' || open.has(index)) && (
                  <div className="form-card-body form-grid">{children(path, member, index)}</div>
                )}
              </li>
            );
          })}
        </ol>
      )}
      {!readOnly && list.length < maximum && (
        <div className="form-list-foot" data-add>
          {typeof create === 'function' ? (
            <Button onClick={() => insert(list.length, create())}>
              <FormIcon name="add" />
              {formWords(add)}
            </Button>
          ) : (
            <Adder words={formWords(add)} kinds={create} onAdd={(member) => insert(list.length, member)} />
          )}
        </div>
      )}
    </div>
  );
}

function MemberHead({
  title,
  detail,
  folding,
  problems,
  tools,
}: {
  readonly title: string;
  readonly detail: string | null;
  readonly folding: { readonly open: boolean; readonly onToggle: () => void } | null;
  /** Those within, counted while they are folded away. */
  readonly problems: readonly Problem[];
  readonly tools: ReactNode;
}) {
  const words = (
    <span className="form-card-words">
      {detail !== null && <span className="form-card-detail">{detail}</span>}
      <span className="form-card-title">{title}</span>
      {folding !== null && !folding.open && <ProblemCount problems={problems} />}
    </span>
  );
  return (
    <div className="form-card-head">
      {folding === null ? (
        words
      ) : (
        <button type="button" className="form-fold" aria-expanded={folding.open} onClick={folding.onToggle}>
          <FormIcon name="open" />
          {words}
        </button>
      )}
      {tools}
    </div>
  );
}

function withoutMember(open: ReadonlySet<number>, index: number): ReadonlySet<number> {
  return new Set([...open].filter((each) => each !== index));
}

const focusable = 'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled])';

function elementOf(root: HTMLElement | null, wish: FocusWish): HTMLElement | null {
  if (root === null) return null;
  if (wish === 'add') return root.querySelector(':scope > [data-add] button');
  const member = root.querySelector<HTMLElement>(`:scope > ol > [data-member="${wish.index}"]`);
  return member?.querySelector<HTMLElement>(wish.tool === 'first' ? focusable : `[data-tool="${wish.tool}"]`) ?? null;
}
