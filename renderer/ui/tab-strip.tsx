import { useRef, type KeyboardEvent } from 'react';
import { classes } from './classes.ts';
import './tab-strip.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

/** The id of a tab's panel, for `aria-controls`, and of the tab, for `aria-labelledby`. */
export function tabIds(group: string, id: string): { readonly tab: string; readonly panel: string } {
  return { tab: `${group}-tab-${id}`, panel: `${group}-panel-${id}` };
}

/** Tabs by the pattern of the ARIA guide: one stop of the tab key, arrows move, the panel follows at once. */
export function TabStrip<Id extends string>({
  group,
  label,
  tabs,
  chosen,
  onChoose,
}: {
  readonly group: string;
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}) {
  const strip = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent): void => {
    const backwards = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const forwards = backwards === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const place = tabs.findIndex((tab) => tab.id === chosen);
    const places: Readonly<Record<string, number>> = { [backwards]: place - 1, [forwards]: place + 1, Home: 0, End: tabs.length - 1 };
    const next = places[event.key];
    if (next === undefined) return;
    const tab = tabs[(next + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.id);
    strip.current?.querySelector<HTMLElement>(`#${tabIds(group, tab.id).tab}`)?.focus();
  };

  return (
    <div className="tab-strip" role="tablist" aria-label={label} ref={strip} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={tabIds(group, tab.id).tab}
          aria-controls={tab.id === chosen ? tabIds(group, tab.id).panel : undefined}
          aria-selected={tab.id === chosen}
          tabIndex={tab.id === chosen ? 0 : -1}
          className={classes('tab', tab.id === chosen && 'here')}
          data-label={tab.label}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
