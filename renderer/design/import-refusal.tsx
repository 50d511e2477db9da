import { useEffect, useRef } from 'react';
import type { ImportResult } from '../../shared/contract/design.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';

/** Why a file was not imported: each finding with its line, its field and a sentence. */
export function ImportRefusal({
  refusal,
  onClose,
}: {
  readonly refusal: Extract<ImportResult, { kind: 'refused' }>;
  readonly onClose: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [refusal]);
  const name = refusal.file.split(/[\\/]/).at(-1) ?? refusal.file;
  return (
    <section className="card stack designs-refusal" aria-labelledby="designs-refusal">
      <div className="screen-head">
        <h2 id="designs-refusal" ref={heading} tabIndex={-1}>
          {message('designs.refused', { file: name })}
        </h2>
        <Button onClick={onClose}>{message('designs.refused.close')}</Button>
      </div>
      <p>{message('designs.refused.about', { count: refusal.problems.length })}</p>
      <div className="designs-table" role="region" aria-labelledby="designs-refusal" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('designs.refused.line')}</th>
              <th scope="col">{message('designs.refused.field')}</th>
              <th scope="col">{message('designs.refused.sentence')}</th>
            </tr>
          </thead>
          <tbody>
            {refusal.problems.map((problem, index) => (
              <tr key={index}>
                <td className="number">{problem.line ?? '–'}</td>
                <td>{problem.field === '' ? message('designs.refused.whole') : <span className="code">{problem.field}</span>}</td>
                <td>{problem.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
