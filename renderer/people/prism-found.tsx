import { useMemo, useState } from 'react';
import type { PrismContents, PrismProgress } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox, RadioGroup } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { brokenLines, choiceOf } from './prism-choice.ts';
import { PrismFiles } from './prism-files.tsx';
import { PrismPeople } from './prism-people.tsx';

/** What a folder of PRISM files holds, and the choice of whom to take from it. */
export function PrismFound({
  api,
  studyId,
  contents,
  onStarted,
  onBack,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly contents: PrismContents;
  readonly onStarted: (progress: PrismProgress) => void;
  readonly onBack: () => void;
}) {
  // Without a survey there is nobody to choose from: the conversations go to people who are in the register already.
  const noSurvey = contents.people === 0;
  const [wantsAll, setAll] = useState(false);
  const all = wantsAll || noSurvey;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [skipBroken, setSkipBroken] = useState(false);
  const starting = useStaffCall();
  const broken = useMemo(() => brokenLines(contents), [contents]);
  const choice = choiceOf(all ? 'everybody' : chosen, skipBroken);
  const count = all ? contents.people : chosen.size;
  const missing = missingWords();

  function missingWords(): string | null {
    if (noSurvey && contents.conversations === 0) return message('people.prism.missing.nobody');
    if (broken > 0 && !skipBroken) return message('people.prism.missing.broken', { count: broken });
    return choice === null ? message('people.prism.missing.choice') : null;
  }

  const start = async (): Promise<void> => {
    if (choice === null) return;
    const started = await starting.run(() => api.call['prism/import']({ studyId, choice }));
    if (started !== null) onStarted(started.value);
  };

  return (
    <main className="import" data-screen="people-prism">
      <div className="import-body">
        <div className="import-column stack">
          <div>
            <ScreenTitle>{message('people.prism.found')}</ScreenTitle>
            <p className="code quiet">{contents.folder}</p>
          </div>
          <section className="stack" aria-labelledby="prism-contents">
            <h2 id="prism-contents">{message('people.prism.contents')}</h2>
            <PrismFiles contents={contents} />
          </section>
          {broken > 0 && (
            <Notice tone="attention">
              <p>{message('people.prism.broken', { count: broken })}</p>
              <div className="import-skip">
                <Checkbox label={message('people.prism.skip')} checked={skipBroken} onChange={(event) => setSkipBroken(event.target.checked)} />
              </div>
            </Notice>
          )}
          <section className="stack" aria-labelledby="prism-whom">
            <h2 id="prism-whom">{message('people.prism.whom')}</h2>
            {noSurvey && <p className="people-measure">{message('people.prism.whom.register')}</p>}
            {!noSurvey && (
              <div className="people-measure">
                <RadioGroup
                  label={message('people.prism.whom.label')}
                  options={[
                    { value: 'some', label: message('people.prism.whom.some') },
                    { value: 'all', label: message('people.prism.whom.all', { count: contents.people }) },
                  ]}
                  value={all ? 'all' : 'some'}
                  onChange={(value) => setAll(value === 'all')}
                />
              </div>
            )}
            {!all && <PrismPeople users={contents.users} chosen={chosen} onChoose={setChosen} />}
          </section>
        </div>
      </div>
      <footer className="import-foot">
        <div className="import-foot-words" id="prism-missing" role="status">
          {starting.problem !== null ? <span className="people-problem">{starting.problem}</span> : (missing ?? message('people.prism.ready'))}
        </div>
        <Button onClick={onBack}>{message('people.cancel')}</Button>
        <Button
          kind="primary"
          aria-describedby="prism-missing"
          aria-busy={starting.busy}
          unavailable={missing !== null || starting.busy}
          onClick={() => void start()}
        >
          {message('people.prism.take', { count })}
        </Button>
      </footer>
    </main>
  );
}
