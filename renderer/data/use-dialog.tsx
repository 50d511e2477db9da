import { useState } from 'react';
import type { TuningJob, TuningPlace } from '../../shared/contract/data.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { scopeWords } from './tuning-words.ts';

/** Which arm finished models stand for: the whole arm, or the people they were trained for. */
export function UseDialog({
  api,
  jobs,
  places,
  onUsed,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly jobs: readonly TuningJob[];
  readonly places: readonly TuningPlace[];
  readonly onUsed: (count: number) => void;
  readonly onClose: () => void;
}) {
  const [first] = jobs;
  // Codes belong to a study: a model for a person or a group can only stand there.
  const homes = [...new Set(jobs.flatMap(({ scope }) => (scope.kind === 'pooled' ? [] : [scope.studyId])))];
  const offered = homes.length === 0 ? places : places.filter(({ studyId }) => homes.includes(studyId));
  const [studyId, setStudyId] = useState(offered.length === 1 ? (offered[0]?.studyId ?? '') : '');
  const [armId, setArmId] = useState('');
  const [done, setDone] = useState(0);
  const using = useStaffCall();
  const study = offered.find((each) => each.studyId === studyId);
  const fitting = jobs.filter(({ scope }) => scope.kind === 'pooled' || scope.studyId === studyId);
  const arms = (study?.arms ?? []).filter(({ hasOwnModels }) => hasOwnModels || fitting.every(({ scope }) => scope.kind === 'pooled'));
  const arm = arms.find((each) => each.armId === armId);

  const use = async (): Promise<void> => {
    for (const [index, { id }] of fitting.entries()) {
      const answer = await using.run(() => api.call['tuning/use']({ id, studyId, armId }));
      if (answer === null) return;
      setDone(index + 1);
    }
    onUsed(fitting.length);
  };
  if (first === undefined) return null;

  return (
    <Dialog
      title={message('data.tuning.use.title', { count: jobs.length, name: scopeWords(first.scope) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('data.cancel')}</Button>
          <Button kind="primary" aria-busy={using.busy} unavailable={using.busy || arm === undefined} onClick={() => void use()}>
            {message('data.tuning.use.go')}
          </Button>
        </>
      }
    >
      <p>{message(`data.tuning.use.about.${jobs.length > 1 ? 'several' : first.scope.kind}`)}</p>
      <Select
        label={message('data.tuning.use.study')}
        options={offered.map((each) => ({ value: each.studyId, label: isDraft(each) ? message('data.tuning.use.draft', { name: each.title }) : each.title }))}
        placeholder={message('data.tuning.use.choose-study')}
        value={studyId}
        onChange={(event) => {
          setStudyId(event.target.value);
          setArmId('');
        }}
      />
      <Select
        label={message('data.tuning.use.arm')}
        options={arms.map((each) => ({
          value: each.armId,
          label: each.isInDraft && study !== undefined && !isDraft(study) ? message('data.tuning.use.draft', { name: each.name }) : each.name,
        }))}
        placeholder={message('data.tuning.use.choose-arm')}
        value={armId}
        onChange={(event) => setArmId(event.target.value)}
      />
      {offered.length === 0 && <Notice tone="attention">{message('data.tuning.use.no-study')}</Notice>}
      {study !== undefined && arms.length === 0 && <Notice tone="attention">{message('data.tuning.use.no-arm')}</Notice>}
      {arm?.isInDraft === true && first.scope.kind === 'pooled' && <p className="quiet">{message('data.tuning.use.about.draft')}</p>}
      {using.busy && jobs.length > 1 && <p role="status">{message('data.tuning.use.progress', { done, count: fitting.length })}</p>}
      {using.problem !== null && <Notice tone="danger">{using.problem}</Notice>}
    </Dialog>
  );
}

/** A study that was never locked. */
function isDraft({ arms }: TuningPlace): boolean {
  return arms.every(({ isInDraft }) => isInDraft);
}
