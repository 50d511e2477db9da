import { useState } from 'react';
import type { DesignView } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

const mostLaptops = 20;

/** Which rows this laptop deals, where several recruit at the same time. */
export function PartOfList({
  api,
  view: { studyId, part: kept },
  onView,
}: {
  readonly api: ModeratorApi;
  readonly view: DesignView;
  readonly onView: (view: DesignView) => void;
}) {
  const keeping = useStaffCall();
  const [of, setOf] = useState(kept?.of ?? 1);
  const [part, setPart] = useState(kept?.part ?? 1);
  const isKept = of === (kept?.of ?? 1) && part === (kept?.part ?? 1);

  const keep = async (): Promise<void> => {
    const result = await keeping.run(() => api.call['design/set-part']({ studyId, part: of === 1 ? null : { part, of } }));
    if (result === null) return;
    announce(message('design.part.kept'));
    onView(result.value);
  };

  return (
    <section className="card stack" aria-labelledby="part-of-list">
      <div>
        <h2 id="part-of-list">{message('design.part')}</h2>
        <p className="quiet">{message('design.part.about')}</p>
      </div>
      <p>{kept === null ? message('design.part.all') : message('design.part.now', kept)}</p>
      <div className="design-part">
        <Select
          label={message('design.part.of')}
          options={numbers(mostLaptops)}
          value={String(of)}
          onChange={(event) => {
            const next = Number(event.target.value);
            setOf(next);
            setPart(Math.min(part, next));
          }}
        />
        {of > 1 && (
          <Select
            label={message('design.part.part')}
            options={numbers(of)}
            value={String(part)}
            onChange={(event) => setPart(Number(event.target.value))}
          />
        )}
        <Button aria-busy={keeping.busy} unavailable={isKept || keeping.busy} onClick={() => void keep()}>
          {message('design.part.set')}
        </Button>
      </div>
      {keeping.problem !== null && <Notice tone="danger">{keeping.problem}</Notice>}
    </section>
  );
}

function numbers(most: number) {
  return Array.from({ length: most }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }));
}
