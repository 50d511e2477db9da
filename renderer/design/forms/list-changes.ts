/** A list with one member moved to another place. Places beyond the ends leave the list as it is. */
export function moved<Member>(list: readonly Member[], from: number, to: number): readonly Member[] {
  const member = list[from];
  if (member === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, member);
}

/** A list with a member put in at a place. */
export function inserted<Member>(list: readonly Member[], at: number, member: Member): readonly Member[] {
  return list.toSpliced(at, 0, member);
}

/** A list without the member at a place. */
export function removed<Member>(list: readonly Member[], at: number): readonly Member[] {
  return list.filter((_, index) => index !== at);
}

/** A set of choices with one put in or taken out, in the order of all there are; unknown ones stay at the end. */
export function toggled(chosen: readonly string[], choice: string, on: boolean, all: readonly string[]): readonly string[] {
  const wanted = new Set(on ? [...chosen, choice] : chosen.filter((each) => each !== choice));
  return [...all.filter((each) => wanted.has(each)), ...[...wanted].filter((each) => !all.includes(each))];
}

/**
 * Where the open members of a list are after a move, an insertion or a removal, so that what a person has
 * open stays open.
 */
export function openAfter(open: ReadonlySet<number>, change: ListChange): ReadonlySet<number> {
  return new Set([...open].flatMap((index) => placeAfter(index, change)));
}

export type ListChange =
  | { readonly kind: 'moved'; readonly from: number; readonly to: number }
  | { readonly kind: 'inserted'; readonly at: number }
  | { readonly kind: 'removed'; readonly at: number };

function placeAfter(index: number, change: ListChange): readonly number[] {
  switch (change.kind) {
    case 'inserted':
      return [index >= change.at ? index + 1 : index];
    case 'removed':
      return index === change.at ? [] : [index > change.at ? index - 1 : index];
    case 'moved': {
      if (index === change.from) return [change.to];
      const without = index > change.from ? index - 1 : index;
      return [without >= change.to ? without + 1 : without];
    }
  }
}
