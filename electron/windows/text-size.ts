/** From the designed size to twice as large, as WCAG 2.2 asks for (1.4.4). */
const sizes = [1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** The page zoom after one key press; stays at the ends. */
export function nextZoom(zoom: number, step: 'larger' | 'smaller' | 'usual-size'): number {
  switch (step) {
    case 'larger':
      return sizes.find((size) => size > zoom + 0.01) ?? 2;
    case 'smaller':
      return sizes.findLast((size) => size < zoom - 0.01) ?? 1;
    case 'usual-size':
      return 1;
  }
}
