import { useId } from 'react';
import { exampleRules, type PersonalPrompt, type Placeholder } from '../../../../shared/study/arms.ts';
import type { ProblemPath } from '../../../../shared/study/problem.ts';
import { problemsWithin } from '../../editing.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select, TextField } from '../../../ui/field.tsx';
import { message } from '../../../ui/messages.ts';
import { useEditing } from '../form-context.ts';
import { NumberInput } from '../number-input.tsx';
import { ProblemLines } from '../problem-lines.tsx';
import { settingWords } from './placeholder-words.ts';
import { canBeSet, namesOf, ofKind, settingOf, withoutSetting, withSetting } from './prompt-settings.ts';

const kinds: readonly Placeholder['kind'][] = ['field', 'top-preferences', 'examples', 'summary'];

interface PlaceholderProps {
  readonly at: ProblemPath;
  readonly prompt: PersonalPrompt;
  readonly name: string;
  readonly fieldsId: string;
}

/** Every placeholder of a template: what it stands for, and what is done when there is nothing. */
export function PlaceholderList({ at, prompt, fields }: { readonly at: ProblemPath; readonly prompt: PersonalPrompt; readonly fields: readonly string[] }) {
  const { used, unused } = namesOf(prompt);
  const fieldsId = useId();
  if (used.length === 0 && unused.length === 0) return <p className="quiet">{message('design.prompt.placeholders.none')}</p>;
  return (
    <>
      <datalist id={fieldsId}>
        {fields.map((field) => (
          <option key={field} value={field} />
        ))}
      </datalist>
      {used.length > 0 && (
        <ul className="prompt-placeholders">
          {used.map((name) => (
            <PlaceholderCard key={name} at={at} prompt={prompt} name={name} fieldsId={fieldsId} />
          ))}
        </ul>
      )}
      {unused.length > 0 && (
        <ul className="prompt-placeholders">
          {unused.map((name) => (
            <UnusedPlaceholder key={name} at={at} prompt={prompt} name={name} />
          ))}
        </ul>
      )}
    </>
  );
}

function PlaceholderCard(props: PlaceholderProps) {
  const { at, prompt, name } = props;
  const editing = useEditing();
  const placeholder = settingOf(prompt, name);
  const own = [...at, 'placeholders', name];
  return (
    <li className="prompt-placeholder">
      <details>
        <summary>
          <span className="code prompt-placeholder-name">{`{{${name}}}`}</span>
          <span className="prompt-placeholder-words">{settingWords(placeholder)}</span>
        </summary>
        {canBeSet(name) ? (
          <div className="prompt-placeholder-fields">
            <Select
              label={message('design.prompt.kind')}
              disabled={editing.readOnly}
              options={kinds.map((kind) => ({ value: kind, label: message(`design.prompt.kind.${kind}`) }))}
              value={placeholder.kind}
              onChange={(event) => {
                const kind = kinds.find((each) => each === event.target.value) ?? 'field';
                editing.change([...at, 'placeholders'], withSetting(prompt, name, ofKind(kind, name, placeholder)));
              }}
            />
            <KindFields {...props} placeholder={placeholder} />
            <MissingFields {...props} placeholder={placeholder} />
          </div>
        ) : (
          <p className="quiet">{message('design.prompt.unsettable')}</p>
        )}
      </details>
      <ProblemLines problems={problemsWithin(editing, own)} />
    </li>
  );
}

function KindFields({ at, prompt, name, fieldsId, placeholder }: PlaceholderProps & { readonly placeholder: Placeholder }) {
  const { change, readOnly } = useEditing();
  const own = [...at, 'placeholders', name];
  const isSet = Object.hasOwn(prompt.placeholders ?? {}, name);
  switch (placeholder.kind) {
    case 'field':
      return (
        <TextField
          label={message('design.prompt.field')}
          className="code"
          list={fieldsId}
          spellCheck={false}
          readOnly={readOnly}
          value={placeholder.field}
          onChange={({ target: { value } }) =>
            // What has settings already is typed into, so that undoing takes back words and not letters.
            isSet ? change([...own, 'field'], value) : change([...at, 'placeholders'], withSetting(prompt, name, { ...placeholder, field: value }))
          }
        />
      );
    case 'top-preferences':
      return (
        <>
          <NumberInput at={[...own, 'count']} name="personalisation.count" hideHelp />
          <TextField
            label={message('design.prompt.preferences-field')}
            className="code"
            list={fieldsId}
            spellCheck={false}
            readOnly={readOnly}
            placeholder="stated_prefs"
            value={placeholder.field ?? ''}
            onChange={({ target: { value } }) => change([...own, 'field'], value === '' ? undefined : value)}
          />
        </>
      );
    case 'examples':
      return (
        <>
          <NumberInput at={[...own, 'count']} name="personalisation.count" hideHelp />
          <Select
            label={message('design.prompt.rule')}
            help={message(`design.prompt.rule.${placeholder.rule}.about`)}
            disabled={readOnly}
            options={exampleRules.map((rule) => ({ value: rule, label: message(`design.prompt.rule.${rule}`) }))}
            value={placeholder.rule}
            onChange={(event) => change([...own, 'rule'], event.target.value)}
          />
        </>
      );
    case 'summary':
      return <p className="quiet prompt-summary-note">{message('design.prompt.summary.about')}</p>;
  }
}

const ways = ['drop', 'fallback', 'refuse'] as const;

function MissingFields({ at, prompt, name, placeholder }: PlaceholderProps & { readonly placeholder: Placeholder }) {
  const { change, readOnly } = useEditing();
  const missing = placeholder.missing ?? 'drop';
  const way = typeof missing === 'object' ? 'fallback' : missing;
  const set = (next: Placeholder['missing']): void => change([...at, 'placeholders'], withSetting(prompt, name, { ...placeholder, missing: next }));
  return (
    <>
      <Select
        label={message('design.prompt.missing')}
        disabled={readOnly}
        options={ways.map((each) => ({ value: each, label: message(`design.prompt.missing.${each}`) }))}
        value={way}
        onChange={({ target: { value } }) =>
          set(value === 'fallback' ? { fallback: message('design.prompt.fallback.new') } : value === 'refuse' ? 'refuse' : 'drop')
        }
      />
      {typeof missing === 'object' && (
        <TextField
          label={message('design.prompt.fallback')}
          dir="auto"
          readOnly={readOnly}
          value={missing.fallback}
          onChange={(event) => change([...at, 'placeholders', name, 'missing', 'fallback'], event.target.value)}
        />
      )}
    </>
  );
}

function UnusedPlaceholder({ at, prompt, name }: Omit<PlaceholderProps, 'fieldsId'>) {
  const { change, readOnly } = useEditing();
  return (
    <li className="prompt-placeholder unused">
      <p>
        <span className="code prompt-placeholder-name">{`{{${name}}}`}</span> <span className="quiet">{message('design.prompt.unused')}</span>
      </p>
      {!readOnly && (
        <Button
          kind="plain"
          aria-label={message('design.prompt.unused.remove.named', { name })}
          onClick={() => {
            change([...at, 'placeholders'], withoutSetting(prompt, name));
            announce(message('design.prompt.unused.removed', { name }));
          }}
        >
          {message('design.prompt.unused.remove')}
        </Button>
      )}
    </li>
  );
}
