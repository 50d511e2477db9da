import { useSyncExternalStore } from 'react';

let latest = { text: '', count: 0 };
const listeners = new Set<() => void>();

/** Has a screen reader say something once, when the person pauses. */
export function announce(text: string): void {
  latest = { text, count: latest.count + 1 };
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one live region of a window. The same sentence twice in a row is a new element, so it is said twice. */
export function Announcer() {
  const current = useSyncExternalStore(subscribe, () => latest);
  return (
    <div className="hidden-but-read" role="status" aria-live="polite">
      <span key={current.count}>{current.text}</span>
    </div>
  );
}
