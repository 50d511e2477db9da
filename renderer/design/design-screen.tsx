import type { ModeratorApi } from '../../shared/contract/moderator.ts';

export interface DesignScreenProps {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly onBack: () => void;
}

/** One study in the making. */
export function DesignScreen({ studyId, onBack }: DesignScreenProps) {
  return <main className="screen" data-screen="design" data-study={studyId} onDoubleClick={onBack} />;
}
