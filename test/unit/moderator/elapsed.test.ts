import { describe, expect, it } from 'vitest';
import { liveNow, sessionElapsed, stepElapsed } from '../../../renderer/live/elapsed.ts';
import type { LiveView } from '../../../shared/session/views.ts';

const view: LiveView = {
  sessionId: 's1',
  revision: 12,
  participantCode: 'K7-264',
  studyTitle: 'Family care',
  sessionNumber: 1,
  sessionCount: 1,
  moderator: 'MM',
  status: 'running',
  pausedFor: null,
  endReason: null,
  now: 1_000_000,
  startedAtUtcMilliseconds: 700_000,
  expectedMinutes: 45,
  plan: [
    { title: 'Consent', state: 'done', elapsedMilliseconds: 72_000 },
    { title: 'Conversation 1', state: 'current', elapsedMilliseconds: 198_000 },
    { title: 'Debrief', state: 'open', elapsedMilliseconds: 0 },
  ],
  currentStep: 1,
  mirror: { kind: 'idle' },
  conversationType: null,
  turn: null,
  trouble: null,
  notes: [],
  lastSavedAtUtcMilliseconds: 998_000,
  can: {
    pause: true,
    resume: false,
    retryTurn: false,
    voidTurn: false,
    skipConversation: true,
    endConversation: true,
    endSession: true,
  },
  unblinded: false,
  halted: null,
};

describe('elapsed times of a live session', () => {
  it('tick on from the time of the view, whatever the clock of the page says', () => {
    expect(liveNow(view, 5_000, 9_000)).toBe(1_004_000);
    expect(liveNow(view, 5_000, 4_000)).toBe(1_000_000);
  });

  it('count in the current step only', () => {
    expect([0, 1, 2].map((index) => stepElapsed(view, index, 1_004_000))).toEqual([72_000, 202_000, 0]);
  });

  it('stop when the session is over or nothing can be stored any more', () => {
    expect(sessionElapsed(view, 1_004_000)).toBe(304_000);
    expect(sessionElapsed({ ...view, status: 'complete' }, 1_004_000)).toBe(298_000);
    const halted: LiveView = { ...view, halted: { code: 'disk-full', message: 'Disk full.' } };
    expect(stepElapsed(halted, 1, 1_004_000)).toBe(198_000);
  });
});
