import type { RankPlaces, Slot } from '../../shared/session/events.ts';

export type Places = Readonly<RankPlaces>;

/**
 * Puts a slot on a place. If the place is taken, the others make room: they move towards the nearest
 * free place, so that as little as possible changes. In a full order this is moving a card within a row.
 */
export function putOnPlace(places: Places, slot: Slot, index: number): RankPlaces {
  const next = places.map((each) => (each === slot ? null : each));
  if (index < 0 || index >= next.length) return [...places];
  const free = nearestFree(next, index);
  if (free === null) return [...places];
  const by = free < index ? 1 : -1;
  for (let place = free; place !== index; place += by) next[place] = next[place + by] ?? null;
  next[index] = slot;
  return next;
}

/** Takes a slot off its place; the others stay. */
export function takeOff(places: Places, slot: Slot): RankPlaces {
  return places.map((each) => (each === slot ? null : each));
}

/** The next place in a direction; a slot without a place comes in from the side it is sent from. */
export function stepTo(places: Places, slot: Slot, by: -1 | 1): RankPlaces {
  const from = places.indexOf(slot);
  if (from === -1) {
    const free = by === 1 ? places.indexOf(null) : places.lastIndexOf(null);
    return free === -1 ? [...places] : putOnPlace(places, slot, free);
  }
  return putOnPlace(places, slot, from + by);
}

export function samePlaces(one: Places, other: Places): boolean {
  return one.length === other.length && one.every((slot, index) => slot === other[index]);
}

function nearestFree(places: Places, index: number): number | null {
  for (let distance = 0; distance < places.length; distance += 1) {
    for (const candidate of [index + distance, index - distance]) {
      if (places[candidate] === null) return candidate;
    }
  }
  return null;
}
