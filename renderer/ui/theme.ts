import './theme.css';

export type Theme = 'system' | 'light' | 'dark';
export type Room = 'participant' | 'moderator';

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

function apply(): void {
  const dark = chosen === 'dark' || (chosen === 'system' && prefersDark.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

/** Called once by each entry page, before the first paint. */
export function startTheme(room: Room): void {
  document.documentElement.dataset['room'] = room;
  prefersDark.addEventListener('change', apply);
  apply();
}

export function setTheme(theme: Theme): void {
  chosen = theme;
  apply();
}
