import type { Api } from '../../shared/contract/call.ts';
import type { ParticipantContract } from '../../shared/contract/participant.ts';
import type { ParticipantScreen, ParticipantView, ScreenOf } from '../../shared/session/views.ts';
import type { DraftKeeper } from './draft-keeper.ts';

export type ParticipantApi = Api<ParticipantContract, ParticipantView>;
export type ParticipantCalls = ParticipantApi['call'];

/** What each screen of the participant's window is given. */
export interface ScreenProps<Kind extends ParticipantScreen['kind']> {
  readonly screen: ScreenOf<Kind>;
  readonly studyTitle: string;
  /** Answers with the new view, which the window then shows; a screen only looks at refusals. */
  readonly call: ParticipantCalls;
  readonly drafts: DraftKeeper;
}
