import type { DesignEntry } from '../../shared/contract/design.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { dayAndTime } from '../ui/durations.ts';

/** A study in the list: how far it is, its versions, and what can be done with it. */
export function DesignCard({
  design,
  onOpen,
  onDuplicate,
  onExport,
  onDiscard,
}: {
  readonly design: DesignEntry;
  readonly onOpen: () => void;
  readonly onDuplicate: () => void;
  readonly onExport: () => void;
  readonly onDiscard: () => void;
}) {
  const { title, versions } = design;
  const hasDraft = design.draftUpdatedAtUtcMilliseconds !== null;
  const titleId = `design-${design.studyId}`;
  const newest = versions.at(-1);
  return (
    <article className="card designs-card" aria-labelledby={titleId}>
      <div className="designs-words">
        <h2 id={titleId} dir="auto">
          {title}
        </h2>
        {hasDraft && <DraftLine design={design} />}
        {newest !== undefined && (
          <p className="designs-line">
            <Icon name="lock" size={18} />
            <span>
              <strong>{message('designs.version', { version: newest.version })}</strong>{' '}
              {message('designs.version.locked', { at: dayAndTime(newest.lockedAtUtcMilliseconds, document.documentElement.lang), by: newest.lockedBy })}
              {' · '}
              {message('designs.version.sessions', { count: newest.sessions })}
            </span>
          </p>
        )}
        {versions.length > 1 && (
          <details className="designs-earlier">
            <summary>{message('designs.versions.earlier', { count: versions.length - 1 })}</summary>
            <ul>
              {versions.slice(0, -1).reverse().map((version) => (
                <li key={version.digest}>
                  {message('designs.version', { version: version.version })},{' '}
                  {message('designs.version.locked', { at: dayAndTime(version.lockedAtUtcMilliseconds, document.documentElement.lang), by: version.lockedBy })}
                  {' · '}
                  {message('designs.version.sessions', { count: version.sessions })}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div className="designs-actions">
        <Button kind="primary" aria-label={message('designs.open.of', { title })} onClick={onOpen}>
          {message('designs.open')}
        </Button>
        <Button aria-label={message('designs.duplicate.of', { title })} onClick={onDuplicate}>
          {message('designs.duplicate')}
        </Button>
        <Button aria-label={message('designs.export.of', { title })} onClick={onExport}>
          {message('designs.export')}
        </Button>
        {hasDraft && (
          <Button kind="danger-quiet" aria-label={message('designs.discard.of', { title })} onClick={onDiscard}>
            {message('designs.discard')}
          </Button>
        )}
      </div>
    </article>
  );
}

function DraftLine({ design }: { readonly design: DesignEntry }) {
  const { errors, warnings, versions, draftUpdatedAtUtcMilliseconds } = design;
  const isSound = errors + warnings === 0;
  const at = dayAndTime(draftUpdatedAtUtcMilliseconds ?? 0, document.documentElement.lang);
  return (
    <p className="designs-line">
      <Icon name="note" size={18} />
      <span>
        {message(versions.length === 0 ? 'designs.draft.changed' : 'designs.draft.amendment', { at })}
        {' · '}
        <span className={classes('designs-verdict', errors > 0 ? 'error' : isSound ? 'sound' : 'warning')}>
          {isSound ? message('designs.sound') : message('designs.problems', { errors, warnings })}
        </span>
      </span>
    </p>
  );
}
