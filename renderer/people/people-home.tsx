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
  return (
    <main className="screen" data-screen="people-home" aria-busy={home.busy}>
      <div className="people-home stack">
        <ScreenTitle>{message('people.home.title')}</ScreenTitle>
        <p className="quiet">{message('people.home.about')}</p>
        {home.problem !== null && (
          <Notice tone="danger" actions={<Button onClick={home.reload}>{message('people.load-again')}</Button>}>
            {home.problem}
          </Notice>
        )}
        {home.value === null && home.problem === null && <p role="status">{message('people.loading')}</p>}
        {home.value?.studies.length === 0 && <Notice tone="attention">{message('people.home.none')}</Notice>}
        {home.value !== null && home.value.studies.length > 0 && (
          <ul className="people-studies">
            {home.value.studies.map((study) => (
              <li className="card" key={study.studyId}>
                <div className="people-study-words">
                  <h2>{study.title}</h2>
                  <p className="quiet">{study.summary}</p>
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
