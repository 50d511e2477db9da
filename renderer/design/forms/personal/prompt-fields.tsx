import { useLayoutEffect, useRef, useState } from 'react';
import type { ReadyPrompt } from '../../../../shared/contract/personal.ts';
import type { PersonalPrompt } from '../../../../shared/study/arms.ts';
import type { ProblemPath } from '../../../../shared/study/problem.ts';
import { announce } from '../../../ui/announcer.tsx';
import { message } from '../../../ui/messages.ts';
import { useLoaded } from '../../../ui/staff-call.ts';
import { useEditing, useField, useFormApi } from '../form-context.ts';
import { FormField, FormPart } from '../form-field.tsx';
import { GrowingTextArea } from '../text-inputs.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { offeredPlaceholders, type OfferedPlaceholders } from './offered-placeholders.ts';
import { PlaceholderList } from './placeholder-list.tsx';
import { PromptPreviewPart } from './prompt-preview-part.tsx';
import { namesOf, settingOf, withInserted, type Offered, type Stretch } from './prompt-settings.ts';
import { ReadyPromptPicker } from './ready-prompt-picker.tsx';
import { SummariesPart } from './summaries-part.tsx';
import './personal.css';

/** What an arm is told about the participant: its template, what stands in it, how long it may be, and how it reads. */
export function PromptFields({ at, prompt, armId }: { readonly at: ProblemPath; readonly prompt: PersonalPrompt; readonly armId: string }) {
  const { study } = useEditing();
  const api = useFormApi();
  const people = useLoaded(() => api.call['people/list']({ studyId: study.id }));
  const needsSummary = namesOf(prompt).used.some((name) => settingOf(prompt, name).kind === 'summary');
  return (
    <>
      <FormPart name="part.template">
        <TemplateFields at={at} prompt={prompt} offered={offeredPlaceholders(study, people.value?.fields ?? [])} />
      </FormPart>
      <FormPart name="part.placeholders">
        <PlaceholderList at={at} prompt={prompt} fields={people.value?.fields ?? []} />
      </FormPart>
      <FormPart name="part.budget">
        <BudgetFields at={at} prompt={prompt} />
      </FormPart>
      <FormPart name="part.prompt-preview">
        <PromptPreviewPart prompt={prompt} armId={armId} people={people} />
      </FormPart>
      {needsSummary && (
        <FormPart name="part.summaries">
          <SummariesPart />
        </FormPart>
      )}
    </>
  );
}

/** The template, ready-made ones to begin with, and all that can be put where the keyboard stands. */
function TemplateFields({ at, prompt, offered }: { readonly at: ProblemPath; readonly prompt: PersonalPrompt; readonly offered: OfferedPlaceholders }) {
  const { change, readOnly } = useEditing();
  const { problems } = useField([...at, 'template']);
  const box = useRef<HTMLTextAreaElement>(null);
  const stood = useRef<Stretch | null>(null);
  const [goTo, setGoTo] = useState<number | null>(null);
  const [inserted, setInserted] = useState(0);

  // The keyboard goes on behind what was put in, once the box holds it.
  useLayoutEffect(() => {
    if (goTo === null || box.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(goTo, goTo);
    stood.current = { start: goTo, end: goTo };
  }, [goTo, inserted]);

  const insert = (each: Offered): void => {
    const { prompt: next, caret } = withInserted(prompt, each, stood.current);
    change(at, next);
    setGoTo(caret);
    setInserted(inserted + 1);
    announce(message('design.prompt.inserted', { name: each.name }));
  };
  const remember = (): void => {
    const { selectionStart, selectionEnd } = box.current ?? { selectionStart: 0, selectionEnd: 0 };
    stood.current = { start: selectionStart, end: selectionEnd };
  };
  const take = ({ prompt: ready, title }: ReadyPrompt): void => {
    change(at, ready);
    stood.current = null;
    announce(message('design.prompt.ready.taken', { title }));
  };

  return (
    <>
      {!readOnly && <ReadyPromptPicker replaces={prompt.template.trim() !== ''} onTake={take} />}
      <FormField name="personalisation.template" problems={problems}>
        {(attributes) => (
          <GrowingTextArea
            {...attributes}
            ref={box}
            size="page"
            readOnly={readOnly}
            text={prompt.template}
            onText={(template) => change([...at, 'template'], template)}
            onSelect={remember}
          />
        )}
      </FormField>
      <div className="form-field whole prompt-offers">
        <OfferGroup group="prepared" offered={offered.prepared} onInsert={insert} />
        <OfferGroup group="questions" offered={offered.questions} onInsert={insert} />
        <OfferGroup group="profile" offered={offered.profile} onInsert={insert} />
      </div>
    </>
  );
}

function OfferGroup({
  group,
  offered,
  onInsert,
}: {
  readonly group: keyof OfferedPlaceholders;
  readonly offered: readonly Offered[];
  readonly onInsert: (offered: Offered) => void;
}) {
  const { readOnly } = useEditing();
  const label = message(`design.prompt.offer.${group}`);
  return (
    <div className="prompt-offer" role="group" aria-label={label}>
      <p className="prompt-offer-name">{label}</p>
      {offered.length === 0 ? (
        <p className="quiet">{message('design.prompt.offer.none')}</p>
      ) : (
        <div className="form-chips">
          {offered.map((each) => (
            <button
              key={each.name}
              type="button"
              className="form-chip code"
              disabled={readOnly}
              aria-label={message('design.prompt.insert', { name: each.name })}
              // The box keeps its marked words until they are replaced.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onInsert(each)}
            >
              {each.name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
