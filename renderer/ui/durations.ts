/** A duration as a clock shows it: `3:18`, from one hour on `1:04:09`. Never negative. */
export function clockDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const minutesAndSeconds = [Math.floor(seconds / 60) % 60, seconds % 60] as const;
  const hours = Math.floor(seconds / 3600);
  return hours === 0
    ? `${minutesAndSeconds[0]}:${pad(minutesAndSeconds[1])}`
    : `${hours}:${pad(minutesAndSeconds[0])}:${pad(minutesAndSeconds[1])}`;
}

/** Whole seconds from now until a moment, counted so that a countdown ends on 1 and then 0. */
export function secondsUntil(utcMilliseconds: number, now: number): number {
  return Math.max(0, Math.ceil((utcMilliseconds - now) / 1000));
}

/** Whole seconds since a moment; 0 for moments that a second clock places in the future. */
export function secondsSince(utcMilliseconds: number, now: number): number {
  return Math.max(0, Math.floor((now - utcMilliseconds) / 1000));
}

/** The English of the screens is British, and so are its dates. */
function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

/** Day and time in the reader's own zone and manner: `23 Nov 2026, 14:05`. */
export function dayAndTime(utcMilliseconds: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(utcMilliseconds);
}

/** Time of day in the reader's own zone: `14:05`, with seconds where asked for. */
export function timeOfDay(utcMilliseconds: number, language: string, withSeconds = false): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  }).format(utcMilliseconds);
}
