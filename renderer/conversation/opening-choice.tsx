import { RadioGroup } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';

/** The first message where the study gives it: one to send as it stands, or several to choose from. */
export function OpeningChoice({
  openings,
  chosen,
  onChoose,
}: {
  readonly openings: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (opening: string) => void;
}) {
  const [only, ...more] = openings;
  if (only !== undefined && more.length === 0) {
    return (
      <div className="opening" data-opening="" tabIndex={-1}>
        <span className="composer-label">{message('participant.opening.fixed')}</span>
        <p className="opening-fixed" dir="auto" tabIndex={0}>
          {only}
        </p>
      </div>
    );
  }
  return (
    <div className="opening opening-list" data-opening="">
      <RadioGroup
        label={message('participant.opening.choose')}
        options={openings.map((opening) => ({ value: opening, label: opening }))}
        value={chosen}
        onChange={onChoose}
      />
    </div>
  );
}
