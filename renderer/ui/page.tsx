import { useEffect, useRef, type ReactNode, type Ref } from 'react';
import type { ParticipantScreen } from '../../shared/session/views.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { message } from './messages.ts';
import './page.css';

/** One screen of the participant's window: a header line, the content that scrolls, a foot that stays. */
export function Page({
  kind,
  head,
  foot,
  children,
  fills = false,
  ref,
}: {
  readonly kind: ParticipantScreen['kind'];
  readonly head: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
  /** The content uses the whole height and scrolls by itself. */
  readonly fills?: boolean;
  readonly ref?: Ref<HTMLElement>;
}) {
  return (
    <main className="page" data-screen={kind} ref={ref}>
      <header className="page-head">{head}</header>
      <div className={classes('page-body', fills && 'fills')}>{fills ? children : <div className="page-column">{children}</div>}</div>
      {foot !== undefined && <footer className="page-foot">{foot}</footer>}
    </main>
  );
}

/** The heading of a screen. It takes the focus when the screen appears, so that reading begins there. */
export function PageTitle({ children, takesFocus = true }: { readonly children: ReactNode; readonly takesFocus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Which conversation this is, for the header line of the screens of a trial. */
export function TrialHead({
  practice,
  number,
  count,
  title,
}: {
  readonly practice: boolean;
  readonly number: number;
  readonly count: number;
  readonly title: string;
}) {
  return (
    <>
      <span className="page-head-main">
        {practice ? message('participant.head.practice') : message('participant.head.conversation', { number, count })}
      </span>
      {practice ? (
        <span className="page-head-practice">{message('participant.head.practice-note')}</span>
      ) : (
        <>
          <span className="page-steps" aria-hidden="true">
            {Array.from({ length: count }, (_, index) => (
              <span key={index} className={classes('page-step', index < number && 'reached')} />
            ))}
          </span>
          <span className="page-head-title">{title}</span>
        </>
      )}
    </>
  );
}

/** The foot of a screen: what is still missing, in words, next to the button that goes on. */
export function ContinueBar({
  label,
  missing,
  failure,
  pending,
  onContinue,
  onShowMissing,
  status,
  children,
}: {
  readonly label: string;
  /** Null when nothing is missing. */
  readonly missing: string | null;
  readonly failure: string | null;
  readonly pending: boolean;
  readonly onContinue: () => void;
  /** Leads to what is missing when the button is pressed too early. */
  readonly onShowMissing?: () => void;
  readonly status?: ReactNode;
  /** Further buttons, before the main one. */
  readonly children?: ReactNode;
}) {
  return (
    <>
      <div className="page-foot-words">
        {failure !== null ? (
          <span role="alert" className="page-foot-failure">
            {failure}
          </span>
        ) : (
          <span id="what-is-missing">{missing}</span>
        )}
        {status}
      </div>
      <div className="page-foot-buttons">
        {children}
        <Button
          kind="primary"
          unavailable={missing !== null || pending}
          aria-describedby="what-is-missing"
          onClick={onContinue}
          {...(onShowMissing === undefined ? {} : { onUnavailable: onShowMissing })}
        >
          {label}
        </Button>
      </div>
    </>
  );
}
