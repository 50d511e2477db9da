import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';

/** A screen that breaks says so and can be opened again; the session goes on in the main process. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="screen" data-screen="broken">
        <Notice tone="danger" actions={<Button onClick={() => location.reload()}>{message('moderator.reload')}</Button>}>
          {message('moderator.broken')}
        </Notice>
      </main>
    );
  }
}
