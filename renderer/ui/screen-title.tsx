import { useEffect, useRef, type ReactNode } from 'react';

/** The heading of a screen: takes the focus when the screen opens, so that it is read and tabbing starts here. */
export function ScreenTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
