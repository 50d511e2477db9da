import { LineIcon } from '../../ui/icon.tsx';

/** Line icons of the lists in the forms, on the grid of `renderer/ui/icon.tsx`. Their buttons say what they do. */
const paths = {
  up: 'M6 14.5L12 8.5l6 6',
  down: 'M6 9.5l6 6 6-6',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  remove: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7',
  add: 'M12 5.5v13M5.5 12h13',
  open: 'M9.5 6l6 6-6 6',
} as const;

export function FormIcon({ name }: { readonly name: keyof typeof paths }) {
  return <LineIcon className={`form-icon ${name}`} path={paths[name]} size={20} />;
}
