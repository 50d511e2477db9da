import { describe, expect, it } from 'vitest';
import { usualChooser } from '../../../shared/rehearsal/chooser-parameters.ts';
import { sessionLength, type TimedConversation, type TimedStep } from '../../../shared/rehearsal/length.ts';

const armIds = ['generic', 'personal'];
const pace = { readingWordsPerMinute: 240, writingWordsPerMinute: 20, judgingSeconds: 5, spread: 0 };
const metronome = { ...usualChooser(armIds), pace, turns: { usual: 3, continuation: 0 }, messageWords: 20 };

const conversation: TimedConversation = {
  kind: 'conversation',
  turns: { minimum: 2, maximum: 5 },
  repliesPerTurn: 4,
  replyWords: 50,
  secondsToReveal: 6,
  judgementsPerTurn: 4,
  timeLimitSeconds: null,
};

describe('the length of a session', () => {
  it('is the sum of what is read, answered and waited for', () => {
    const steps: TimedStep[] = [
      { kind: 'read', words: 480 },
      { kind: 'answer', questions: 12, words: 120 },
      { kind: 'write', words: 10 },
      { kind: 'wait', seconds: 45 },
    ];
    const seconds = 120 + (30 + 60) + 30 + 45;
    const length = sessionLength(metronome, steps, 'sum');
    for (const share of [length.tenthPercentile, length.median, length.ninetiethPercentile]) expect(share).toBeCloseTo(seconds, 9);
  });

  it('counts in every turn the message, the wait, all replies and the sliders', () => {
    // Three turns of 60 s writing on average, 6 s waiting, 50 s reading, 20 s judging.
    const { tenthPercentile, median, ninetiethPercentile } = sessionLength(metronome, [conversation], 'turns', 20_000);
    expect(tenthPercentile).toBeLessThan(median);
    expect(median).toBeLessThan(ninetiethPercentile);
    // The median of log-normal lengths lies below their mean.
    expect(median).toBeGreaterThan(3 * 136 - 25);
    expect(median).toBeLessThan(3 * 136 + 5);
  });

  it('ends a conversation when its time is up', () => {
    const { ninetiethPercentile } = sessionLength(metronome, [{ ...conversation, timeLimitSeconds: 240 }], 'limit');
    expect(ninetiethPercentile).toBe(240);
  });

  it('spreads as people’s paces do', () => {
    const read: TimedStep[] = [{ kind: 'read', words: 2400 }];
    const { tenthPercentile, median, ninetiethPercentile } = sessionLength(
      { ...metronome, pace: { ...pace, spread: 0.4 } }, read, 'spread', 20_000,
    );
    // Log-normal: the 10th and 90th percentiles lie 1.2816 spreads from the median of ten minutes.
    expect(median / 600).toBeCloseTo(1, 1);
    expect(Math.log(ninetiethPercentile / median)).toBeCloseTo(1.2816 * 0.4, 1);
    expect(Math.log(median / tenthPercentile)).toBeCloseTo(1.2816 * 0.4, 1);
  });

  it('is the same for the same seed', () => {
    const length = () => sessionLength(usualChooser(armIds), [conversation], 'same', 200);
    expect(length()).toEqual(length());
  });
});
