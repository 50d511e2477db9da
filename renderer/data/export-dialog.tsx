import { useState } from 'react';
import type { DataFinding, PreferenceExport } from '../../shared/contract/data.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { preferenceFormats, type PreferenceFormat, type PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { readableBytes } from '../ui/bytes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { FindingList } from './finding-list.tsx';

/** Whose training code reads the files; then the folder; then what was written. */
export function ExportDialog({
  api,
  recipe,
  findings,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly recipe: PreferenceRecipe;
  readonly findings: readonly DataFinding[];
  readonly onClose: () => void;
}) {
  const [format, setFormat] = useState<PreferenceFormat>('trl');
  const [written, setWritten] = useState<PreferenceExport | null>(null);
  const exporting = useStaffCall();
  const problems = findings.filter(({ severity }) => severity === 'problem');

  const write = async (): Promise<void> => {
    const answer = await exporting.run(() => api.call['preferences/export']({ recipe, format }));
    if (answer === null || answer.value === null) return;
    setWritten(answer.value);
    announce(message('data.export.done', { folder: answer.value.folder }));
  };

  if (written !== null) return <WrittenDialog written={written} onClose={onClose} />;
  return (
    <Dialog
      title={message('data.export.title')}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('data.cancel')}</Button>
          <Button kind="primary" aria-busy={exporting.busy} unavailable={exporting.busy} onClick={() => void write()}>
            {message(exporting.busy ? 'data.export.writing' : 'data.export.choose')}
          </Button>
        </>
      }
    >
      {problems.length > 0 && <FindingList findings={problems} />}
      <fieldset className="field">
        <legend className="field-label">{message('data.export.format')}</legend>
        {preferenceFormats.map((each) => (
          <label className="check" key={each}>
            <input type="radio" name="preference-format" checked={each === format} onChange={() => setFormat(each)} />
            <span>
              <strong>{message(`data.export.format.${each}`)}</strong>
              <span className="data-check-help">{message(`data.export.format.${each}.about`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="quiet">{message('data.export.about')}</p>
      {exporting.problem !== null && <Notice tone="danger">{exporting.problem}</Notice>}
    </Dialog>
  );
}

function WrittenDialog({ written, onClose }: { readonly written: PreferenceExport; readonly onClose: () => void }) {
  const language = document.documentElement.lang || 'en';
  return (
    <Dialog
      title={message('data.export.written')}
      className="data-written"
      onClose={onClose}
      actions={
        <Button kind="primary" data-first-focus="" onClick={onClose}>
          {message('data.export.close')}
        </Button>
      }
    >
      <p>
        {message('data.export.folder')} <span className="code">{written.folder}</span>
      </p>
      <FindingList findings={written.findings} />
      <div className="data-scroll" role="region" aria-label={message('data.export.files')} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('data.export.file')}</th>
              <th scope="col" className="table-count">
                {message('data.export.rows')}
              </th>
              <th scope="col" className="table-count">
                {message('data.export.size')}
              </th>
              <th scope="col">{message('data.export.digest')}</th>
            </tr>
          </thead>
          <tbody>
            {written.files.map(({ name, rows, bytes, sha256 }) => (
              <tr key={name}>
                <td className="code">{name}</td>
                {/* A description has no rows. */}
                <td className="number table-count">{rows === 0 ? '–' : message('data.number', { value: rows })}</td>
                <td className="number table-count">{readableBytes(bytes, language)}</td>
                <td className="code data-digest">{sha256}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
