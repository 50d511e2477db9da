import { useState } from 'react';
import { timeOfDay } from '../ui/durations.ts';
import { Select, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { filterTrail, valuesOf, type AuditEntry } from './filter-trail.ts';

/** Every event of the session, as it was recorded. */
export function AuditTrailPart({ trail }: { readonly trail: readonly AuditEntry[] }) {
  const [words, setWords] = useState('');
  const [kind, setKind] = useState('');
  const [actor, setActor] = useState('');
  const shown = filterTrail(trail, { words, kind, actor });
  const options = (field: 'kind' | 'actor', all: string) => [
    { value: '', label: all },
    ...valuesOf(trail, field).map((value) => ({ value, label: value })),
  ];
  return (
    <section className="stack">
      <div>
        <h2>{message('transcript.audit')}</h2>
        <p className="quiet">{message('transcript.audit.about')}</p>
      </div>
      <div className="transcript-filter">
        <TextField
          type="search"
          label={message('transcript.audit.words')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          label={message('transcript.audit.kind')}
          options={options('kind', message('transcript.audit.all-kinds'))}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        />
        <Select
          label={message('transcript.audit.actor')}
          options={options('actor', message('transcript.audit.all-actors'))}
          value={actor}
          onChange={(event) => setActor(event.target.value)}
        />
        <p className="transcript-count number" role="status">
          {message('transcript.audit.shown', { shown: shown.length, all: trail.length })}
        </p>
      </div>
      <div className="card table-card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('transcript.audit.sequence')}</th>
              <th scope="col">{message('transcript.audit.time')}</th>
              <th scope="col">{message('transcript.audit.actor')}</th>
              <th scope="col">{message('transcript.audit.kind')}</th>
              <th scope="col">{message('transcript.audit.summary')}</th>
              <th scope="col">{message('transcript.audit.hash')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <tr key={entry.sequence}>
                <td className="number">{entry.sequence}</td>
                <td className="number">{timeOfDay(entry.atUtcMilliseconds, document.documentElement.lang, true)}</td>
                <td>{entry.actor}</td>
                <td className="transcript-kind">{entry.kind}</td>
                <td dir="auto" className="transcript-summary">
                  {entry.summary}
                </td>
                <td className="code" title={entry.hash}>
                  {entry.hash.slice(0, 10)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="quiet">{message('transcript.audit.none')}</p>}
      </div>
    </section>
  );
}
