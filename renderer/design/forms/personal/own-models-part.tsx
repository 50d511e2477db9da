import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Answer } from '../../../../shared/contract/call.ts';
import type { OwnModelEntry, OwnModelsView } from '../../../../shared/contract/personal.ts';
import type { OwnModel } from '../../../../shared/study/arms.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { message } from '../../../ui/messages.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../../../ui/staff-call.ts';
import { useEditing, useFormApi } from '../form-context.ts';
import { SetOwnModelDialog } from './set-own-model-dialog.tsx';
import '../form-table.css';

/** The draft is on the disk by then, and the list is made from what is there. */
const afterSaving = 900;

/** The participants of an arm with own models: which model each has, how it was found, whether it is there. */
export function OwnModelsPart({ armId, own }: { readonly armId: string; readonly own: OwnModel }) {
  const { study } = useEditing();
  const api = useFormApi();
  const arm = { studyId: study.id, armId };
  const list = useLoaded(() => api.call['own-model/list'](arm));
  const calling = useStaffCall();
  const [doing, setDoing] = useState<'check' | 'import' | 'export' | 'remove' | null>(null);
  const [setting, setSetting] = useState<OwnModelEntry | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const view = list.value;

  const again = useEffectEvent(() => list.reload());
  const listed = useRef('');
  const rule = `${own.model ?? ''} ${own.withoutOne ?? ''}`;
  useEffect(() => {
    const isFirst = listed.current === '';
    listed.current = `of ${rule}`;
    if (isFirst) return undefined;
    const timer = setTimeout(() => again(), afterSaving);
    return () => clearTimeout(timer);
  }, [rule]);

  const run = async <Value,>(kind: NonNullable<typeof doing>, call: () => Promise<Answer<Value>>): Promise<{ readonly value: Value } | null> => {
    setSaid(null);
    setDoing(kind);
    const answer = await calling.run(call);
    setDoing(null);
    return answer;
  };
  const say = (sentence: string): void => {
    setSaid(sentence);
    announce(sentence);
  };
  const check = async (): Promise<void> => {
    const answer = await run('check', () => api.call['own-model/check'](arm));
    if (answer === null) return;
    list.replace(answer.value);
    say(checkedWords(answer.value));
  };
  const importTable = async (): Promise<void> => {
    const answer = await run('import', () => api.call['own-model/import'](arm));
    if (answer === null || answer.value === null) return;
    list.replace(answer.value);
    if (answer.value.problems.length === 0) say(message('design.own-model.imported', { count: answer.value.entries.filter(({ mapped }) => mapped).length }));
  };
  const exportTable = async (): Promise<void> => {
    const answer = await run('export', () => api.call['own-model/export'](arm));
    const written = answer?.value ?? null;
    if (written !== null) say(message('design.own-model.exported', { file: written.file }));
  };
  const remove = async (participantCode: string): Promise<void> => {
    const answer = await run('remove', () => api.call['own-model/remove']({ ...arm, participantCode }));
    if (answer === null) return;
    list.replace(answer.value);
    say(message('design.own-model.removed', { code: participantCode }));
  };
  const problem = list.problem ?? calling.problem;

  return (
    <div className="form-field whole own-models" aria-busy={calling.busy}>
      <div className="row">
        <Button aria-busy={doing === 'check'} unavailable={calling.busy} onClick={() => void check()}>
          {message(doing === 'check' ? 'design.own-model.checking' : 'design.own-model.check')}
        </Button>
        <Button unavailable={calling.busy} onClick={() => void importTable()}>
          {message('design.own-model.import')}
        </Button>
        <Button unavailable={calling.busy} onClick={() => void exportTable()}>
          {message('design.own-model.export')}
        </Button>
      </div>
      <p className="quiet">{message('design.own-model.table.about')}</p>
      {problem !== null && (
        <Notice tone="danger" actions={<Button onClick={list.reload}>{message('design.load-again')}</Button>}>
          {problem}
        </Notice>
      )}
      {view !== null && view.problems.length > 0 && (
        <Notice tone="attention">
          <p>{message('design.own-model.problems', { count: view.problems.length })}</p>
          <ul className="prompt-warnings">
            {view.problems.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Notice>
      )}
      {said !== null && <p className="own-models-said">{said}</p>}
      {view === null && problem === null && <p role="status">{message('design.own-model.loading')}</p>}
      {view !== null && view.entries.length === 0 && <p className="quiet">{message('design.own-model.nobody')}</p>}
      {view !== null && view.entries.length > 0 && (
        <div className="form-table-frame prompt-scroll" role="region" aria-label={message('design.form.part.own-models')} tabIndex={0}>
          <table className="form-table">
            <thead>
              <tr>
                <th scope="col">{message('design.own-model.participant')}</th>
                <th scope="col">{message('design.own-model.model')}</th>
                <th scope="col">{message('design.own-model.found')}</th>
                <th scope="col">{message('design.own-model.there')}</th>
                <th scope="col">
                  <span className="hidden-but-read">{message('design.own-model.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {view.entries.map((entry) => (
                <EntryRow
                  key={entry.participantCode}
                  entry={entry}
                  busy={calling.busy}
                  onSet={() => setSetting(entry)}
                  onRemove={() => void remove(entry.participantCode)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {setting !== null && (
        <SetOwnModelDialog
          arm={arm}
          entry={setting}
          onSet={(next) => {
            list.replace(next);
            setSetting(null);
            say(message('design.own-model.set.done', { code: setting.participantCode }));
          }}
          onClose={() => setSetting(null)}
        />
      )}
    </div>
  );
}

function checkedWords({ entries }: OwnModelsView): string {
  const of = (answers: OwnModelEntry['answers']): number => entries.filter((entry) => entry.answers === answers).length;
  return message('design.own-model.checked', { there: of('yes'), absent: of('no'), unreachable: of('unreachable') });
}

function EntryRow({
  entry,
  busy,
  onSet,
  onRemove,
}: {
  readonly entry: OwnModelEntry;
  readonly busy: boolean;
  readonly onSet: () => void;
  readonly onRemove: () => void;
}) {
  const { participantCode: code, standing, model, providerId, answers, mapped } = entry;
  return (
    <tr>
      <th scope="row" className="number">
        {code}
      </th>
      <td>
        {model === null ? (
          <span className="quiet">{message('design.own-model.no-model')}</span>
        ) : (
          <>
            <span className="code">{model}</span>
            <span className="prompt-state-detail">{message('design.own-model.at', { provider: providerId ?? '–' })}</span>
          </>
        )}
      </td>
      <td className={standing === null ? 'prompt-done' : undefined}>{message(`design.own-model.standing.${standing ?? 'refused'}`)}</td>
      <td>
        <span className={`own-model-answer ${answers ?? 'unasked'}`}>
          {(answers === 'yes' || answers === 'no' || answers === 'unreachable') && <Icon name={answers === 'yes' ? 'check' : 'attention'} size={16} />}
          {message(`design.own-model.answers.${answers ?? 'unasked'}`)}
        </span>
      </td>
      <td className="prompt-actions">
        <Button aria-label={message('design.own-model.set.named', { code })} onClick={onSet}>
          {message('design.own-model.set')}
        </Button>
        {mapped && (
          <Button kind="plain" aria-label={message('design.own-model.remove.named', { code })} unavailable={busy} onClick={onRemove}>
            {message('design.own-model.remove')}
          </Button>
        )}
      </td>
    </tr>
  );
}
