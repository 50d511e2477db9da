import type { Difference } from '../../shared/study/compare-studies.ts';
import { message } from '../ui/messages.ts';
import { inShort, wordsOfPath, wordsOfValue } from './study-words.ts';

/** Longer texts are shown by their beginning. */
const mostCharacters = 160;

/** Differences between two studies, each with its field, what stood there before and what stands there now. */
export function DifferenceTable({
  before,
  after,
  differences,
}: {
  readonly before: unknown;
  readonly after: unknown;
  readonly differences: readonly Difference[];
}) {
  return (
    <>
      <p role="status">{message('design.changes.count', { count: differences.length })}</p>
      {differences.length > 0 && (
        <div className="design-table" role="region" aria-labelledby="changes" tabIndex={0}>
          <table className="table design-differences">
            <thead>
              <tr>
                <th scope="col">{message('design.changes.field')}</th>
                <th scope="col">{message('design.changes.before')}</th>
                <th scope="col">{message('design.changes.after')}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((difference, index) => (
                <tr key={index} data-difference={difference.kind}>
                  <th scope="row">
                    {wordsOfPath(difference.kind === 'removed' ? before : after, difference.path) || message('design.changes.whole')}
                    {difference.kind !== 'changed' && <span className="design-tag">{message(`design.changes.${difference.kind}`)}</span>}
                  </th>
                  <td>
                    <Value difference={difference} value={difference.before} />
                  </td>
                  <td>
                    <Value difference={difference} value={difference.after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Value({ difference, value }: { readonly difference: Difference; readonly value: unknown }) {
  if (difference.kind === 'moved') return message('design.changes.place', { place: Number(value) + 1 });
  const words = wordsOfValue(value);
  if (words.length <= mostCharacters) return <span dir="auto" className="design-value">{words}</span>;
  return (
    <div dir="auto" className="design-value">
      {inShort(words, mostCharacters)}
      <details>
        <summary>{message('design.changes.whole-text')}</summary>
        <div className="design-whole">{words}</div>
      </details>
    </div>
  );
}
