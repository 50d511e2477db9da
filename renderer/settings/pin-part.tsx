import { useState } from 'react';
import { Pin, type ModeratorApi, type SettingsView } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

/** The PIN that leads from the participant's window back to the moderator's. */
export function PinPart({
  api,
  pinIsSet,
  onSettings,
}: {
  readonly api: ModeratorApi;
  readonly pinIsSet: boolean;
  readonly onSettings: (settings: SettingsView) => void;
}) {
  const saving = useStaffCall();
  const [pin, setPin] = useState('');
  const [asked, setAsked] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const isGood = Pin.safeParse(pin).success;

  const save = async (): Promise<void> => {
    setAsked(true);
    if (!isGood) return;
    const saved = await saving.run(() => api.call['settings/set-pin']({ pin }));
    if (saved === null) return;
    setPin('');
    setAsked(false);
    setIsSaved(true);
    announce(message('settings.pin.saved'));
    onSettings(saved.value);
  };

  return (
    <form
      className="stack settings-measure"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <h2>{message('settings.pin')}</h2>
        <p className="quiet">{message('settings.pin.about')}</p>
      </div>
      <div className="card stack">
        <p>{message(pinIsSet ? 'settings.pin.is-set' : 'settings.pin.is-missing')}</p>
        <TextField
          label={message('settings.pin.new')}
          help={message('settings.pin.help')}
          problem={asked && !isGood ? message('settings.pin.problem') : null}
          className="settings-pin"
          inputMode="numeric"
          maxLength={12}
          value={pin}
          onChange={(event) => {
            setPin(event.target.value);
            setIsSaved(false);
          }}
        />
        {saving.problem !== null && <Notice tone="danger">{saving.problem}</Notice>}
        {isSaved && <p className="settings-good">{message('settings.pin.saved')}</p>}
        <div className="row">
          <Button kind="primary" type="submit" aria-busy={saving.busy} unavailable={saving.busy}>
            {message(saving.busy ? 'settings.saving' : 'settings.pin.save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
