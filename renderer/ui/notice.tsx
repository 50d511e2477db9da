import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import './controls.css';

/**
 * One sentence about what happened and what comes next, with its buttons. `attention` is spoken as soon
 * as the person pauses, `danger` at once.
 */
export function Notice({
  tone = 'neutral',
  children,
  actions,
}: {
  readonly tone?: 'neutral' | 'attention' | 'danger';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div
      className={classes('notice', tone !== 'neutral' && tone)}
      role={tone === 'danger' ? 'alert' : tone === 'attention' ? 'status' : undefined}
    >
      <div className="notice-text">{children}</div>
      {actions}
    </div>
  );
}
