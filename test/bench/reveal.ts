import { openStorageForReading } from '../../electron/storage/open-storage.ts';
import { benchStudy } from './bench-study.ts';
import { type Figure, figureOf, median, quantile } from './figure.ts';
import { beginSession, endSession, holdTurn, openWithStudy, type Painted } from './measured-session.ts';

const sessions = 4;
const turns = 6;
/** Fewer than any text of 2,000 words has. */
const charactersOfReply = 6_000;

/**
 * From the last byte of the slowest reply in the main process until all four replies are painted in the
 * participant's window: four replies of 2,000 words, six turns a conversation, without the minimum delay.
 */
export async function measureReveal(folder: string): Promise<Figure> {
  const study = benchStudy('reveal', Array.from({ length: 4 }, () => 'practice-words-2000'));
  const opened = await openWithStudy(folder, study);
  const inView: number[] = [];
  const whole: number[] = [];
  const stored: number[] = [];
  try {
    for (let session = 0; session < sessions; session += 1) {
      const { sessionId, page } = await beginSession(opened, study.id);
      const painted: Painted[] = [];
      for (let turn = 0; turn < turns; turn += 1) painted.push(await holdTurn(page, turn, charactersOfReply));
      const steps = stepsOf(opened.dataFolder, sessionId);
      painted.forEach((each, turn) => {
        const { lastByte = Number.NaN, revealed = Number.NaN } = steps[turn] ?? {};
        inView.push(each.inView - lastByte);
        whole.push(each.whole - lastByte);
        stored.push(revealed - lastByte);
      });
      await endSession(opened);
    }
  } finally {
    await opened.app.close();
  }
  return figureOf({
    name: 'reveal',
    meaning: 'Last byte of the slowest reply to all four painted, 95th percentile',
    value: quantile(inView, 0.95),
    unit: 'ms',
    aim: 100,
    samples: inView.length,
    details: {
      'median (ms)': median(inView),
      'slowest (ms)': Math.max(...inView),
      'until the reveal is decided, 95th (ms)': quantile(stored, 0.95),
      'until the whole texts are painted, far below the screen, 95th (ms)': quantile(whole, 0.95),
      'until the whole texts are painted, median (ms)': median(whole),
    },
  });
}

interface Steps {
  lastByte?: number;
  revealed?: number;
}

/** For each turn, when the last byte of its slowest reply had come and when it was revealed, UTC milliseconds. */
function stepsOf(dataFolder: string, sessionId: string): readonly Steps[] {
  const storage = openStorageForReading(dataFolder);
  try {
    const turnOfCall = new Map<string, number>();
    const steps: Steps[] = [];
    const stepsAt = (turn: number) => (steps[turn] ??= {});
    for (const event of storage.readEvents(sessionId)) {
      if (event.kind === 'call-started') turnOfCall.set(event.payload.callId, event.payload.turn);
      if (event.kind === 'turn-revealed') stepsAt(event.payload.turn).revealed = event.at.utcMilliseconds;
      if (event.kind !== 'call-ended' || event.payload.reply === null) continue;
      const step = stepsAt(turnOfCall.get(event.payload.callId) ?? 0);
      const { startedAtUtcMilliseconds, totalMilliseconds } = event.payload.reply;
      step.lastByte = Math.max(step.lastByte ?? 0, startedAtUtcMilliseconds + totalMilliseconds);
    }
    return steps;
  } finally {
    storage.close();
  }
}
