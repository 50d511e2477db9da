import type { StudyEntry } from '../../shared/contract/moderator.ts';
import type { NextSession } from '../../shared/contract/schedule.ts';
import { dayAndTime } from '../ui/durations.ts';
import { RadioGroup, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { isObstacle, isOutsideGap, type SessionDetails } from './session-details.ts';

/** Who holds the session, which of the planned ones it is, and what the study wants to know of a newcomer. */
export function SessionDetailFields({
  study,
  next,
  details,
  onChange,
}: {
  readonly study: StudyEntry;
  readonly next: NextSession | null;
  readonly details: SessionDetails;
  readonly onChange: (details: SessionDetails) => void;
}) {
  const change = (part: Partial<SessionDetails>): void => onChange({ ...details, ...part });
  return (
    <>
      <NextNotice study={study} next={next} />
      {isOutsideGap(next) && (
        <TextField
          label={message('start.outside-gap')}
          help={message('start.outside-gap.help')}
          maxLength={400}
          value={details.outsideGap}
          onChange={(event) => change({ outsideGap: event.target.value })}
        />
      )}
      {next?.kind === 'new' && study.strata !== null && (
        <RadioGroup
          label={study.strata.question}
          options={study.strata.values.map(({ id, label }) => ({ value: id, label }))}
          value={details.stratum}
          onChange={(stratum) => change({ stratum })}
        />
      )}
      {next?.kind === 'new' && study.version !== null && (
        <details className="start-replaces" open={details.replaces !== ''}>
          <summary>{message('start.replaces')}</summary>
          <TextField
            label={message('start.replaces.code')}
            help={message('start.replaces.help')}
            maxLength={32}
            spellCheck={false}
            value={details.replaces}
            onChange={(event) => change({ replaces: event.target.value })}
          />
        </details>
      )}
      <TextField
        label={message('start.moderator')}
        help={message('start.moderator.help')}
        maxLength={80}
        value={details.moderator}
        onChange={(event) => change({ moderator: event.target.value })}
      />
    </>
  );
}

function NextNotice({ study, next }: { readonly study: StudyEntry; readonly next: NextSession | null }) {
  if (next === null || next.kind === 'new') return null;
  const at = (milliseconds: number | null): string =>
    milliseconds === null ? '' : dayAndTime(milliseconds, document.documentElement.lang);
  if (isObstacle(next)) return <Notice tone="attention">{message(`start.next.${next.kind}`)}</Notice>;
  const values = { number: next.sessionNumber, count: study.expectedMinutes.length, from: at(next.from), until: at(next.until) };
  if (next.kind === 'due') return <Notice tone="neutral">{message(next.until === null ? 'start.next.open' : 'start.next.due', values)}</Notice>;
  return <Notice tone="attention">{message(`start.next.${next.kind}`, values)}</Notice>;
}
