import { useState } from 'react';
import type { ConnectionVerdict, ModeratorApi, ProviderEntry, SettingsView } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { ProviderForm } from './provider-form.tsx';
import { VerdictLine } from './verdict-line.tsx';

/** The endpoints that can be asked: built in, hosted, or in the house. */
export function ProvidersPart({
  api,
  settings,
  onSettings,
}: {
  readonly api: ModeratorApi;
  readonly settings: SettingsView;
  readonly onSettings: (settings: SettingsView) => void;
}) {
  /** A provider's id while it is edited, 'new' for one to add. */
  const [editing, setEditing] = useState<string | null>(null);
  const [removing, setRemoving] = useState<ProviderEntry | null>(null);
  const finish = (changed: SettingsView): void => {
    setEditing(null);
    onSettings(changed);
  };
  return (
    <section className="stack settings-measure">
      <div>
        <h2>{message('settings.providers')}</h2>
        <p className="quiet">{message('settings.providers.about')}</p>
      </div>
      {settings.providers.map((provider) =>
        editing === provider.providerId ? (
          <ProviderForm
            key={provider.providerId}
            api={api}
            provider={provider}
            keysCanBeStored={settings.keysCanBeStored}
            onSaved={finish}
            onCancel={() => setEditing(null)}
          />
        ) : (
          <ProviderCard
            key={provider.providerId}
            api={api}
            provider={provider}
            onEdit={() => setEditing(provider.providerId)}
            onRemove={() => setRemoving(provider)}
          />
        ),
      )}
      {editing === 'new' ? (
        <ProviderForm
          api={api}
          provider={null}
          keysCanBeStored={settings.keysCanBeStored}
          onSaved={finish}
          onCancel={() => setEditing(null)}
        />
      ) : (
        <div>
          <Button kind="primary" onClick={() => setEditing('new')}>
            {message('settings.provider.add')}
          </Button>
        </div>
      )}
      {removing !== null && (
        <RemoveDialog
          api={api}
          provider={removing}
          settings={settings}
          onRemoved={(changed) => {
            setRemoving(null);
            onSettings(changed);
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

function ProviderCard({
  api,
  provider,
  onEdit,
  onRemove,
}: {
  readonly api: ModeratorApi;
  readonly provider: ProviderEntry;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const listing = useStaffCall();
  const [listed, setListed] = useState<{ connection: ConnectionVerdict; models: readonly string[] } | null>(null);
  const { label, providerId } = provider;

  const list = async (): Promise<void> => {
    setListed(null);
    const result = await listing.run(() => api.call['settings/list-models']({ providerId }));
    if (result !== null) setListed(result.value);
  };

  return (
    <article className="card stack" aria-labelledby={`provider-${providerId}`}>
      <div className="settings-card-head">
        <div>
          <h3 id={`provider-${providerId}`}>{label}</h3>
          {!provider.builtIn && <p className="code">{provider.baseURL}</p>}
          <p className="quiet">
            {provider.builtIn
              ? message('settings.provider.built-in')
              : message(`settings.key.${provider.key}`, { variable: provider.environmentVariable ?? '' })}
          </p>
        </div>
        <div className="row">
          <Button
            aria-label={message('settings.provider.list.named', { label })}
            aria-busy={listing.busy}
            unavailable={listing.busy}
            onClick={() => void list()}
          >
            {message(listing.busy ? 'settings.provider.listing' : 'settings.provider.list')}
          </Button>
          {!provider.builtIn && (
            <>
              <Button aria-label={message('settings.provider.edit.named', { label })} onClick={onEdit}>
                {message('settings.provider.edit')}
              </Button>
              <Button
                kind="danger-quiet"
                aria-label={message('settings.provider.remove.named', { label })}
                onClick={onRemove}
              >
                {message('settings.provider.remove')}
              </Button>
            </>
          )}
        </div>
      </div>
      {listing.problem !== null && <Notice tone="danger">{listing.problem}</Notice>}
      {listed !== null && (
        <>
          <VerdictLine verdict={listed.connection} />
          {listed.models.length > 0 && (
            <details className="settings-models">
              <summary>{message('settings.provider.models', { count: listed.models.length })}</summary>
              <ul className="code">
                {listed.models.map((model) => (
                  <li key={model}>{model}</li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </article>
  );
}

function RemoveDialog({
  api,
  provider,
  settings,
  onRemoved,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly provider: ProviderEntry;
  readonly settings: SettingsView;
  readonly onRemoved: (settings: SettingsView) => void;
  readonly onClose: () => void;
}) {
  const removing = useStaffCall();
  const arms = settings.studies.flatMap((study) =>
    study.arms.filter((arm) => arm.providerId === provider.providerId).map((arm) => arm.name),
  );
  const remove = async (): Promise<void> => {
    const removed = await removing.run(() =>
      api.call['settings/remove-provider']({ providerId: provider.providerId }),
    );
    if (removed !== null) onRemoved(removed.value);
  };
  return (
    <Dialog
      title={message('settings.provider.remove.title', { label: provider.label })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('settings.cancel')}</Button>
          <Button kind="danger" aria-busy={removing.busy} unavailable={removing.busy || arms.length > 0} onClick={() => void remove()}>
            {message(removing.busy ? 'settings.provider.removing' : 'settings.provider.remove.confirm')}
          </Button>
        </>
      }
    >
      <p>{message('settings.provider.remove.about', { count: arms.length, arms: arms.join(', ') })}</p>
      {removing.problem !== null && <Notice tone="danger">{removing.problem}</Notice>}
    </Dialog>
  );
}
