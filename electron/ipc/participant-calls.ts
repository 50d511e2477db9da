import type { participantContract } from '../../shared/contract/participant.ts';
import { participantCommands, type ParticipantCommand } from '../../shared/session/commands.ts';
import type { Refusal, Result } from '../../shared/session/refusal.ts';
import type { ParticipantView } from '../../shared/session/views.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import type { PinGate } from '../settings/pin.ts';
import type { Settings } from '../settings/settings.ts';
import type { Handlers } from './register-contract.ts';

export interface ParticipantServices {
  readonly current: CurrentSession;
  readonly settings: Pick<Settings, 'appearance'>;
  readonly pinGate: PinGate;
  leaveWindow(): void;
}

type CommandHandlers = Pick<Handlers<typeof participantContract>, keyof typeof participantCommands>;

/** What answers to each call of the participant's window. */
export function participantCalls(services: ParticipantServices): Handlers<typeof participantContract> {
  const { current, settings, pinGate } = services;
  const commands = Object.fromEntries(
    Object.keys(participantCommands).map((kind) => [
      kind,
      (input: object): ParticipantView =>
        valueOf(current.require().participant({ kind, ...input } as ParticipantCommand)),
    ]),
  ) as unknown as CommandHandlers;
  return {
    ...commands,
    'view/get': () => ({
      view: current.participantView(),
      drafts: current.get()?.drafts() ?? {},
      appearance: settings.appearance(),
    }),
    'draft/save': ({ sessionId, key, value }) => {
      const session = current.require();
      // A draft that was typed for the person before must not become the next person's.
      if (session.sessionId !== sessionId) throw new CallRefusal('other-session', message('session.none'));
      return { savedAtUtcMilliseconds: valueOf(session.saveDraft(key, value)) };
    },
    'window/leave': async ({ pin }) => {
      const left = await pinGate.opens(pin);
      if (left) services.leaveWindow();
      return { left };
    },
  };
}

/** A refusal of the engine becomes a refusal of the call. */
export function valueOf<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new CallRefusal(result.problem.code, result.problem.message);
  return result.value;
}
