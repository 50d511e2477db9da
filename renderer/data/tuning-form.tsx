import { useId, useState, type SubmitEvent } from 'react';
import type { TuningRequest } from '../../shared/contract/data.ts';
import type { ModeratorApi, ProviderEntry } from '../../shared/contract/moderator.ts';
import type { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { ModelFields } from '../ui/model-fields.tsx';
import { emptyTuning, readTuning, type TuningDraft, type TuningField } from './tuning-draft.ts';

const scopes = ['pooled', 'per-participant', 'per-group'] as const;
const numbers = ['beta', 'epochs', 'price'] as const;

/** Kept while the window is open, so that looking at the recipe loses nothing. */
let lastDraft = emptyTuning;

/** Where, from which model, for whom, and how it is trained. Nothing is sent before the plan was seen. */
export function TuningForm({
  api,
  recipe,
  providers,
  fields,
  onPlan,
}: {
  readonly api: ModeratorApi;
  readonly recipe: PreferenceRecipe;
  readonly providers: readonly ProviderEntry[];
  /** Fields of profiles that a group can be made of. */
  readonly fields: readonly string[];
  readonly onPlan: (request: TuningRequest) => void;
}) {
  const [draft, setDraft] = useState(lastDraft);
  const [asked, setAsked] = useState(false);
  const fieldsId = useId();
  const { request, wrong } = readTuning(draft, recipe);
  const set = (change: Partial<TuningDraft>): void => {
    lastDraft = { ...draft, ...change };
    setDraft(lastDraft);
  };
  const problemOf = (field: TuningField): string | null => (asked && (wrong as readonly TuningField[]).includes(field) ? message(`data.tuning.problem.${field}`) : null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (request !== null) onPlan(request);
  };

  return (
    <form className="data-part" aria-label={message('data.tuning.new')} onSubmit={submit}>
      <ModelFields
        api={api}
        providers={providers}
        chosen={{ providerId: draft.providerId, model: draft.model }}
        label={message('data.tuning.base-model')}
        problem={problemOf('model')}
        onChoose={set}
      />
      <RadioGroup
        label={message('data.tuning.scope')}
        help={message('data.tuning.scope.help')}
        options={scopes.map((value) => ({ value, label: message(`data.tuning.scope.${value}`) }))}
        value={draft.scope}
        onChange={(value) => set({ scope: scopes.find((each) => each === value) ?? 'pooled' })}
      />
      {draft.scope === 'per-group' && (
        <div className="data-indent">
          <TextField
            label={message('data.tuning.field')}
            help={message('data.tuning.field.help')}
            className="code"
            list={fieldsId}
            spellCheck={false}
            problem={problemOf('field')}
            value={draft.field}
            onChange={(event) => set({ field: event.target.value })}
          />
          <datalist id={fieldsId}>
            {fields.map((field) => (
              <option key={field} value={field} />
            ))}
          </datalist>
        </div>
      )}
      <div className="data-numbers">
        {numbers.map((field) => (
          <TextField
            key={field}
            label={message(`data.tuning.${field}`)}
            help={message(`data.tuning.${field}.help`)}
            inputMode="decimal"
            placeholder={message(field === 'price' ? 'data.tuning.none' : 'data.tuning.default')}
            problem={problemOf(field)}
            value={draft[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        ))}
      </div>
      <div className="row">
        <Button kind="primary" type="submit">
          {message('data.tuning.plan')}
        </Button>
        <span className="quiet">{message('data.tuning.plan.about')}</span>
      </div>
    </form>
  );
}
