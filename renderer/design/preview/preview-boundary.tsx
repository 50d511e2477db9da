import { Component, type ReactNode } from 'react';

interface Props {
  /** Whatever changes here is worth another try. */
  readonly resetBy: unknown;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface State {
  readonly resetBy: unknown;
  readonly broken: boolean;
}

/** A part of the editor that breaks over a draft says so, and comes back with the next change. */
export class PreviewBoundary extends Component<Props, State> {
  override state: State = { resetBy: this.props.resetBy, broken: false };

  static getDerivedStateFromError(): Partial<State> {
    return { broken: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetBy === state.resetBy ? null : { resetBy: props.resetBy, broken: false };
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
