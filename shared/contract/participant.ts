import { z } from 'zod';
import { participantCommands } from '../session/commands.ts';
import { Drafts, ParticipantView } from '../session/views.ts';
import { call, type Call } from './call.ts';

type CommandCalls = {
  readonly [Name in keyof typeof participantCommands]: Call<(typeof participantCommands)[Name], typeof ParticipantView>;
};

/** Every participant command is a call that answers with the new view, once it is on disk. */
const commandCalls = Object.fromEntries(
  Object.entries(participantCommands).map(([name, input]) => [name, call(input, ParticipantView)]),
) as unknown as CommandCalls;

export const Appearance = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.string(),
});
export type Appearance = z.infer<typeof Appearance>;

/** All that the participant's window can ask for. */
export const participantContract = {
  ...commandCalls,
  /** The view as it is now, and the drafts typed so far in this session. */
  'view/get': call(z.strictObject({}), z.strictObject({ view: ParticipantView, drafts: Drafts, appearance: Appearance })),
  /** Keeps what is being typed; answers once it is on disk. An undefined value forgets the draft. */
  'draft/save': call(
    z.strictObject({ sessionId: z.string(), key: z.string().min(1).max(200), value: z.json() }),
    z.strictObject({ savedAtUtcMilliseconds: z.number() }),
  ),
  /** Leaves the participant's window for the moderator's; needs the moderator's PIN. */
  'window/leave': call(z.strictObject({ pin: z.string().max(32) }), z.strictObject({ left: z.boolean() })),
} as const;
export type ParticipantContract = typeof participantContract;
