import { useState } from 'react';
import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorApi, ModeratorContract } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

/** Asks whether everything that was recorded is still as it was recorded. */
export function RecordsCheck({ api }: { readonly api: ModeratorApi }) {
  const checking = useStaffCall();
  const [outcome, setOutcome] = useState<OutputOf<ModeratorContract, 'storage/verify'> | null>(null);

  const check = async (): Promise<void> => {
    setOutcome(null);
    const result = await checking.run(() => api.call['storage/verify']({}));
    if (result === null) return;
    setOutcome(result.value);
    announce(message(result.value.sound ? 'home.records.sound' : 'home.records.damaged'));
  };

  return (
    <section className="card stack" aria-labelledby="home-records">
      <h2 id="home-records">{message('home.records')}</h2>
      <p className="quiet">{message('home.records.about')}</p>
      <Button aria-busy={checking.busy} unavailable={checking.busy} onClick={() => void check()}>
        {message(checking.busy ? 'home.records.busy' : 'home.records.check')}
      </Button>
      {checking.problem !== null && <Notice tone="danger">{checking.problem}</Notice>}
      {outcome?.sound === true && <p className="home-good">{message('home.records.sound')}</p>}
      {outcome?.sound === false && <Notice tone="danger">{message('home.records.damaged')}</Notice>}
      {outcome !== null && outcome.findings.length > 0 && (
        <ul className="home-findings">
          {outcome.findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
