import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import './controls.css';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly kind?: 'primary' | 'secondary' | 'plain' | 'danger' | 'danger-quiet';
  /**
   * Looks and reads as disabled, but keeps its place in the tab order; a press calls `onUnavailable`,
   * which can lead to what is missing. A button that vanishes from the tab order explains nothing.
   */
  readonly unavailable?: boolean;
  readonly onUnavailable?: () => void;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  kind = 'secondary',
  unavailable = false,
  onUnavailable,
  onClick,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes('button', kind !== 'secondary' && kind, className)}
      aria-disabled={unavailable || undefined}
      onClick={(event) => {
        if (unavailable) {
          event.preventDefault();
          onUnavailable?.();
        } else {
          onClick?.(event);
        }
      }}
    />
  );
}
