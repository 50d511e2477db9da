/** One page of a long list: what is on it, and where it stands. */
export interface ShownPage<Item> {
  readonly items: readonly Item[];
  /** 0 first; moved back to the last page when the list has become shorter. */
  readonly page: number;
  readonly pages: number;
  /** Of the list, 1 first; both 0 for an empty list. */
  readonly from: number;
  readonly until: number;
  readonly of: number;
}

/** A hundred rows are drawn at once: enough to scan, few enough for any laptop. */
export function pageOf<Item>(list: readonly Item[], wanted: number, size = 100): ShownPage<Item> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const items = list.slice(page * size, (page + 1) * size);
  return { items, page, pages, from: items.length === 0 ? 0 : page * size + 1, until: page * size + items.length, of: list.length };
}
