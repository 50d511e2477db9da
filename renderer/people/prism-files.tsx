import type { PrismContents } from '../../shared/contract/people.ts';
import { readableBytes } from '../ui/bytes.ts';
import { message } from '../ui/messages.ts';
import { ProblemList } from './problem-list.tsx';

type File = PrismContents['files'][number];

/** The three files and what is in them: counts, fields that differ from the layout, lines that cannot be read. */
export function PrismFiles({ contents }: { readonly contents: PrismContents }) {
  const { people, surveyOnly, conversations, responses, emptyReplies, notNeeded } = contents;
  return (
    <>
      <p className="people-measure">{message('people.prism.summary', { people, surveyOnly, conversations, responses })}</p>
      {emptyReplies > 0 && <p className="people-measure">{message('people.prism.empty', { count: emptyReplies })}</p>}
      <div className="card table-card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('people.prism.column.file')}</th>
              <th scope="col" className="table-count">{message('people.prism.column.rows')}</th>
              <th scope="col" className="table-count">{message('people.prism.column.size')}</th>
              <th scope="col" className="table-count">{message('people.prism.column.broken')}</th>
              <th scope="col" className="table-count">{message('people.prism.column.problems')}</th>
            </tr>
          </thead>
          <tbody>
            {contents.files.map((file) => (
              <tr key={file.file}>
                <th scope="row">{message(`people.prism.file.${file.file}`)}</th>
                {file.present ? (
                  <>
                    <td className="number table-count">{message('people.number', { value: file.rows })}</td>
                    <td className="number table-count">{readableBytes(file.bytes, document.documentElement.lang || 'en')}</td>
                    <td className="number table-count">{file.broken === 0 ? '–' : message('people.number', { value: file.broken })}</td>
                    <td className="number table-count">{file.problemCount === 0 ? '–' : message('people.number', { value: file.problemCount })}</td>
                  </>
                ) : (
                  <td colSpan={4} className="people-attention table-count">
                    {message('people.prism.file.absent')}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {notNeeded.length > 0 && (
        <p className="people-measure quiet">{message('people.prism.not-needed', { names: notNeeded.join(', ') })}</p>
      )}
      {contents.files.map((file) => (
        <FileFindings key={file.file} file={file} />
      ))}
      <div className="import-two">
        <Tally
          title={message('people.prism.types')}
          entries={contents.conversationTypes.map(({ type, conversations: count }) => ({ name: type, count, note: null }))}
        />
        <Tally
          title={message('people.prism.models')}
          entries={contents.models.map(({ model, responses: count, known }) => ({
            name: model,
            count,
            note: known ? null : message('people.prism.models.unknown'),
          }))}
        />
      </div>
    </>
  );
}

function FileFindings({ file }: { readonly file: File }) {
  const name = message(`people.prism.file.${file.file}`);
  return (
    <>
      {file.problemCount > 0 && (
        <ProblemList
          title={message('people.prism.problems', { file: name, count: file.problemCount, broken: file.broken })}
          problems={file.problems.map(({ line, field, message: words, severity }) => ({ line, field, words, isNote: severity === 'warning' }))}
          count={file.problemCount}
        />
      )}
      {(file.unknownFields.length > 0 || file.missingFields.length > 0) && (
        <details className="import-fields">
          <summary>
            {message('people.prism.fields', { file: name, unknown: file.unknownFields.length, missing: file.missingFields.length })}
          </summary>
          <FieldList title={message('people.prism.fields.unknown')} fields={file.unknownFields} />
          <FieldList title={message('people.prism.fields.missing')} fields={file.missingFields} />
        </details>
      )}
    </>
  );
}

function FieldList({ title, fields }: { readonly title: string; readonly fields: File['unknownFields'] }) {
  if (fields.length === 0) return null;
  return (
    <>
      <p>{title}</p>
      <ul>
        {fields.map(({ field, rows }) => (
          <li key={field}>
            <span className="code">{field}</span> <span className="quiet">{message('people.prism.rows', { count: rows })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Tally({
  title,
  entries,
}: {
  readonly title: string;
  readonly entries: readonly { readonly name: string; readonly count: number; readonly note: string | null }[];
}) {
  if (entries.length === 0) return null;
  return (
    <section className="card stack people-tight" aria-label={title}>
      <h3>{title}</h3>
      <ul className="import-tally" tabIndex={0} aria-label={title}>
        {entries.map(({ name, count, note }) => (
          <li key={name}>
            <span>
              {name}
              {note !== null && <span className="table-tag">{note}</span>}
            </span>
            <span className="number">{message('people.number', { value: count })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
