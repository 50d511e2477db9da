import { armRuns } from '../../shared/allocation/design.ts';
import { designOf } from '../../shared/study/allocation-design.ts';
import type { Sheet } from '../../shared/study/judgements.ts';
import { slotCountOf, type Study } from '../../shared/study/protocol.ts';
import { isTrialStage, type Stage, type TrialStage } from '../../shared/study/stages.ts';
import { message } from '../messages/message.ts';
import { personalWords } from './personal-words.ts';

export interface SummaryFacts {
  readonly study: Study;
  /** SHA-256 of the canonical JSON; null for a draft. */
  readonly digest: string | null;
  /** Null for a draft. */
  readonly version: number | null;
  readonly lockedAtUtcMilliseconds: number | null;
  readonly lockedBy: string | null;
  readonly reason: string | null;
  readonly statement: string | null;
  readonly listDigest: string | null;
  readonly rows: number | null;
}

type Row = readonly [label: string, value: string];

/**
 * A protocol on one page, for a preregistration or an ethics board: one HTML file that stands alone,
 * without a script or anything from elsewhere.
 */
export function protocolSummary(facts: SummaryFacts): string {
  const { study } = facts;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(study.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(study.title)}</h1>
<p>${escaped(study.summary)}</p>
${section('identity', table(identity(facts)))}
${section('arms', table(study.arms.map((arm): Row => [arm.name, armWords(arm)])))}
${section('course', study.sessions.map((session, index) => sessionPart(study, index, session)).join(''))}
${section('judgements', table(judgementRows(study)))}
${section('allocation', table(allocationRows(study)))}
${section('analysis', table(analysisRows(study)))}
${section('blinding', table(blindingRows(study)))}
</body>
</html>
`;
}

function identity({ study, digest, version, lockedAtUtcMilliseconds, lockedBy, reason, statement, listDigest, rows }: SummaryFacts): Row[] {
  const locked: Row[] =
    version === null || lockedAtUtcMilliseconds === null
      ? [[message('summary.version'), message('summary.draft')]]
      : [
          [
            message('summary.version'),
            message('summary.locked', { version, by: lockedBy ?? '', at: new Date(lockedAtUtcMilliseconds).toISOString() }),
          ],
        ];
  return [
    [message('summary.id'), study.id],
    ...locked,
    ...rowIf('summary.digest', digest),
    ...rowIf('summary.list', listDigest === null ? null : message('summary.list.value', { digest: listDigest, rows: rows ?? 0 })),
    ...rowIf('summary.reason', reason),
    ...rowIf('summary.statement', statement),
    ...rowIf('summary.template', study.template),
  ];
}

function rowIf(label: Parameters<typeof message>[0], value: string | null): Row[] {
  return value === null ? [] : [[message(label), value]];
}

function armWords({ description, model, personalisation }: Study['arms'][number]): string {
  const parameters = Object.entries(model.parameters).map(([name, value]) => `${name} ${value}`);
  const personal = personalWords(personalisation);
  const prompt = model.systemPrompt === '' ? message('summary.no-prompt') : message('summary.prompt', { characters: model.systemPrompt.length });
  return [description, `${model.providerId} / ${model.model}`, ...parameters, prompt, personal].filter((part) => part !== '').join(' · ');
}

function sessionPart(study: Study, index: number, session: Study['sessions'][number]): string {
  const gap = session.gap ? message('summary.gap', { minimum: session.gap.minimumDays, maximum: session.gap.maximumDays }) : '';
  const title = message('summary.session', { number: index + 1, title: session.title, minutes: session.expectedMinutes });
  const stages = session.stages.map((stage) => `<li>${escaped(stageWords(study, stage))}</li>`).join('');
  return `<h3>${escaped([title, gap].filter((part) => part !== '').join(' · '))}</h3><ol>${stages}</ol>`;
}

function stageWords(study: Study, stage: Stage): string {
  const name = `${stage.title} (${message(`summary.stage.${stage.kind}`)})`;
  if (isTrialStage(stage)) return `${name}: ${trialWords(study, stage)}`;
  if (stage.kind === 'repeats') return `${name}: ${message('summary.repeats', { count: stage.count, of: stage.of })}`;
  return name;
}

function trialWords(study: Study, stage: TrialStage): string {
  return message('summary.trial', {
    count: stage.conversations.count,
    slots: slotCountOf(study, stage),
    layout: message(`summary.layout.${stage.layout.kind}`),
    types: stage.conversations.types.map((type) => type.label).join(', '),
    order: message(`summary.order.${stage.conversations.order}`),
    minimum: stage.turns.minimum,
    maximum: stage.turns.maximum,
    delay: stage.replies.revealDelayMilliseconds,
  });
}

function judgementRows(study: Study): Row[] {
  return study.sessions.flatMap((session) =>
    session.stages.flatMap((stage) =>
      stage.kind === 'conversations'
        ? [
            ...(stage.turnSheet ? sheetRows(stage.turnSheet, message('summary.each-turn')) : []),
            ...stage.sheets.flatMap((sheet) => sheetRows(sheet, message('summary.at-end'))),
          ]
        : [],
    ),
  );
}

function sheetRows(sheet: Sheet, when: string): Row[] {
  return sheet.judgements.map((judgement) => [
    `${judgement.id} (${message(`summary.judgement.${judgement.kind}`)}, ${when})`,
    judgement.question,
  ]);
}

function allocationRows(study: Study): Row[] {
  const { seed, strata } = study.allocation;
  const runs = armRuns(designOf(study)).map((run) =>
    message('summary.run', { stages: run.stageIds.join(', '), shown: run.armsPerConversation, arms: run.armIds.length, count: run.count }),
  );
  return [
    [message('summary.seed'), seed],
    [message('summary.slots'), runs.join('; ')],
    [message('summary.strata'), strata ? `${strata.question} ${strata.values.map((value) => value.label).join(', ')}` : message('summary.none')],
  ];
}

function analysisRows(study: Study): Row[] {
  const { plannedParticipants, primaryOutcome, significance, contrasts, exclusions, notes } = study.analysis;
  const nameOf = (armId: string): string => study.arms.find((arm) => arm.id === armId)?.name ?? armId;
  return [
    [message('summary.sample'), String(plannedParticipants)],
    [message('summary.outcome'), primaryOutcome ? `${primaryOutcome.stageId} / ${primaryOutcome.judgementId}` : message('summary.none')],
    [message('summary.significance'), String(significance)],
    ...contrasts.map(
      (contrast): Row => [
        message('summary.contrast'),
        message(`summary.contrast.${contrast.expectation}`, {
          first: nameOf(contrast.first),
          second: nameOf(contrast.second),
          margin: contrast.margin ?? 0,
        }),
      ],
    ),
    ...exclusions.map((exclusion): Row => [message('summary.exclusion'), exclusion.description]),
    ...(notes.trim() === '' ? [] : [[message('summary.notes'), notes] as const]),
  ];
}

function blindingRows(study: Study): Row[] {
  const { leaks, look } = study.blinding;
  const removed = Object.entries(look).flatMap(([what, isOn]) => (isOn ? [what] : []));
  return [
    [message('summary.leaks'), `${message(`summary.policy.${leaks.policy}`)} (${leaks.categories.join(', ') || message('summary.none')})`],
    [message('summary.look'), removed.length === 0 ? message('summary.look.unchanged') : removed.join(', ')],
  ];
}

function section(name: 'identity' | 'arms' | 'course' | 'judgements' | 'allocation' | 'analysis' | 'blinding', content: string): string {
  return `<h2>${escaped(message(`summary.section.${name}`))}</h2>${content}`;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`);
  return rows.length === 0 ? `<p>${escaped(message('summary.none'))}</p>` : `<table>${lines.join('')}</table>`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
@page { size: A4; margin: 12mm 14mm; }
body { font: 9pt/1.35 system-ui, sans-serif; max-width: 182mm; margin: 0 auto; color: #1b1b1b; overflow-wrap: anywhere; }
h1 { font-size: 15pt; margin: 0 0 2mm; }
h2 { font-size: 10pt; margin: 3mm 0 1mm; border-bottom: 0.3mm solid #999; break-after: avoid; }
h3 { font-size: 9pt; margin: 1.5mm 0 0.5mm; }
p { margin: 0 0 1mm; }
ol { margin: 0; padding-inline-start: 6mm; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: 0.4mm 2mm 0.4mm 0; }
th { width: 42mm; font-weight: 600; }
`;
