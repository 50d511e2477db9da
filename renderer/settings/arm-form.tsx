import { useId, useState } from 'react';
import type { ConnectionVerdict, ModeratorApi, ProviderEntry, SettingsView } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Select, TextArea, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { parameterNames, readParameters, textsOf } from './parameter-fields.ts';
import { VerdictLine } from './verdict-line.tsx';

export type ArmSettings = SettingsView['studies'][number]['arms'][number];

/** Maps an arm to a model with its parameters; can be tried out before it is saved. */
export function ArmForm({
  api,
  studyId,
  arm,
  providers,
  onSaved,
  onCancel,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly arm: ArmSettings;
  readonly providers: readonly ProviderEntry[];
  readonly onSaved: (settings: SettingsView) => void;
  readonly onCancel: () => void;
}) {
  const saving = useStaffCall();
  const listing = useStaffCall();
  const testing = useStaffCall();
  const [providerId, setProviderId] = useState(arm.providerId);
  const [model, setModel] = useState(arm.model);
  const [texts, setTexts] = useState(() => textsOf(arm.parameters));
  const [systemPrompt, setSystemPrompt] = useState(arm.systemPrompt);
  const [models, setModels] = useState<readonly string[]>([]);
  const [verdict, setVerdict] = useState<ConnectionVerdict | null>(null);
  const [asked, setAsked] = useState(false);
  const modelsId = useId();
  const { parameters, wrong } = readParameters(texts);
  const modelIsMissing = model.trim() === '';

  const list = async (): Promise<void> => {
    setVerdict(null);
    const result = await listing.run(() => api.call['settings/list-models']({ providerId }));
    if (result === null) return;
    setModels(result.value.models);
    if (result.value.models.length === 0) setVerdict(result.value.connection);
  };
  const test = async (): Promise<void> => {
    setAsked(true);
    setVerdict(null);
    if (parameters === null || modelIsMissing) return;
    const result = await testing.run(() =>
      api.call['settings/test-connection']({ providerId, model: model.trim(), parameters }),
    );
    if (result !== null) setVerdict(result.value);
  };
  const save = async (): Promise<void> => {
    setAsked(true);
    if (parameters === null || modelIsMissing) return;
    const saved = await saving.run(() =>
      api.call['settings/map-arm']({
        studyId,
        mapping: { armId: arm.armId, providerId, model: model.trim(), parameters, systemPrompt },
      }),
    );
    if (saved !== null) onSaved(saved.value);
  };
  const problem = saving.problem ?? testing.problem ?? listing.problem;

  return (
    <form
      className="card stack"
      aria-label={arm.name}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>{message('settings.arm.change', { name: arm.name })}</h3>
      <div className="settings-pair">
        <Select
          label={message('settings.arm.provider')}
          options={providers.map((provider) => ({ value: provider.providerId, label: provider.label }))}
          placeholder={message('settings.arm.provider.choose')}
          value={providers.some((provider) => provider.providerId === providerId) ? providerId : ''}
          onChange={(event) => {
            setProviderId(event.target.value);
            setModels([]);
            setVerdict(null);
          }}
        />
        <div className="settings-with-button">
          <TextField
            label={message('settings.arm.model-name')}
            problem={asked && modelIsMissing ? message('settings.arm.model-name.missing') : null}
            list={modelsId}
            spellCheck={false}
            maxLength={300}
            value={model}
            onChange={(event) => {
              setModel(event.target.value);
              setVerdict(null);
            }}
          />
          <datalist id={modelsId}>
            {models.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Button aria-busy={listing.busy} unavailable={listing.busy} onClick={() => void list()}>
            {message(listing.busy ? 'settings.provider.listing' : 'settings.arm.list')}
          </Button>
        </div>
      </div>
      {models.length > 0 && (
        <p className="quiet" role="status">
          {message('settings.arm.listed', { count: models.length })}
        </p>
      )}
      <div className="settings-parameters">
        {parameterNames.map((name) => (
          <TextField
            key={name}
            label={message(`settings.parameter.${name}`)}
            help={message(`settings.parameter.${name}.help`)}
            problem={wrong.includes(name) ? message(`settings.parameter.${name}.problem`) : null}
            inputMode="decimal"
            placeholder={message('settings.parameter.default')}
            value={texts[name]}
            onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
          />
        ))}
      </div>
      <TextArea
        label={message('settings.arm.system-prompt')}
        help={message('settings.arm.system-prompt.help')}
        rows={5}
        maxLength={50000}
        value={systemPrompt}
        onChange={(event) => setSystemPrompt(event.target.value)}
      />
      {verdict !== null && <VerdictLine verdict={verdict} />}
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
      <div className="row settings-buttons">
        <Button
          className="settings-first"
          aria-busy={testing.busy}
          unavailable={testing.busy}
          onClick={() => void test()}
        >
          {message(testing.busy ? 'settings.testing' : 'settings.test')}
        </Button>
        <Button onClick={onCancel}>{message('settings.cancel')}</Button>
        <Button kind="primary" type="submit" aria-busy={saving.busy} unavailable={saving.busy}>
          {message(saving.busy ? 'settings.saving' : 'settings.arm.save')}
        </Button>
      </div>
    </form>
  );
}
