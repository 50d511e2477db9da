import type { ComponentType } from 'react';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { MessageKey } from '../ui/messages.ts';

/** What every panel of the editor is given. */
export interface PanelProps {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly study: Study;
}

interface Panel {
  readonly id: string;
  readonly label: MessageKey;
  readonly Panel: ComponentType<PanelProps>;
}

/** What stands between the design of a study and its versions. One line each. */
export const panels: readonly Panel[] = [];
