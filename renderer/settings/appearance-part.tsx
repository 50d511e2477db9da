import type { ModeratorApi, SettingsView } from '../../shared/contract/moderator.ts';
import { RadioGroup, Select } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

type Appearance = SettingsView['appearance'];
const themes: readonly Appearance['theme'][] = ['system', 'light', 'dark'];

/** Light or dark, and the language, of both windows. */
export function AppearancePart({
  api,
  appearance,
  onSettings,
}: {
  readonly api: ModeratorApi;
  readonly appearance: Appearance;
  readonly onSettings: (settings: SettingsView) => void;
}) {
  const saving = useStaffCall();
  const change = async (changed: Appearance): Promise<void> => {
    const saved = await saving.run(() => api.call['settings/set-appearance'](changed));
    if (saved !== null) onSettings(saved.value);
  };
  return (
    <section className="stack settings-measure">
      <div>
        <h2>{message('settings.appearance')}</h2>
        <p className="quiet">{message('settings.appearance.about')}</p>
      </div>
      <div className="card stack">
        <RadioGroup
          label={message('settings.theme')}
          options={themes.map((theme) => ({ value: theme, label: message(`settings.theme.${theme}`) }))}
          value={appearance.theme}
          onChange={(theme) => void change({ ...appearance, theme: theme as Appearance['theme'] })}
        />
        <Select
          label={message('settings.language')}
          help={message('settings.language.help')}
          options={[{ value: 'en', label: message('settings.language.en') }]}
          value={appearance.language.split('-')[0] ?? 'en'}
          onChange={(event) => void change({ ...appearance, language: event.target.value })}
        />
        {saving.problem !== null && <Notice tone="danger">{saving.problem}</Notice>}
      </div>
    </section>
  );
}
