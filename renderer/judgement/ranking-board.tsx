import { DragDropProvider, PointerSensor, useDraggable, useDroppable } from '@dnd-kit/react';
import { PointerActivationConstraints } from '@dnd-kit/dom';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import { announce } from '../ui/announcer.tsx';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { nameOfSlot, SlotMark } from '../ui/slot-mark.tsx';
import { putOnPlace, samePlaces, stepTo, takeOff, type Places } from './ranking.ts';
import './ranking-board.css';

const tray = 'tray';

// The package's own drag picture needs an inline style sheet, which the content policy refuses; the card
// itself is moved instead. Announcements are ours, so that they name places.
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
  readonly onChange: (places: Places) => void;
}

/**
 * Cards to put in order. By drag; by key: a card with the focus goes where 1–4 or an arrow sends it; by
 * click: choose a card, then a place.
 */
export function RankingBoard({ label, slots, places, best, worst, onChange }: RankingBoardProps) {
  const [chosen, setChosen] = useState<Slot | null>(null);
  const [dragged, setDragged] = useState<{ readonly slot: Slot; readonly x: number; readonly y: number } | null>(null);
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
    const place = next.indexOf(slot) + 1;
    const assistant = nameOfSlot(slot);
    announce(
      place === 0
        ? message('participant.ranking.taken-off', { assistant })
        : message('participant.ranking.put', { assistant, place, of: next.length }),
    );
    onChange(next);
  };

  const press = (event: KeyboardEvent, slot: Slot) => {
    const next = movedByKey(event, slot, places);
    if (next === null) return;
    event.preventDefault();
    change(slot, next);
  };

  const choose = (slot: Slot) => {
    const index = places.indexOf(slot);
    if (chosen !== null && chosen !== slot && index !== -1) change(chosen, putOnPlace(places, chosen, index));
    else setChosen(chosen === slot ? null : slot);
  };

  const card = (slot: Slot) => (
    <Card
      key={slot}
      slot={slot}
      place={places.indexOf(slot) + 1}
      chosen={chosen === slot}
      offset={dragged?.slot === slot ? dragged : null}
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
        if (operation.source) setDragged({ slot: operation.source.id as Slot, x: 0, y: 0 });
      }}
      onDragMove={({ operation }) => {
        const { x, y } = operation.transform;
        setDragged((current) => (current === null ? null : { ...current, x, y }));
      }}
      onDragEnd={({ operation, canceled }) => {
        setDragged(null);
        if (canceled || !operation.source || !operation.target) return;
        const slot = operation.source.id as Slot;
        change(
          slot,
          operation.target.id === tray ? takeOff(places, slot) : putOnPlace(places, slot, Number(operation.target.id)),
        );
      }}
    >
      <div className="ranking" role="group" aria-label={label} ref={board}>
        <Tray empty={places.every((slot) => slot !== null)}>{slots.filter((slot) => !places.includes(slot)).map(card)}</Tray>
        <ol className="ranking-places" data-count={places.length}>
          {places.map((slot, index) => (
            <Place
              key={index}
              index={index}
              title={titleOfPlace(index, places.length, best, worst)}
              chosen={slot === null ? chosen : null}
              onPut={() => chosen !== null && change(chosen, putOnPlace(places, chosen, index))}
            >
              {slot === null ? null : card(slot)}
            </Place>
          ))}
        </ol>
      </div>
    </DragDropProvider>
  );
}

function movedByKey(event: KeyboardEvent, slot: Slot, places: Places): Places | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const rightToLeft = document.documentElement.dir === 'rtl';
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return stepTo(places, slot, rightToLeft && event.key === 'ArrowRight' ? -1 : 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return stepTo(places, slot, rightToLeft && event.key === 'ArrowLeft' ? 1 : -1);
    case 'Delete':
    case 'Backspace':
      return takeOff(places, slot);
    default: {
      const place = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
      return place >= 1 && place <= places.length ? putOnPlace(places, slot, place - 1) : null;
    }
  }
}

function titleOfPlace(index: number, count: number, best: string, worst: string): string {
  const place = index + 1;
  if (index === 0) return message('participant.ranking.place-named', { place, name: best });
  if (index === count - 1) return message('participant.ranking.place-named', { place, name: worst });
  return String(place);
}

function Tray({ empty, children }: { readonly empty: boolean; readonly children: React.ReactNode }) {
  const { ref, isDropTarget } = useDroppable({ id: tray });
  return (
    <div className={classes('ranking-tray', isDropTarget && 'target')} ref={ref}>
      {empty ? <span className="quiet">{message('participant.ranking.all-placed')}</span> : children}
    </div>
  );
}

function Place({
  index,
  title,
  chosen,
  onPut,
  children,
}: {
  readonly index: number;
  readonly title: string;
  readonly chosen: Slot | null;
  readonly onPut: () => void;
  readonly children: React.ReactNode;
}) {
  const { ref, isDropTarget } = useDroppable({ id: String(index) });
  return (
    <li className={classes('ranking-place', isDropTarget && 'target')} data-place={index + 1} ref={ref}>
      <span className="ranking-place-title">{title}</span>
      {children ??
        (chosen !== null && (
          <button
            type="button"
            className="ranking-put"
            aria-label={message('participant.ranking.put-of', { assistant: nameOfSlot(chosen), place: index + 1 })}
            onClick={onPut}
          >
            {message('participant.ranking.put-here')}
          </button>
        ))}
    </li>
  );
}

function Card({
  slot,
  place,
  chosen,
  offset,
  onChoose,
  onKey,
}: {
  readonly slot: Slot;
  /** 1-based, 0 without a place. */
  readonly place: number;
  readonly chosen: boolean;
  readonly offset: { readonly x: number; readonly y: number } | null;
  readonly onChoose: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}) {
  const { ref } = useDraggable({ id: slot });
  const assistant = nameOfSlot(slot);
  return (
    <button
      ref={ref}
      type="button"
      className={classes('ranking-card', chosen && 'chosen', offset !== null && 'dragged')}
      data-card={slot}
      aria-pressed={chosen}
      aria-label={
        place === 0
          ? message('participant.ranking.card-open', { assistant })
          : message('participant.ranking.card-placed', { assistant, place })
      }
      style={offset === null ? undefined : { transform: `translate(${offset.x}px, ${offset.y}px)` }}
      onClick={onChoose}
      onKeyDown={onKey}
    >
      <SlotMark slot={slot} />
      {assistant}
    </button>
  );
}
