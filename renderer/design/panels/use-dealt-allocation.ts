import { useEffect, useMemo, useState } from 'react';
import { designOf } from '../../../shared/study/allocation-design.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { rowsPerStratumOf, type AllocationRequest, type DealtAllocation } from './dealt-allocation.ts';

/** While somebody types, nothing is dealt. */
const pauseMilliseconds = 200;

/** The planned list, counted; null until it is there. Of an earlier draft while `busy`. */
export function useDealtAllocation(study: Study, listed: number): { readonly dealt: DealtAllocation | null; readonly busy: boolean } {
  const key = useMemo(() => JSON.stringify({ design: designOf(study), rowsPerStratum: rowsPerStratumOf(study), listed }), [study, listed]);
  const [last, setLast] = useState<{ readonly key: string; readonly dealt: DealtAllocation } | null>(null);

  useEffect(() => {
    let worker: Worker | null = null;
    const timer = setTimeout(() => {
      worker = new Worker(new URL('./allocation-worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<DealtAllocation>) => setLast({ key, dealt: data }));
      worker.addEventListener('error', () => setLast({ key, dealt: { ok: false } }));
      worker.postMessage(JSON.parse(key) as AllocationRequest);
    }, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      worker?.terminate();
    };
  }, [key]);

  return { dealt: last?.dealt ?? null, busy: last?.key !== key };
}
