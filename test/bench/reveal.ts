import { openStorageForReading } from '../../electron/storage/open-storage.ts';
import { benchStudy } from './bench-study.ts';
import { type Figure, figureOf, median, quantile } from './figure.ts';
import { beginSession, endSession, holdTurn, nextConversation, openWithStudy, type Painted, shut } from './measured-session.ts';

const sessions = 2;
const conversations = 4;
const turns = 6;
/** Fewer than any text of 2,000 words has. */
const charactersOfReply = 6_000;

/**
 * From the last byte of the slowest reply in the main process until all four replies are painted in the
 * participant's window: four replies of 2,000 words, without the minimum delay. Sessions as in the
 * practice study: four conversations in one window, the first turn in a fresh window included.
 */
export async function measureReveal(folder: string): Promise<Figure> {
  const study = benchStudy('reveal', Array.from({ length: 4 }, () => 'practice-words-2000'), conversations);
  const opened = await openWithStudy(folder, study);
  const inView: number[] = [];
  const whole: number[] = [];
  const stored: number[] = [];
  try {
    for (let session = 0; session < sessions; session += 1) {
      const { sessionId, page } = await beginSession(opened, study.id, `BENCH-${session + 1}`);
      const painted: Painted[] = [];
      for (let conversation = 0; conversation < conversations; conversation += 1) {
        if (conversation > 0) await nextConversation(opened, page);
        for (let turn = 0; turn < turns; turn += 1) painted.push(await holdTurn(page, turn, charactersOfReply));
      }
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
    await shut(opened.app);
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

/** For each turn of the session, when the last byte of its slowest reply had come and when it was revealed, UTC milliseconds. */
function stepsOf(dataFolder: string, sessionId: string): readonly Steps[] {
  const storage = openStorageForReading(dataFolder);
  try {
    const steps: Steps[] = [];
    for (const event of storage.readEvents(sessionId)) {
      if (event.kind === 'turn-sent') steps.push({});
      const step = steps.at(-1);
      if (step && event.kind === 'turn-revealed') step.revealed = event.at.utcMilliseconds;
      if (step && event.kind === 'call-ended' && event.payload.reply !== null) {
        const { startedAtUtcMilliseconds, totalMilliseconds } = event.payload.reply;
        step.lastByte = Math.max(step.lastByte ?? 0, startedAtUtcMilliseconds + totalMilliseconds);
      }
    }
    return steps;
  } finally {
    storage.close();
  }
}
