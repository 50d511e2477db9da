import { DragDropProvider, PointerSensor, useDraggable, type DragMoveEvent } from '@dnd-kit/react';
import { PointerActivationConstraints } from '@dnd-kit/dom';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import { announce } from '../ui/announcer.tsx';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { SlotMark, type NameOfSlot } from '../ui/slot-mark.tsx';
import { placeOf, putOnPlace, samePlaces, stepTo, takeOff, type Places } from './ranking.ts';
import './ranking-board.css';

/** Where a card is let go: an index of `places`, or back to the tray. */
type Target = number | 'tray';

interface Drag {
  readonly slot: Slot;
  readonly x: number;
  readonly y: number;
  readonly target: Target | null;
}

// The package's plugins for pictures and targets need an inline style sheet, which the content policy
// refuses; the card itself is moved, and the target is what lies under the pointer. Announcements are
// ours, so that they name places.
const noPlugins: never[] = [];
const sensors = [
  PointerSensor.configure({
    activationConstraints: [new PointerActivationConstraints.Distance({ value: 6 })],
  }),
];

export interface RankingBoardProps {
  readonly label: string;
  readonly slots: readonly Slot[];
  readonly places: Places;
  readonly best: string;
  readonly worst: string;
  /** Several cards may share a place. */
  readonly ties: boolean;
  readonly nameOf: NameOfSlot;
  readonly onChange: (places: Places) => void;
}

/**
 * Cards to put in order. By drag; by key: a card with the focus goes where 1–4 or an arrow sends it; by
 * click: choose a card, then a place.
 */
export function RankingBoard({ label, slots, places, best, worst, ties, nameOf, onChange }: RankingBoardProps) {
  const [chosen, setChosen] = useState<Slot | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const keepFocusOn = useRef<Slot | null>(null);

  // A card that moves is another element; the focus goes with it.
  useEffect(() => {
    const slot = keepFocusOn.current;
    if (slot === null) return;
    keepFocusOn.current = null;
    board.current?.querySelector<HTMLElement>(`[data-card="${slot}"]`)?.focus();
  }, [places]);

  const change = (slot: Slot, next: Places) => {
    setChosen(null);
    if (samePlaces(next, places)) return;
    keepFocusOn.current = slot;
    const place = placeOf(next, slot) + 1;
    const assistant = nameOf(slot);
    const beside = next[place - 1]?.filter((each) => each !== slot) ?? [];
    announce(
      place === 0
        ? message('participant.ranking.taken-off', { assistant })
        : beside.length === 0
          ? message('participant.ranking.put', { assistant, place, of: next.length })
          : message('participant.ranking.put-beside', { assistant, place, of: next.length, count: beside.length }),
    );
    onChange(next);
  };

  const press = (event: KeyboardEvent, slot: Slot) => {
    const next = movedByKey(event, slot, places, ties);
    if (next === null) return;
    event.preventDefault();
    change(slot, next);
  };

  const choose = (slot: Slot) => {
    const index = placeOf(places, slot);
    if (chosen !== null && chosen !== slot && index !== -1) change(chosen, putOnPlace(places, chosen, index, ties));
    else setChosen(chosen === slot ? null : slot);
  };

  const card = (slot: Slot) => (
    <Card
      key={slot}
      slot={slot}
      name={nameOf(slot)}
      place={placeOf(places, slot) + 1}
      chosen={chosen === slot}
      offset={drag?.slot === slot ? drag : null}
      onChoose={() => choose(slot)}
      onKey={(event) => press(event, slot)}
    />
  );

  return (
    <DragDropProvider
      plugins={noPlugins}
      sensors={sensors}
      onDragStart={({ operation }) => {
        setChosen(null);
        if (operation.source) setDrag({ slot: operation.source.id as Slot, x: 0, y: 0, target: null });
      }}
      onDragMove={(event) => setDrag((current) => (current === null ? null : { ...current, ...dragAfter(event) }))}
      onDragEnd={({ canceled }) => {
        setDrag(null);
        if (canceled || drag === null || drag.target === null) return;
        const { slot, target } = drag;
        change(slot, target === 'tray' ? takeOff(places, slot) : putOnPlace(places, slot, target, ties));
      }}
    >
      <div className="ranking" role="group" aria-label={label} ref={board}>
        <div className={classes('ranking-tray', drag?.target === 'tray' && 'target')} data-drop="tray">
          {slots.every((slot) => placeOf(places, slot) !== -1) ? (
            <span className="quiet">{message('participant.ranking.all-placed')}</span>
          ) : (
            slots.filter((slot) => placeOf(places, slot) === -1).map(card)
          )}
        </div>
        <ol className="ranking-places" data-count={places.length}>
          {places.map((place, index) => (
            <Place
              key={index}
              index={index}
              title={titleOfPlace(index, places.length, best, worst)}
              chosen={chosen !== null && (place.length === 0 || (ties && !place.includes(chosen))) ? nameOf(chosen) : null}
              target={drag?.target === index}
              onPut={() => chosen !== null && change(chosen, putOnPlace(places, chosen, index, ties))}
            >
              {place.map(card)}
            </Place>
          ))}
        </ol>
      </div>
    </DragDropProvider>
  );
}

/** How far the card was carried, and what lies under the pointer. */
function dragAfter({ operation, to, nativeEvent }: DragMoveEvent): Omit<Drag, 'slot'> {
  const { initial, current } = operation.position;
  const at = to ?? current;
  const point = nativeEvent instanceof MouseEvent ? { x: nativeEvent.clientX, y: nativeEvent.clientY } : at;
  const under = document
    .elementsFromPoint(point.x, point.y)
    .map((element) => (element instanceof HTMLElement ? element.dataset['drop'] : undefined))
    .find((drop) => drop !== undefined);
  const target = under === undefined ? null : under === 'tray' ? 'tray' : Number(under);
  return { x: at.x - initial.x, y: at.y - initial.y, target };
}

function movedByKey(event: KeyboardEvent, slot: Slot, places: Places, ties: boolean): Places | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const rightToLeft = document.documentElement.dir === 'rtl';
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return stepTo(places, slot, rightToLeft && event.key === 'ArrowRight' ? -1 : 1, ties);
    case 'ArrowLeft':
    case 'ArrowUp':
      return stepTo(places, slot, rightToLeft && event.key === 'ArrowLeft' ? 1 : -1, ties);
    case 'Delete':
    case 'Backspace':
      return takeOff(places, slot);
    default: {
      const place = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
      return place >= 1 && place <= places.length ? putOnPlace(places, slot, place - 1, ties) : null;
    }
  }
}

function titleOfPlace(index: number, count: number, best: string, worst: string): string {
  const place = index + 1;
  if (index === 0) return message('participant.ranking.place-named', { place, name: best });
  if (index === count - 1) return message('participant.ranking.place-named', { place, name: worst });
  return String(place);
}

function Place({
  index,
  title,
  chosen,
  target,
  onPut,
  children,
}: {
  readonly index: number;
  readonly title: string;
  /** Name of the card that was chosen and could go here. */
  readonly chosen: string | null;
  readonly target: boolean;
  readonly onPut: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <li className={classes('ranking-place', target && 'target')} data-place={index + 1} data-drop={index}>
      <span className="ranking-place-title">{title}</span>
      {children}
      {chosen !== null && (
        <button
          type="button"
          className="ranking-put"
          aria-label={message('participant.ranking.put-of', { assistant: chosen, place: index + 1 })}
          onClick={onPut}
        >
          {message('participant.ranking.put-here')}
        </button>
      )}
    </li>
  );
}

function Card({
  slot,
  name,
  place,
  chosen,
  offset,
  onChoose,
  onKey,
}: {
  readonly slot: Slot;
  readonly name: string;
  /** 1-based, 0 without a place. */
  readonly place: number;
  readonly chosen: boolean;
  readonly offset: { readonly x: number; readonly y: number } | null;
  readonly onChoose: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}) {
  const { ref } = useDraggable({ id: slot });
  return (
    <button
      ref={ref}
      type="button"
      className={classes('ranking-card', chosen && 'chosen', offset !== null && 'dragged')}
      data-card={slot}
      aria-pressed={chosen}
      aria-description={
        place === 0 ? message('participant.ranking.card-open') : message('participant.ranking.card-placed', { place })
      }
      style={offset === null ? undefined : { transform: `translate(${offset.x}px, ${offset.y}px)` }}
      onClick={onChoose}
      onKeyDown={onKey}
    >
      <SlotMark slot={slot} />
      <span className="ranking-card-name">{name}</span>
    </button>
  );
}
