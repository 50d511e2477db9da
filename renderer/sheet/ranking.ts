import type { RankPlaces, Slot } from '../../shared/session/events.ts';

/** Slots by place, best first. */
export type Places = readonly (readonly Slot[])[];

export function emptyPlaces(count: number): Places {
  return Array.from({ length: count }, () => []);
}

/** Index of the place that a slot has; -1 without one. */
export function placeOf(places: Places, slot: Slot): number {
  return places.findIndex((place) => place.includes(slot));
}

/**
 * Puts a slot on a place. Where ties are allowed it joins whoever stands there. Otherwise the others make
 * room: they move towards the nearest free place, so that as little as possible changes. In a full order
 * this is moving a card within a row.
 */
export function putOnPlace(places: Places, slot: Slot, index: number, ties: boolean): RankPlaces {
  if (index < 0 || index >= places.length) return copyOf(places);
  if (ties && places[index]?.includes(slot)) return copyOf(places);
  const next = takeOff(places, slot);
  if (ties) {
    next[index] = [...(next[index] ?? []), slot].sort();
    return next;
  }
  const free = nearestFree(next, index);
  if (free === null) return copyOf(places);
  const by = free < index ? 1 : -1;
  for (let place = free; place !== index; place += by) next[place] = next[place + by] ?? [];
  next[index] = [slot];
  return next;
}

/** Takes a slot off its place; the others stay. */
export function takeOff(places: Places, slot: Slot): RankPlaces {
  return places.map((place) => place.filter((each) => each !== slot));
}

/** The next place in a direction; a slot without a place comes in from the side it is sent from. */
export function stepTo(places: Places, slot: Slot, by: -1 | 1, ties: boolean): RankPlaces {
  const from = placeOf(places, slot);
  if (from !== -1) return putOnPlace(places, slot, from + by, ties);
  const isFree = (place: readonly Slot[]) => place.length === 0;
  const free = by === 1 ? places.findIndex(isFree) : places.findLastIndex(isFree);
  if (free !== -1) return putOnPlace(places, slot, free, ties);
  return ties ? putOnPlace(places, slot, by === 1 ? 0 : places.length - 1, ties) : copyOf(places);
}

export function samePlaces(one: Places, other: Places): boolean {
  return one.length === other.length && one.every((place, index) => place.join() === other[index]?.join());
}

function copyOf(places: Places): RankPlaces {
  return places.map((place) => [...place]);
}

function nearestFree(places: Places, index: number): number | null {
  for (let distance = 0; distance < places.length; distance += 1) {
    for (const candidate of [index + distance, index - distance]) {
      if (places[candidate]?.length === 0) return candidate;
    }
  }
  return null;
}
