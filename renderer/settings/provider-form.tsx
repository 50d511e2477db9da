import { useState } from 'react';
import type { KeyChange, ModeratorApi, ProviderEntry, SettingsView } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { keyChangeOf, problemOfAddress, type KeyChoice } from './provider-fields.ts';

/** Name, address and key of an endpoint. A key that is there already is never shown again. */
export function ProviderForm({
  api,
  provider,
  keysCanBeStored,
  onSaved,
  onCancel,
}: {
  readonly api: ModeratorApi;
  /** Null for a new one. */
  readonly provider: ProviderEntry | null;
  readonly keysCanBeStored: boolean;
  readonly onSaved: (settings: SettingsView) => void;
  readonly onCancel: () => void;
}) {
  const saving = useStaffCall();
  const hasKey = provider !== null && provider.key !== 'none';
  const [label, setLabel] = useState(provider?.label ?? '');
  const [address, setAddress] = useState(provider?.baseURL ?? '');
  const [choice, setChoice] = useState<KeyChoice>(hasKey ? 'keep' : provider === null ? 'value' : 'none');
  const [value, setValue] = useState('');
  const [variable, setVariable] = useState(provider?.environmentVariable ?? '');
  const [asked, setAsked] = useState(false);

  const key: KeyChange | null = keyChangeOf(choice, value, variable);
  const addressProblem = problemOfAddress(address);
  const isReady = label.trim() !== '' && addressProblem === null && key !== null;

  const save = async (): Promise<void> => {
    setAsked(true);
    if (!isReady) return;
    const saved = await saving.run(() =>
      api.call['settings/save-provider']({
        providerId: provider?.providerId ?? null,
        label: label.trim(),
        baseURL: address.trim(),
        key,
      }),
    );
    if (saved !== null) onSaved(saved.value);
  };

  return (
    <form
      className="card stack"
      aria-label={provider === null ? message('settings.provider.new') : provider.label}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>{provider === null ? message('settings.provider.new') : message('settings.provider.change', { label: provider.label })}</h3>
      <TextField
        label={message('settings.provider.label')}
        help={message('settings.provider.label.help')}
        problem={asked && label.trim() === '' ? message('settings.provider.label.missing') : null}
        autoFocus
        maxLength={80}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <TextField
        label={message('settings.provider.address')}
        help={message('settings.provider.address.help')}
        problem={asked && addressProblem !== null ? message(`settings.provider.address.${addressProblem}`) : null}
        inputMode="url"
        spellCheck={false}
        placeholder="http://localhost:11434/v1"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <RadioGroup
        label={message('settings.key')}
        help={message(keysCanBeStored ? 'settings.key.can-be-stored' : 'settings.key.cannot-be-stored')}
        options={[
          ...(hasKey ? [{ value: 'keep', label: message('settings.key.choice.keep') }] : []),
          {
            value: 'value',
            label: message(keysCanBeStored ? 'settings.key.choice.stored' : 'settings.key.choice.memory'),
          },
          { value: 'environment', label: message('settings.key.choice.environment') },
          { value: 'none', label: message('settings.key.choice.none') },
        ]}
        value={choice}
        onChange={(chosen) => setChoice(chosen as KeyChoice)}
      />
      {choice === 'value' && (
        <TextField
          type="password"
          label={message('settings.key.value')}
          problem={asked && key === null ? message('settings.key.value.missing') : null}
          spellCheck={false}
          maxLength={4000}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {choice === 'environment' && (
        <TextField
          label={message('settings.key.variable')}
          help={message('settings.key.variable.help')}
          problem={asked && key === null ? message('settings.key.variable.problem') : null}
          spellCheck={false}
          placeholder="OPENAI_API_KEY"
          value={variable}
          onChange={(event) => setVariable(event.target.value)}
        />
      )}
      {saving.problem !== null && <Notice tone="danger">{saving.problem}</Notice>}
      <div className="row settings-buttons">
        <Button onClick={onCancel}>{message('settings.cancel')}</Button>
        <Button kind="primary" type="submit" aria-busy={saving.busy} unavailable={saving.busy}>
          {message(saving.busy ? 'settings.saving' : 'settings.provider.save')}
        </Button>
      </div>
    </form>
  );
}
