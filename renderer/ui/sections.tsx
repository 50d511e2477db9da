import { useRef, type ReactNode } from 'react';
import { classes } from './classes.ts';
import './sections.css';

export interface Section {
  readonly id: string;
  readonly label: string;
  /** A word or number behind the label. */
  readonly detail?: string;
}

/** A screen of several parts: their list on one side, the chosen part on the other. */
export function Sections({
  label,
  sections,
  chosen,
  onChoose,
  children,
}: {
  /** What the list is a list of, for screen readers. */
  readonly label: string;
  readonly sections: readonly Section[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  return (
    <div className="sections">
      <nav className="sections-list" aria-label={label}>
        {sections.map((section) => (
          <button
            key={section.id}
            type="button"
            className={classes('sections-entry', section.id === chosen && 'here')}
            aria-current={section.id === chosen ? 'true' : undefined}
            onClick={() => {
              onChoose(section.id);
              content.current?.scrollTo({ top: 0 });
            }}
          >
            <span>{section.label}</span>
            {section.detail !== undefined && <span className="sections-detail">{section.detail}</span>}
          </button>
        ))}
      </nav>
      <div className="sections-content" ref={content} role="region" aria-label={labelOf(sections, chosen)} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}

function labelOf(sections: readonly Section[], chosen: string): string {
  return sections.find((section) => section.id === chosen)?.label ?? '';
}
