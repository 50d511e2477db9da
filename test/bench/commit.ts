import { join } from 'node:path';
import { openStorage } from '../../electron/storage/open-storage.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { createSession } from '../../shared/session/create-session.ts';
import { benchStudy } from './bench-study.ts';
import { type Figure, figureOf, median, quantile } from './figure.ts';

const warmUp = 200;
const commits = 2000;

/** Commit of one event: from the call of appendEvents until it is on disk, with hash and projections. */
export async function measureCommit(folder: string): Promise<Figure> {
  const storage = await openStorage(join(folder, 'commit'));
  try {
    const study = benchStudy('commit', ['practice-brief', 'practice-warm', 'practice-agreeable', 'practice-long-winded']);
    const digest = storage.saveStudy(study);
    const append = (event: SessionEvent) => {
      const at = { utcMilliseconds: Date.now(), monotonicMilliseconds: performance.now() };
      const start = performance.now();
      storage.appendEvents('bench', [{ event, at, actor: 'participant' }]);
      return performance.now() - start;
    };
    const models = study.arms.map((arm) => ({
      stageId: 'conversations',
      armId: arm.id,
      model: { ...arm.model, baseURL: 'practice' },
    }));
    const session = createSession({
      study,
      studyDigest: digest,
      studyVersion: null,
      participantCode: 'P1',
      sessionNumber: 1,
      moderator: 'Bench',
      row: null,
      stratum: null,
      seed: 'bench',
      models,
      earlierAnswers: {},
      earlier: [],
    });
    for (const event of session) append(event);
    const samples: number[] = [];
    for (let index = 0; index < warmUp + commits; index += 1) {
      const slot = (['A', 'B', 'C', 'D'] as const)[index % 4] ?? 'A';
      const judged = { conversationId: 'conversations-1', turn: null, judgementId: 'rating' };
      const payload = { ...judged, slot, item: null, value: (index % 100) + 1, moved: true };
      const milliseconds = append({ kind: 'rating-given', payload });
      if (index >= warmUp) samples.push(milliseconds);
    }
    return figureOf({
      name: 'commit',
      meaning: 'Commit of one event to disk, 99th percentile',
      value: quantile(samples, 0.99),
      unit: 'ms',
      aim: 5,
      samples: samples.length,
      details: { 'median (ms)': median(samples), 'slowest (ms)': Math.max(...samples) },
    });
  } finally {
    storage.close();
  }
}
