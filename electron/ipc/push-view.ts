import type { z } from 'zod';
import { viewChannelOf } from '../../shared/contract/call.ts';

/** The part of Electron's web contents that is used. */
export interface ViewReceiver {
  send(channel: string, view: unknown): void;
}

export interface ViewPusherOptions<Schema extends z.ZodType> {
  readonly window: 'participant' | 'moderator';
  readonly schema: Schema;
  /** The window's contents; null while it is not open. */
  receiver(): ViewReceiver | null;
  readonly log: (line: string) => void;
  readonly record?: (channel: string, view: unknown) => void;
}

/** Sends views to a window, each parsed by its schema first: a field too many is not sent, but logged. */
export function createViewPusher<Schema extends z.ZodType>(
  options: ViewPusherOptions<Schema>,
): (view: z.input<Schema>) => void {
  const channel = viewChannelOf(options.window);
  return (view) => {
    const receiver = options.receiver();
    if (receiver === null) return;
    const parsed = options.schema.safeParse(view);
    if (!parsed.success) {
      const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      options.log(`${options.window} view: not sent, does not fit its schema at ${places}`);
      return;
    }
    options.record?.(channel, parsed.data);
    receiver.send(channel, parsed.data);
  };
}
