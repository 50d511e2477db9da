import { openStorageForReading } from '../../electron/storage/open-storage.ts';
import { benchStudy } from './bench-study.ts';
import { type Figure, figureOf, median, quantile } from './figure.ts';
import { beginSession, endSession, holdTurn, openWithStudy } from './measured-session.ts';

const sessions = 4;
const turns = 6;
/** Shorter than any text of 2,000 words. */
const shortestReply = 6_000;

/**
 * From the last byte of the slowest reply in the main process until all four replies are painted in the
 * participant's window: four replies of 2,000 words, six turns a conversation, without the minimum delay.
 */
export async function measureReveal(folder: string): Promise<Figure> {
  const study = benchStudy('reveal', Array.from({ length: 4 }, () => 'practice-words-2000'));
  const opened = await openWithStudy(folder, study);
  const samples: number[] = [];
  try {
    for (let session = 0; session < sessions; session += 1) {
      const { sessionId, page } = await beginSession(opened, study.id);
      const painted: number[] = [];
      for (let turn = 0; turn < turns; turn += 1) painted.push(await holdTurn(page, turn, shortestReply));
      const lastBytes = lastBytesOf(opened.dataFolder, sessionId);
      samples.push(...painted.map((at, turn) => at - (lastBytes[turn] ?? Number.NaN)));
      await endSession(opened);
    }
  } finally {
    await opened.app.close();
  }
  return figureOf({
    name: 'reveal',
    meaning: 'Last byte of the slowest reply to all four painted, 95th percentile',
    value: quantile(samples, 0.95),
    unit: 'ms',
    aim: 100,
    samples: samples.length,
    details: { 'median (ms)': median(samples), 'slowest (ms)': Math.max(...samples) },
  });
}

/** For each turn, when the last byte of its slowest reply had come, UTC milliseconds. */
function lastBytesOf(dataFolder: string, sessionId: string): readonly number[] {
  const storage = openStorageForReading(dataFolder);
  try {
    const turnOfCall = new Map<string, number>();
    const lastBytes: number[] = [];
    for (const event of storage.readEvents(sessionId)) {
      if (event.kind === 'call-started') turnOfCall.set(event.payload.callId, event.payload.turn);
      if (event.kind !== 'call-ended' || event.payload.reply === null) continue;
      const turn = turnOfCall.get(event.payload.callId) ?? 0;
      const { startedAtUtcMilliseconds, totalMilliseconds } = event.payload.reply;
      lastBytes[turn] = Math.max(lastBytes[turn] ?? 0, startedAtUtcMilliseconds + totalMilliseconds);
    }
    return lastBytes;
  } finally {
    storage.close();
  }
}
