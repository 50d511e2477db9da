import { useId, useState } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { JudgementOf } from '../../shared/study/judgements.ts';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { SlotMark } from '../ui/slot-mark.tsx';
import { optionsBetween, sameChoice, type Choice } from './choices.ts';
import type { JudgedSheet } from './use-judged-sheet.ts';
import { useKeptJudgement } from './use-kept-judgement.ts';

/** Which one is better. Two slots and how much better stand in one symmetric row, the tie in its middle. */
export function ChoiceAnswer({ sheet, judgement }: { readonly sheet: JudgedSheet; readonly judgement: JudgementOf<'choice'> }) {
  const { threads, view, judging } = sheet;
  const slots = threads.map((thread) => thread.slot);
  const [shown, choose] = useKeptJudgement<Choice | null>(
    view.choices[judgement.id] ?? null,
    (next) => sheet.choose(judgement.id, next?.slot ?? null, next?.strength ?? null),
    judging,
  );
  return slots.length === 2 || judgement.strengths.length === 0 ? (
    <OneRow sheet={sheet} judgement={judgement} slots={slots} shown={shown} onChoose={choose} />
  ) : (
    <SlotThenStrength sheet={sheet} judgement={judgement} slots={slots} shown={shown} onChoose={choose} />
  );
}

interface PartProps {
  readonly sheet: JudgedSheet;
  readonly judgement: JudgementOf<'choice'>;
  readonly slots: readonly Slot[];
  readonly shown: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

function OneRow({ sheet, judgement, slots, shown, onChoose }: PartProps) {
  const name = useId();
  const { strengths, tie } = judgement;
  const options = optionsBetween(slots, strengths.length, tie !== null);
  const wordsOf = ({ slot, strength }: Choice): string =>
    slot === null ? (tie ?? '') : strength === null ? sheet.nameOf(slot) : (strengths[strength - 1] ?? '');
  const [first, second] = slots;
  return (
    <fieldset className="choice" data-options={options.length}>
      <legend className="hidden-but-read">{sheet.inWords(judgement.question)}</legend>
      {strengths.length > 0 && first !== undefined && second !== undefined && (
        <div className="choice-sides" aria-hidden="true">
          {[first, second].map((slot) => (
            <span key={slot}>
              <SlotMark slot={slot} />
              {sheet.nameOf(slot)}
            </span>
          ))}
        </div>
      )}
      <div className="choice-options">
        {options.map((option) => (
          <label
            key={`${option.slot} ${option.strength}`}
            className={classes('point', option.slot === null && 'tie')}
            data-choice={option.slot ?? 'tie'}
            data-strength={option.strength ?? undefined}
          >
            <input
              type="radio"
              name={name}
              checked={shown !== null && sameChoice(shown, option)}
              aria-label={
                option.slot === null || option.strength === null
                  ? undefined
                  : message('participant.choice.option', { assistant: sheet.nameOf(option.slot), strength: wordsOf(option) })
              }
              onChange={() => onChoose(option)}
            />
            <span>{wordsOf(option)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Several slots: first which one, then how much better. Nothing is sent before both are said. */
function SlotThenStrength({ sheet, judgement, slots, shown, onChoose }: PartProps) {
  const name = useId();
  const [waiting, setWaiting] = useState<Slot | null>(null);
  const { strengths, tie } = judgement;
  const slot = waiting ?? shown?.slot ?? null;
  const tied = waiting === null && shown !== null && shown.slot === null;
  return (
    <div className="choice-steps">
      <fieldset className="choice">
        <legend className="hidden-but-read">{sheet.inWords(judgement.question)}</legend>
        <div className="choice-options">
          {slots.map((each) => (
            <label className="point" key={each} data-choice={each}>
              <input
                type="radio"
                name={`${name}slot`}
                checked={slot === each}
                onChange={() => setWaiting(each === shown?.slot ? null : each)}
              />
              <span>{sheet.nameOf(each)}</span>
            </label>
          ))}
          {tie !== null && (
            <label className="point tie" data-choice="tie">
              <input
                type="radio"
                name={`${name}slot`}
                checked={tied}
                onChange={() => {
                  setWaiting(null);
                  onChoose({ slot: null, strength: null });
                }}
              />
              <span>{tie}</span>
            </label>
          )}
        </div>
      </fieldset>
      {slot !== null && (
        <fieldset className="choice">
          <legend className="choice-strength">
            {message('participant.choice.strength', { assistant: sheet.nameOf(slot) })}
          </legend>
          <div className="choice-options">
            {strengths.map((words, index) => (
              <label className="point" key={words} data-choice={slot} data-strength={index + 1}>
                <input
                  type="radio"
                  name={`${name}strength`}
                  checked={waiting === null && shown?.strength === index + 1}
                  onChange={() => {
                    setWaiting(null);
                    onChoose({ slot, strength: index + 1 });
                  }}
                />
                <span>{words}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
