import type { ConnectionVerdict } from '../../shared/contract/moderator.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';

/** How a test of a connection went: one sentence, what to do, and the technical detail for those who need it. */
export function VerdictLine({ verdict }: { readonly verdict: ConnectionVerdict }) {
  const works = verdict.verdict === 'works';
  return (
    <div className={classes('settings-verdict', works ? 'good' : 'attention')} role="status">
      <Icon name={works ? 'check' : 'attention'} />
      <div>
        <p>
          {message(`settings.verdict.${verdict.verdict}`, {
            seconds: verdict.milliseconds === null ? '–' : (verdict.milliseconds / 1000).toFixed(1),
          })}
        </p>
        {!works && verdict.detail !== '' && <p className="code">{verdict.detail}</p>}
      </div>
    </div>
  );
}
