import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Answer } from '../../../shared/contract/call.ts';
import type { ParticipantView } from '../../../shared/session/views.ts';
import { classes } from '../../ui/classes.ts';
import { message } from '../../ui/messages.ts';
import { FromPreview, type ToPreview } from './preview-messages.ts';
import { startedAt } from './preview-state.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The preview page in a frame of the size of a real screen, drawn as large as there is room for. Unless it is
 * being tried it takes neither focus nor pointer.
 */
export function PreviewFrame({
  view,
  place,
  theme,
  size,
  trying,
  fits = 'width',
  onTry,
}: {
  /** Of a session that began at the start of time. */
  readonly view: ParticipantView;
  readonly place: string;
  readonly theme: 'light' | 'dark';
  readonly size: ScreenSize;
  readonly trying: boolean;
  /** What the room bounds: in a column the width, in a dialog the height too. */
  readonly fits?: 'width' | 'both';
  readonly onTry: (name: string, input: Readonly<Record<string, unknown>>) => Answer<ParticipantView>;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const scale = useScale(room, size, fits);

  const post = (content: ToPreview): void => frame.current?.contentWindow?.postMessage(content, location.origin);
  const hear = useEffectEvent((event: MessageEvent<unknown>) => {
    if (event.source !== frame.current?.contentWindow || event.origin !== location.origin) return;
    const heard = FromPreview.safeParse(event.data);
    if (!heard.success) return;
    if (heard.data.kind === 'ready') setReady(true);
    else post({ kind: 'answer', number: heard.data.number, answer: onTry(heard.data.name, heard.data.input) });
  });
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>): void => hear(event);
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  useEffect(() => {
    if (!ready) return;
    const screen = startedAt(view.screen, Date.now());
    const content: ToPreview = { kind: 'show', view: { ...view, screen }, place, theme, language: document.documentElement.lang };
    frame.current?.contentWindow?.postMessage(content, location.origin);
  }, [ready, view, place, theme]);

  // An inert frame keeps people out, but not its own page, whose screens focus what they begin with.
  useLayoutEffect(() => {
    if (ready) frame.current?.contentDocument?.documentElement.toggleAttribute('inert', !trying);
  }, [ready, trying]);

  return (
    <div ref={room} className={classes('preview-room', fits === 'both' && 'bounded')}>
      <div className="preview-sheet" style={{ inlineSize: size.width * scale, blockSize: size.height * scale }}>
        <iframe
          ref={frame}
          className="preview-frame"
          title={message('design.preview.frame')}
          src="../preview/index.html"
          inert={!trying}
          style={{ inlineSize: size.width, blockSize: size.height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  );
}

/** How large the screen can be drawn in the room there is, never larger than it is. */
function useScale(room: { readonly current: HTMLDivElement | null }, { width, height }: ScreenSize, fits: 'width' | 'both'): number {
  const [scale, setScale] = useState(0.4);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box === undefined || box.width === 0) return;
      const heightLimit = fits === 'both' ? box.height / height : Number.POSITIVE_INFINITY;
      setScale(Math.min(1, box.width / width, heightLimit));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [room, width, height, fits]);
  return scale;
}
