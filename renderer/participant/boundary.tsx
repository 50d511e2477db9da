import { Component, type ReactNode } from 'react';
import { CalmScreen } from '../text-page/calm-screen.tsx';

/** A screen that breaks shows the calm sentence instead of an empty window. What was typed is on disk. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <CalmScreen screen={{ kind: 'covered', because: 'trouble' }} /> : this.props.children;
  }
}
