import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import './people.css';

/** Every study has a register of its own: which one is it to be? */
export function PeopleHome({ api, onOpen }: { readonly api: ModeratorApi; readonly onOpen: (studyId: string) => void }) {
  const home = useLoaded(() => api.call['home/get']({}));
  const designs = useLoaded(() => api.call['design/list']({}));
  const studies = home.value?.studies ?? [];
  const known = new Set(studies.map(({ studyId }) => studyId));
  // A draft has a register before it is locked, so that its prompts can be tried on people.
  const drafts = (designs.value?.designs ?? []).filter(({ studyId }) => !known.has(studyId));
  const registers = [
    ...studies.map(({ studyId, title, summary }) => ({ studyId, title, about: summary })),
    ...drafts.map(({ studyId, title }) => ({ studyId, title, about: message('people.home.draft') })),
  ];
  return (
    <main className="screen" data-screen="people-home" aria-busy={home.busy}>
      <div className="people-home stack">
        <div>
          <ScreenTitle>{message('people.home.title')}</ScreenTitle>
          <p className="quiet">{message('people.home.about')}</p>
        </div>
        {home.problem !== null && (
          <Notice tone="danger" actions={<Button onClick={home.reload}>{message('people.load-again')}</Button>}>
            {home.problem}
          </Notice>
        )}
        {home.value === null && home.problem === null && <p role="status">{message('people.loading')}</p>}
        {home.value !== null && !designs.busy && registers.length === 0 && <Notice tone="attention">{message('people.home.none')}</Notice>}
        {home.value !== null && registers.length > 0 && (
          <ul className="people-studies">
            {registers.map((study) => (
              <li className="card" key={study.studyId}>
                <div className="people-study-words">
                  <h2>{study.title}</h2>
                  {study.about !== '' && <p className="quiet people-measure">{study.about}</p>}
                </div>
                <Button aria-label={message('people.home.open.named', { study: study.title })} onClick={() => onOpen(study.studyId)}>
                  {message('people.home.open')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </main>
  );
}
