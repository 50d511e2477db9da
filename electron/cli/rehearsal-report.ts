import type { RehearsalResult } from '../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { message } from '../messages/message.ts';
import { textTable } from './text-table.ts';

/** What a rehearsal found, for a reader. */
export function rehearsalReport(study: Study, result: RehearsalResult): readonly string[] {
  const { participants, measured } = result;
  return [
    message('cli.rehearse.title', { title: study.title, participants, seconds: seconds(measured.milliseconds) }),
    '',
    ...pathLines(result),
    '',
    ...lengthLines(result),
    '',
    ...balanceLines(result),
    '',
    ...powerLines(study, result),
    '',
    ...storageLines(result),
  ];
}

function pathLines({ paths }: RehearsalResult): readonly string[] {
  const { complete, leftEarly, failed, failures, stages } = paths;
  return [
    message('cli.rehearse.paths', { complete, leftEarly, failed }),
    ...failures.map(({ participantCode, sessionNumber, stageId, reason }) =>
      message('cli.rehearse.failure', { code: participantCode, session: sessionNumber, stage: stageId, reason }),
    ),
    ...textTable([
      ['  session', 'stage', 'reached', 'finished'],
      ...stages.map(({ sessionNumber, title, reached, finished }) => [`  ${sessionNumber}`, title, String(reached), String(finished)]),
    ]),
  ];
}

function lengthLines({ sessions }: RehearsalResult): readonly string[] {
  return [
    message('cli.rehearse.length'),
    ...textTable([
      ['  session', '10%', 'median', '90%', 'planned'],
      ...sessions.map(({ sessionNumber, tenthPercentile, median, ninetiethPercentile, expectedMinutes }) => [
        `  ${sessionNumber}`,
        ...[tenthPercentile, median, ninetiethPercentile].map((value) => (value === null ? '–' : (value / 60).toFixed(0))),
        String(expectedMinutes),
      ]),
    ]),
  ];
}

function balanceLines({ balance }: RehearsalResult): readonly string[] {
  return [
    message('cli.rehearse.balance'),
    ...textTable([
      ['  table', 'stages', 'played', 'dealt', 'least possible'],
      ...balance.planned.map((dealt, index) => [
        `  ${dealt.table}`,
        dealt.stageIds.join(', '),
        String(balance.tables[index]?.spread ?? '–'),
        String(dealt.spread),
        String(dealt.possibleSpread),
      ]),
    ]),
  ];
}

function powerLines(study: Study, { power }: RehearsalResult): readonly string[] {
  if (power.obstacle !== null) return [message('cli.rehearse.no-power', { obstacle: power.obstacle.replaceAll('-', '_') })];
  const nameOf = (armId: string): string => study.arms.find((arm) => arm.id === armId)?.name ?? armId;
  return power.curves.flatMap(({ first, second, expectation, outcome, significance, points }) => [
    message('cli.rehearse.power', {
      first: nameOf(first),
      second: nameOf(second),
      expectation: expectation.replaceAll('-', '_'),
      outcome,
      significance: String(Number(significance.toPrecision(3))),
      planned: power.plannedParticipants,
    }),
    ...textTable([
      ['  participants', 'power', 'Monte Carlo error', '95% interval'],
      ...points.map((point) => [
        `  ${point.sampleSize}`,
        point.power.toFixed(3),
        point.standardError.toFixed(3),
        `${point.low.toFixed(3)} – ${point.high.toFixed(3)}`,
      ]),
    ]),
  ]);
}

function storageLines({ storage, measured }: RehearsalResult): readonly string[] {
  const megabytes = (measured.databaseBytes / 1e6).toFixed(1);
  return [
    message('cli.rehearse.storage', { sessions: storage.sessions, events: storage.events, megabytes, sound: storage.sound ? 'yes' : 'no' }),
    ...storage.findings.map((finding) => `- ${finding}`),
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(1);
}
