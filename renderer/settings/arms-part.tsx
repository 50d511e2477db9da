import { useState } from 'react';
import type { ModeratorApi, ProviderEntry, SettingsView } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { ArmForm, type ArmSettings } from './arm-form.tsx';

type StudySettings = SettingsView['studies'][number];

/** Which model plays which arm of a study. */
export function ArmsPart({
  api,
  study,
  providers,
  onSettings,
}: {
  readonly api: ModeratorApi;
  readonly study: StudySettings;
  readonly providers: readonly ProviderEntry[];
  readonly onSettings: (settings: SettingsView) => void;
}) {
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <section className="stack settings-measure">
      <div>
        <h2>{message('settings.arms', { study: study.title })}</h2>
        <p className="quiet">{message('settings.arms.about')}</p>
      </div>
      {study.arms.map((arm) =>
        editing === arm.armId ? (
          <ArmForm
            key={arm.armId}
            api={api}
            studyId={study.studyId}
            arm={arm}
            providers={providers}
            onSaved={(settings) => {
              setEditing(null);
              onSettings(settings);
            }}
            onCancel={() => setEditing(null)}
          />
        ) : (
          <ArmCard
            key={arm.armId}
            api={api}
            studyId={study.studyId}
            arm={arm}
            providers={providers}
            onEdit={() => setEditing(arm.armId)}
            onSettings={onSettings}
          />
        ),
      )}
    </section>
  );
}

function ArmCard({
  api,
  studyId,
  arm,
  providers,
  onEdit,
  onSettings,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly arm: ArmSettings;
  readonly providers: readonly ProviderEntry[];
  readonly onEdit: () => void;
  readonly onSettings: (settings: SettingsView) => void;
}) {
  const resetting = useStaffCall();
  const { name, armId } = arm;
  const provider = providers.find((entry) => entry.providerId === arm.providerId);

  const reset = async (): Promise<void> => {
    const done = await resetting.run(() => api.call['settings/reset-arm']({ studyId, armId }));
    if (done !== null) onSettings(done.value);
  };

  return (
    <article className="card stack" aria-labelledby={`arm-${armId}`}>
      <div className="settings-card-head">
        <div>
          <h3 id={`arm-${armId}`}>{name}</h3>
          <p className="quiet">{arm.description}</p>
          <p>
            {provider === undefined
              ? message('settings.arm.provider-missing', { provider: arm.providerId })
              : message('settings.arm.model', { model: arm.model, provider: provider.label })}{' '}
            <span className="settings-tag">
              {message(arm.changed ? 'settings.arm.changed' : 'settings.arm.own')}
            </span>
          </p>
        </div>
        <div className="row">
          {arm.changed && (
            <Button
              aria-label={message('settings.arm.reset.named', { name })}
              aria-busy={resetting.busy}
              unavailable={resetting.busy}
              onClick={() => void reset()}
            >
              {message(resetting.busy ? 'settings.saving' : 'settings.arm.reset')}
            </Button>
          )}
          <Button aria-label={message('settings.arm.edit.named', { name })} onClick={onEdit}>
            {message('settings.arm.edit')}
          </Button>
        </div>
      </div>
      {resetting.problem !== null && <Notice tone="danger">{resetting.problem}</Notice>}
    </article>
  );
}
