import type { ModeratorApi } from '../../shared/contract/moderator.ts';

export interface DesignsScreenProps {
  readonly api: ModeratorApi;
  readonly onOpen: (studyId: string) => void;
}

/** Studies in the making. */
export function DesignsScreen({ api, onOpen }: DesignsScreenProps) {
  return <main className="screen" data-screen="designs" onDoubleClick={() => void api.call['design/list']({}).then(() => onOpen(''))} />;
}
