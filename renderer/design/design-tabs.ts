import { lazy, type ComponentType } from 'react';
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

const AllocationPanel = lazy(async () => ({ default: (await import('./panels/allocation-panel.tsx')).AllocationPanel }));
const RehearsalPanel = lazy(async () => ({ default: (await import('./panels/rehearsal-panel.tsx')).RehearsalPanel }));
const BlindingPanel = lazy(async () => ({ default: (await import('./panels/blinding-panel.tsx')).BlindingPanel }));

/** What stands between the design of a study and its versions. */
export const panels: readonly Panel[] = [
  { id: 'allocation', label: 'design.tab.allocation', Panel: AllocationPanel },
  { id: 'rehearsal', label: 'design.tab.rehearsal', Panel: RehearsalPanel },
  { id: 'blinding', label: 'design.tab.blinding', Panel: BlindingPanel },
];
