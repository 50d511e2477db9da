import type { DataFinding } from '../../shared/contract/data.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import './recipe-preview.css';

const severities: readonly DataFinding['severity'][] = ['problem', 'warning', 'note'];

/** Findings of the checks, the worst first, each with its first places. */
export function FindingList({ findings, heading = false }: { readonly findings: readonly DataFinding[]; readonly heading?: boolean }) {
  if (findings.length === 0 && !heading) return null;
  const sorted = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return (
    <section className="data-part">
      {heading && <h3>{message('data.findings')}</h3>}
      {sorted.length === 0 ? (
        <p className="data-sound">
          <Icon name="check" /> {message('data.findings.none')}
        </p>
      ) : (
        <ul className="data-findings">
          {sorted.map(({ id, severity, message: sentence, count, places }) => (
            <li key={id} className={classes('data-finding', severity)}>
              <Icon name={severity === 'note' ? 'note' : 'attention'} />
              <div>
                <p>
                  <strong>{message(`data.findings.${severity}`)}</strong> {sentence}
                </p>
                {places.length > 0 && (
                  <details>
                    <summary>{message('data.findings.places', { shown: places.length, more: Math.max(0, count - places.length) })}</summary>
                    <ul>
                      {places.map((place) => (
                        <li key={place}>{place}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
