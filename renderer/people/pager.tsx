import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import type { ShownPage } from './pages.ts';

/** Which part of a long list is shown, and the way to the next. Nothing for a list of one page. */
export function Pager({ shown, onPage }: { readonly shown: ShownPage<unknown>; readonly onPage: (page: number) => void }) {
  if (shown.pages === 1) return null;
  const words = message('people.pages', { from: shown.from, until: shown.until, of: shown.of });
  const turn = (by: number): void => {
    onPage(shown.page + by);
    announce(message('people.pages.now', { page: shown.page + by + 1, pages: shown.pages }));
  };
  return (
    <nav className="people-pager" aria-label={message('people.pages.label')}>
      <Button unavailable={shown.page === 0} onClick={() => turn(-1)}>
        <Icon name="previous" size={16} />
        {message('people.pages.before')}
      </Button>
      <span className="number">{words}</span>
      <Button unavailable={shown.page === shown.pages - 1} onClick={() => turn(1)}>
        {message('people.pages.after')}
        <Icon name="next" size={16} />
      </Button>
    </nav>
  );
}
