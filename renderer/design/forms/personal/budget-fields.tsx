import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { PersonalPrompt } from '../../../../shared/study/arms.ts';
import type { ProblemPath } from '../../../../shared/study/problem.ts';
import { problemsWithin } from '../../editing.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { classes } from '../../../ui/classes.ts';
import { message } from '../../../ui/messages.ts';
import { CheckLine } from '../choice-inputs.tsx';
import { useEditing } from '../form-context.ts';
import { FormIcon } from '../form-icon.tsx';
import { moved } from '../list-changes.ts';
import { NumberInput } from '../number-input.tsx';
import { ProblemLines } from '../problem-lines.tsx';
import { cutOrderOf, usualBudget } from './prompt-settings.ts';

/** How long the filled template may be, and what goes first when it is longer. */
export function BudgetFields({ at, prompt }: { readonly at: ProblemPath; readonly prompt: PersonalPrompt }) {
  const { change, readOnly } = useEditing();
  const { budget } = prompt;
  return (
    <>
      <CheckLine
        name="personalisation.budget"
        checked={budget !== undefined}
        disabled={readOnly}
        onChange={(on) => change([...at, 'budget'], on ? usualBudget(prompt) : undefined)}
      />
      {budget !== undefined && (
        <>
          <NumberInput at={[...at, 'budget', 'tokens']} name="personalisation.tokens" unit="unit.tokens" width="half" />
          <CutOrder at={[...at, 'budget', 'cut']} order={cutOrderOf(prompt)} />
        </>
      )}
    </>
  );
}

/** The order of cutting: moved by its buttons, or dragged. */
function CutOrder({ at, order }: { readonly at: ProblemPath; readonly order: readonly string[] }) {
  const editing = useEditing();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [wish, setWish] = useState<{ readonly name: string; readonly tool: 'up' | 'down' } | null>(null);

  // The button that moved an entry goes along with it.
  useLayoutEffect(() => {
    if (wish === null) return;
    const entry = [...(list.current?.children ?? [])].find((each) => each.getAttribute('data-name') === wish.name);
    entry?.querySelector<HTMLElement>(`[data-tool="${wish.tool}"]`)?.focus();
  }, [wish]);

  const move = (name: string, to: number): void => {
    const next = moved(order, order.indexOf(name), to);
    if (next === order) return;
    editing.change(at, next);
    announce(message('design.prompt.cut.moved', { name, place: to + 1, count: order.length }));
  };

  const moveBy = (name: string, tool: 'up' | 'down'): void => {
    setWish({ name, tool });
    move(name, order.indexOf(name) + (tool === 'up' ? -1 : 1));
  };

  return (
    <div className="form-field whole" role="group" aria-labelledby={id}>
      <p className="field-label" id={id}>
        {message('design.prompt.cut')}
      </p>
      <p className="field-help">{message('design.prompt.cut.help')}</p>
      <ProblemLines problems={problemsWithin(editing, at)} />
      {order.length === 0 && <p className="quiet">{message('design.prompt.placeholders.none')}</p>}
      <ol className="prompt-cut" ref={list}>
        {order.map((name, index) => (
          <li
            key={name}
            data-name={name}
            className={classes('prompt-cut-entry', dragged === name && 'dragged')}
            draggable={!editing.readOnly}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(name);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              if (dragged !== name) move(dragged, index);
            }}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={() => setDragged(null)}
          >
            <span className="prompt-cut-place number">{index + 1}</span>
            <span className="code">{name}</span>
            {!editing.readOnly &&
              (['up', 'down'] as const).map((tool) => (
                <Button
                  key={tool}
                  kind="plain"
                  data-tool={tool}
                  aria-label={message(`design.prompt.cut.${tool}`, { name })}
                  title={message(`design.prompt.cut.${tool}`, { name })}
                  unavailable={tool === 'up' ? index === 0 : index === order.length - 1}
                  onClick={() => moveBy(name, tool)}
                >
                  <FormIcon name={tool} />
                </Button>
              ))}
          </li>
        ))}
      </ol>
    </div>
  );
}
