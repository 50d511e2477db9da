/** A moment as people write it, in the language of the screen. */
export function readableMoment(utcMilliseconds: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'medium', timeStyle: 'short' }).format(utcMilliseconds);
}
