import type { StageKind } from '../../shared/study/stages.ts';
import { LineIcon } from '../ui/icon.tsx';

/** Line icons of the outline, on the grid of `renderer/ui/icon.tsx`; always beside words. */
const paths = {
  study: 'M6 4h12v16H6zM9 8h6M9 12h6M9 16h3',
  arms: 'M7 5v14M12 5v14M17 5v14',
  session: 'M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7',
  allocation: 'M4 7h4l8 10h4M4 17h4l8-10h4M17.5 4.5L20 7l-2.5 2.5M17.5 14.5L20 17l-2.5 2.5',
  analysis: 'M5 4v15h15M9 16v-4M13 16V8M17 16v-6',
  blinding: 'M3.5 12s3-5.5 8.5-5.5 8.5 5.5 8.5 5.5-3 5.5-8.5 5.5S3.5 12 3.5 12zM5 19L19 5',
  consent: 'M5 4h14v16H5zM8.5 12l2.5 2.5 4.5-5',
  questionnaire: 'M9 7h11M9 12h11M9 17h11M4.5 7h.1M4.5 12h.1M4.5 17h.1',
  instructions: 'M12 6.5C9.5 5 6.500 5 4 5.500v13c2.500-.5 5.500-.5 8 1 2.500-1.500 5.500-1.500 8-1v-13c-2.500-.5-5.500-.5-8 1zM12 6.500v13',
  practice: 'M12 4a8 8 0 110 16 8 8 0 010-16zM12 8.500a3.500 3.500 0 110 7 3.500 3.500 0 010-7z',
  conversations: 'M4 5h11v8H8l-4 3zM17 9h3v10l-3-2.500h-6V15',
  repeats: 'M5 12a7 7 0 0112-4.900L19 9M19 4.500V9h-4.500M19 12a7 7 0 01-12 4.900L5 15M5 19.500V15h4.500',
  'blinding-guess': 'M9 9.200a3 3 0 114.200 2.700c-.8.4-1.200 1-1.200 1.800v.6M12 17.600v.1',
  break: 'M9 6v12M15 6v12',
  message: 'M4 6h16v12H4zM4 7l8 6 8-6',
  debrief: 'M6 20V4M6 5h11l-2.500 4 2.500 4H6',
  undo: 'M9 6L4.500 10.500 9 15M5 10.500h9a5 5 0 010 10h-3',
  redo: 'M15 6l4.500 4.500L15 15M19 10.500h-9a5 5 0 000 10h3',
} as const satisfies Readonly<Record<StageKind, string>> & Readonly<Record<string, string>>;

export type DesignIconName = keyof typeof paths;

export function DesignIcon({ name, size = 18 }: { readonly name: DesignIconName; readonly size?: number }) {
  return <LineIcon className={`design-icon ${name}`} path={paths[name]} size={size} />;
}
