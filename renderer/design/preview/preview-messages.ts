import { z } from 'zod';
import type { Answer } from '../../../shared/contract/call.ts';
import type { ParticipantView } from '../../../shared/session/views.ts';

/** What the editor has its preview page show. Both pages are ours and of one origin; nothing else is listened to. */
export interface ShowMessage {
  readonly kind: 'show';
  readonly view: ParticipantView;
  /** Changes when another screen is looked at, so that nothing half filled in is carried over. */
  readonly place: string;
  readonly theme: 'light' | 'dark';
  readonly language: string;
}

/** The engine's answer to something that was tried. */
export interface AnswerMessage {
  readonly kind: 'answer';
  readonly number: number;
  readonly answer: Answer<ParticipantView>;
}

export type ToPreview = ShowMessage | AnswerMessage;

/** What comes back from the preview page: that it is there, and what somebody tried on it. */
export const FromPreview = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('call'), number: z.number().int(), name: z.string(), input: z.record(z.string(), z.unknown()) }),
]);
export type FromPreview = z.infer<typeof FromPreview>;
