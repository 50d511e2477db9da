import { useState, type ReactNode } from 'react';
import type { ModeratorApi, SettingsView } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { Sections, type Section } from '../ui/sections.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { AppearancePart } from './appearance-part.tsx';
import { ArmsPart } from './arms-part.tsx';
import { PinPart } from './pin-part.tsx';
import { ProvidersPart } from './providers-part.tsx';
import './settings.css';

/** Where models come from, which model plays which arm, the PIN, and how the screens look. */
export function SettingsScreen({
  api,
  onAppearance,
}: {
  readonly api: ModeratorApi;
  readonly onAppearance: (appearance: SettingsView['appearance']) => void;
}) {
  const loaded = useLoaded(() => api.call['settings/get']({}));
  const [chosen, setChosen] = useState('providers');
  const settings = loaded.value;

  return (
    <main className="settings" data-screen="settings" aria-busy={loaded.busy}>
      <div className="settings-head">
        <ScreenTitle>{message('settings.title')}</ScreenTitle>
      </div>
      {loaded.problem !== null && (
        <div className="settings-notice">
          <Notice tone="danger" actions={<Button onClick={loaded.reload}>{message('settings.load-again')}</Button>}>
            {loaded.problem}
          </Notice>
        </div>
      )}
      {settings === null && loaded.problem === null && (
        <p className="settings-notice quiet" role="status">
          {message('settings.loading')}
        </p>
      )}
      {settings !== null && (
        <Sections
          label={message('settings.parts')}
          sections={sectionsOf(settings)}
          chosen={chosen}
          onChoose={setChosen}
        >
          <Part
            api={api}
            settings={settings}
            chosen={chosen}
            onSettings={loaded.replace}
            onAppearance={onAppearance}
          />
        </Sections>
      )}
    </main>
  );
}

function sectionsOf(settings: SettingsView): readonly Section[] {
  return [
    { id: 'providers', label: message('settings.providers') },
    ...settings.studies.map((study) => ({
      id: `study-${study.studyId}`,
      label: message('settings.arms', { study: study.title }),
    })),
    { id: 'pin', label: message('settings.pin') },
    { id: 'appearance', label: message('settings.appearance') },
  ];
}

function Part({
  api,
  settings,
  chosen,
  onSettings,
  onAppearance,
}: {
  readonly api: ModeratorApi;
  readonly settings: SettingsView;
  readonly chosen: string;
  readonly onSettings: (settings: SettingsView) => void;
  readonly onAppearance: (appearance: SettingsView['appearance']) => void;
}): ReactNode {
  if (chosen === 'pin') return <PinPart api={api} pinIsSet={settings.pinIsSet} onSettings={onSettings} />;
  if (chosen === 'appearance') {
    return (
      <AppearancePart
        api={api}
        appearance={settings.appearance}
        onSettings={(changed) => {
          onSettings(changed);
          onAppearance(changed.appearance);
        }}
      />
    );
  }
  if (settings.lockedBySession) return <Notice tone="attention">{message('settings.locked')}</Notice>;
  const study = settings.studies.find((entry) => `study-${entry.studyId}` === chosen);
  return study === undefined ? (
    <ProvidersPart api={api} settings={settings} onSettings={onSettings} />
  ) : (
    <ArmsPart key={study.studyId} api={api} study={study} providers={settings.providers} onSettings={onSettings} />
  );
}
