import { type BalanceTable, balanceTables } from '../../shared/allocation/balance.ts';
import type { AllocationRow } from '../../shared/allocation/list.ts';
import type { RehearsalResult } from '../../shared/rehearsal/rehearsal.ts';
import { planOf, titleOfStep } from '../../shared/session/plan.ts';
import { quantile } from '../../shared/statistics/quantile.ts';
import { designOf } from '../../shared/study/allocation-design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { PlayedParticipant, PlayedShare } from './play-share.ts';

const mostFailures = 20;
const mostFindings = 20;

/** What was played, in figures. */
export function summaryOfPlay(
  study: Study,
  rows: readonly AllocationRow[],
  shares: readonly PlayedShare[],
): Pick<RehearsalResult, 'paths' | 'sessions' | 'balance' | 'storage'> {
  const participants = shares.flatMap((share) => share.participants);
  const wentAllTheWay = (each: PlayedParticipant): boolean =>
    each.failure === null && each.sessions.length === study.sessions.length && each.sessions.every(({ outcome }) => outcome === 'complete');
  const complete = participants.filter(wentAllTheWay);
  const failures = participants.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  const total = (count: (share: PlayedShare) => number): number => shares.reduce((sum, share) => sum + count(share), 0);
  const design = designOf(study);
  return {
    paths: {
      complete: complete.length,
      leftEarly: participants.length - complete.length - failures.length,
      failed: failures.length,
      failures: failures.slice(0, mostFailures),
      stages: stagesOf(study, participants),
    },
    sessions: study.sessions.map(({ title, expectedMinutes }, index) => sessionOf(participants, index + 1, title, expectedMinutes)),
    balance: {
      tables: balanceTables(design, participants.map((each) => each.held)).map(plain),
      planned: balanceTables(design, rows).map(plain),
    },
    storage: {
      sessions: total((share) => share.sessions),
      events: total((share) => share.events),
      payloadBytes: total((share) => share.payloadBytes),
      sound: shares.every((share) => share.sound),
      findings: shares.flatMap((share) => share.findings).slice(0, mostFindings),
    },
  };
}

function stagesOf(study: Study, participants: readonly PlayedParticipant[]): RehearsalResult['paths']['stages'] {
  return study.sessions.flatMap((_, index) => {
    const sessionNumber = index + 1;
    const sessions = participants.flatMap((each) => each.sessions.filter((session) => session.sessionNumber === sessionNumber));
    return planOf(study, sessionNumber).map((step, place) => ({
      sessionNumber,
      stageId: step.stage.id,
      title: titleOfStep(step),
      kind: step.stage.kind,
      reached: sessions.filter(({ reached }) => reached.includes(place)).length,
      finished: sessions.filter(({ finished }) => finished.includes(place)).length,
    }));
  });
}

function sessionOf(
  participants: readonly PlayedParticipant[],
  sessionNumber: number,
  title: string,
  expectedMinutes: number,
): RehearsalResult['sessions'][number] {
  const seconds = participants.flatMap(({ sessions }) =>
    sessions.filter((session) => session.sessionNumber === sessionNumber && session.outcome === 'complete').map((session) => session.seconds),
  );
  return {
    sessionNumber,
    title,
    expectedMinutes,
    held: seconds.length,
    tenthPercentile: quantile(seconds, 0.1),
    median: quantile(seconds, 0.5),
    ninetiethPercentile: quantile(seconds, 0.9),
  };
}

function plain(table: BalanceTable): RehearsalResult['balance']['tables'][number] {
  return {
    ...table,
    stageIds: [...table.stageIds],
    rowLabels: [...table.rowLabels],
    columnLabels: [...table.columnLabels],
    counts: table.counts.map((row) => [...row]),
    reason: table.reason && { ...table.reason },
  };
}
