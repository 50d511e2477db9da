/** What Electron tells about who sent a message, as far as it is needed here. */
export interface CallEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  readonly senderFrame: { readonly url: string } | null;
}

/** The one page that may use a contract. */
export interface TrustedPage {
  /** Address below which the page lies. */
  readonly root: string;
  /** The window's contents; null while the window is not open. */
  contentsId(): number | null;
}

/** True for a message from the main frame of the right window, while it shows the right page. */
export function isTrusted(event: CallEvent, page: TrustedPage): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null &&
    frame === event.sender.mainFrame &&
    event.sender.id === page.contentsId() &&
    frame.url.startsWith(page.root)
  );
}
