/** Line icons on a 24-unit grid, drawn for this app. Always next to words, or labelled by their button. */
const paths = {
  close: 'M6 6l12 12M18 6L6 18',
  lock: 'M7 11V8a5 5 0 0110 0v3M5.5 11h13v9h-13z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  previous: 'M14.5 5.5L8 12l6.5 6.5',
  next: 'M9.5 5.5L16 12l-6.5 6.5',
  enlarge: 'M14 5h5v5M19 5l-6 6M10 19H5v-5M5 19l6-6',
  reduce: 'M19 10h-5V5M14 10l6-6M5 14h5v5M10 14l-6 6',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  play: 'M8 5.5l11 6.5-11 6.5z',
  note: 'M6 4h12v16H6zM9 9h6M9 13h6',
  attention: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  refresh: 'M19 12a7 7 0 11-2.2-5.1M19 4v4h-4',
  search: 'M10.5 4.5a6 6 0 110 12 6 6 0 010-12zM15 15l5 5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 110 4.4 2.2 2.2 0 010-4.4zM9 14.8a2.2 2.2 0 110 4.4 2.2 2.2 0 010-4.4z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return <LineIcon path={paths[name]} size={size} />;
}

/** A drawing on the same grid and in the same line, for icons that only one feature has. */
export function LineIcon({ path, size, className }: { readonly path: string; readonly size: number; readonly className?: string }) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
