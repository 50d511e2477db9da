import type { ProblemCode } from '../../../shared/study/problem.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { brokenJudgements } from './broken-judgements.ts';
import { brokenPlans } from './broken-plans.ts';
import { stageOf, type TemplateName } from './templates-at-hand.ts';

/** A template with one thing broken, and what is to be said about it. */
export interface BrokenRule {
  readonly code: ProblemCode;
  readonly story: string;
  readonly severity: 'error' | 'warning';
  /** The field at fault. */
  readonly at: string;
  /** Which template is broken; PRISM-X where none is named. */
  readonly from?: TemplateName;
  readonly change: (study: Study) => void;
  /** False where one thing wrong makes another wrong too. */
  readonly alone?: boolean;
}

const stages = (study: Study) => study.sessions[0]!.stages;
const talk = (study: Study) => stageOf(study, 'conversations');
/** Takes the stages of a kind out of the first session. */
const without = (study: Study, kind: string) => {
  study.sessions[0]!.stages = stages(study).filter((stage) => stage.kind !== kind);
};
const secondSession = (study: Study, gap: Study['sessions'][number]['gap']) => {
  study.sessions.push({
    id: 'later',
    title: 'Later',
    expectedMinutes: 10,
    gap,
    stages: [{ kind: 'instructions', id: 'welcome-back', title: 'Welcome back', text: 'Good to see you again.' }],
  });
};

const brokenNames: readonly BrokenRule[] = [
  { code: 'duplicate-arm', story: 'two arms of one name', severity: 'error', at: 'arms[1].id', alone: false, change: (study) => (study.arms[1]!.id = 'generic') },
  { code: 'duplicate-arm', story: 'a stand-in with the name of an arm', severity: 'error', at: 'sessions[0].stages[3].arms[0].id', change: (study) => (stageOf(study, 'practice').arms[0]!.id = 'generic') },
  {
    code: 'duplicate-session',
    story: 'two sessions of one name',
    severity: 'error',
    at: 'sessions[1].id',
    change: (study) => {
      secondSession(study, { minimumDays: 7, maximumDays: 14 });
      study.sessions[1]!.id = 'session';
    },
  },
  {
    code: 'duplicate-stage',
    story: 'a stage of a later session named as one of the first',
    severity: 'error',
    at: 'sessions[1].stages[0].id',
    change: (study) => {
      secondSession(study, { minimumDays: 7, maximumDays: 14 });
      study.sessions[1]!.stages[0]!.id = 'instructions';
    },
  },
  { code: 'duplicate-statement', story: 'two statements of one name', severity: 'error', at: 'sessions[0].stages[0].statements[1].id', change: (study) => (stageOf(study, 'consent').statements[1]!.id = 'informed') },
  { code: 'duplicate-choice', story: 'two answers to "how sure" alike', severity: 'error', at: 'sessions[0].stages[8].sureChoices[1].value', change: (study) => (stageOf(study, 'blinding-guess').sureChoices[1]!.value = 'guess') },
  { code: 'duplicate-repeated-sheet', story: 'a sheet to be repeated twice', severity: 'error', at: 'sessions[0].stages[6].sheets[1]', change: (study) => stageOf(study, 'repeats').sheets.push('comparison') },
  { code: 'duplicate-type', story: 'two conversation types of one name', severity: 'error', at: 'sessions[0].stages[4].conversations.types[2].id', change: (study) => (talk(study).conversations.types[2]!.id = 'open') },
  { code: 'duplicate-sheet', story: 'a sheet after the turn named as one at the end', severity: 'error', at: 'sessions[0].stages[4].sheets[0].id', from: 'pairwise-arena', change: (study) => (talk(study).turnSheet!.id = 'whole') },
  { code: 'duplicate-judgement', story: 'judgements of two sheets with one name', severity: 'error', at: 'sessions[0].stages[4].sheets[1].judgements[0].id', from: 'single-arm-pilot', change: (study) => (talk(study).sheets[1]!.judgements[0]!.id = 'natural') },
  {
    code: 'duplicate-box',
    story: 'two boxes of one name',
    severity: 'error',
    at: 'sessions[0].stages[4].sheets[1].judgements[1].boxes[1].id',
    change: (study) => {
      const feedback = talk(study).sheets[1]!.judgements[1]!;
      if (feedback.kind === 'text') feedback.boxes[1]!.id = 'good';
    },
  },
  {
    code: 'duplicate-item',
    story: 'two items of one name',
    severity: 'error',
    at: 'sessions[0].stages[4].sheets[1].judgements[0].items[1].id',
    change: (study) => {
      const battery = talk(study).sheets[1]!.judgements[0]!;
      if (battery.kind === 'attributes') battery.items[1]!.id = 'values';
    },
  },
];

const brokenArms: readonly BrokenRule[] = [
  { code: 'arms-alike', story: 'two arms that differ only in name', severity: 'warning', at: 'arms[2]', change: (study) => (study.arms[2]!.model = structuredClone(study.arms[0]!.model)) },
  { code: 'prompt-names-arm', story: 'a model told its name', severity: 'warning', at: 'arms[0].model.systemPrompt', change: (study) => (study.arms[0]!.model.systemPrompt = 'You are Practice-Brief.') },
  { code: 'prompt-names-arm', story: 'a template that names an arm', severity: 'warning', at: 'arms[1].personalisation.template', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: 'You are POOLED. {{self_description}}' }) },
  { code: 'template-without-question', story: 'a personal prompt that is the same for all', severity: 'warning', at: 'arms[1].personalisation.template', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: 'Be kind.' }) },
  { code: 'template-question-unknown', story: 'a prompt with a question nobody asks and no survey has', severity: 'warning', at: 'arms[1].personalisation.template', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: 'Likes {{ colour }}' }) },
  { code: 'prompt-placeholder-unused', story: 'a placeholder that the template forgot', severity: 'warning', at: 'arms[1].personalisation.placeholders.best', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: 'They are {{age}}.', placeholders: { best: { kind: 'summary' } } }) },
  { code: 'prompt-order-of-display', story: 'an order of display taken for importance', severity: 'error', at: 'arms[1].personalisation.placeholders.best.field', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: 'They want {{best}}.', placeholders: { best: { kind: 'top-preferences', field: 'order_stated_prefs', count: 3 } } }) },
  { code: 'prompt-over-budget', story: 'a template that alone is over its budget', severity: 'error', at: 'arms[1].personalisation.budget.tokens', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: `${'Be kind to them. '.repeat(30)}They are {{age}}.`, budget: { tokens: 50, cut: [] } }) },
  { code: 'prompt-cut-unknown', story: 'a cutting order with a placeholder that is not there', severity: 'error', at: 'arms[1].personalisation.budget.cut[0]', change: (study) => (study.arms[1]!.personalisation = { kind: 'prompt', template: 'They are {{age}}.', budget: { tokens: 50, cut: ['gender', 'age'] } }) },
  { code: 'practice-own-model', story: 'a model of their own in the practice round', severity: 'error', at: 'sessions[0].stages[3].arms[0].personalisation.kind', change: (study) => (stageOf(study, 'practice').arms[0]!.personalisation = { kind: 'own-model', model: 'pdpo-{participant}' }) },
  { code: 'own-model-by-mapping', story: 'own models without a rule', severity: 'warning', at: 'arms[3].personalisation.model', change: (study) => (study.arms[3]!.personalisation = { kind: 'own-model', model: null }) },
  {
    code: 'template-question-later',
    story: 'a profile after the conversations',
    severity: 'warning',
    at: 'arms[1].personalisation.template',
    alone: false,
    change: (study) => {
      const profile = stages(study).splice(1, 1);
      stages(study).splice(-1, 0, ...profile);
    },
  },
  { code: 'unknown-arm', story: 'a right answer that is no arm', severity: 'error', at: 'sessions[0].stages[8].targets[0]', change: (study) => (stageOf(study, 'blinding-guess').targets = ['stranger']) },
];

const brokenCourse: readonly BrokenRule[] = [
  { code: 'gap-before-first', story: 'a gap before the first session', severity: 'error', at: 'sessions[0].gap', change: (study) => (study.sessions[0]!.gap = { minimumDays: 0, maximumDays: 1 }) },
  { code: 'gap-missing', story: 'a second session at any time', severity: 'error', at: 'sessions[1].gap', change: (study) => secondSession(study, null) },
  { code: 'gap-reversed', story: 'a gap of at least ten and at most nine days', severity: 'error', at: 'sessions[1].gap', change: (study) => secondSession(study, { minimumDays: 10, maximumDays: 9 }) },
  { code: 'no-consent', story: 'nobody asks', severity: 'warning', at: 'sessions[0].stages', change: (study) => without(study, 'consent') },
  { code: 'before-consent', story: 'a profile before consent', severity: 'warning', at: 'sessions[0].stages[0]', change: (study) => stages(study).splice(1, 0, stages(study).shift()!) },
  { code: 'no-debrief', story: 'nobody tells', severity: 'warning', at: 'sessions[0].stages', change: (study) => without(study, 'debrief') },
  { code: 'after-debrief', story: 'a guess after everything was told', severity: 'warning', at: 'sessions[0].stages[9]', change: (study) => stages(study).splice(8, 0, stages(study).pop()!) },
  { code: 'no-conversations', story: 'a study of texts alone', severity: 'error', at: 'sessions', alone: false, change: (study) => without(study, 'conversations') },
  { code: 'repeats-of-unknown', story: 'repeats of a stage that is not there', severity: 'error', at: 'sessions[0].stages[6].of', change: (study) => (stageOf(study, 'repeats').of = 'talks') },
  { code: 'repeats-of-other', story: 'repeats of the practice round', severity: 'error', at: 'sessions[0].stages[6].of', change: (study) => (stageOf(study, 'repeats').of = 'practice') },
  {
    code: 'repeats-too-early',
    story: 'repeats before the conversations',
    severity: 'error',
    at: 'sessions[0].stages[4].of',
    change: (study) => {
      const repeats = stages(study).splice(6, 1);
      stages(study).splice(4, 0, ...repeats);
    },
  },
  {
    code: 'repeats-need-parallel',
    story: 'repeats where conversations share one history',
    severity: 'error',
    at: 'sessions[0].stages[5].of',
    from: 'pairwise-arena',
    alone: false,
    change: (study) => stages(study).splice(5, 0, { kind: 'repeats', id: 'again', title: 'Again', of: 'conversations', count: 1, prompt: 'Once more.', sheets: ['whole'] }),
  },
  { code: 'repeats-too-many', story: 'more repeats than conversations', severity: 'error', at: 'sessions[0].stages[6].count', change: (study) => (stageOf(study, 'repeats').count = 7) },
  { code: 'repeated-sheet-unknown', story: 'a sheet that is not there', severity: 'error', at: 'sessions[0].stages[6].sheets[0]', change: (study) => (stageOf(study, 'repeats').sheets = ['votes']) },
  {
    code: 'repeated-sheet-of-texts',
    story: 'only words are repeated',
    severity: 'warning',
    at: 'sessions[0].stages[6].sheets[1]',
    change: (study) => {
      stageOf(study, 'repeats').sheets.push('explanation');
      talk(study).sheets[1]!.judgements.shift();
    },
  },
  { code: 'repeated-sheet-without-preferred', story: 'qualities of the best, but nobody says which', severity: 'error', at: 'sessions[0].stages[6].sheets[0]', change: (study) => (stageOf(study, 'repeats').sheets = ['explanation']) },
  { code: 'guess-too-early', story: 'a guess about nothing', severity: 'error', at: 'sessions[0].stages[1]', change: (study) => stages(study).splice(1, 0, ...stages(study).splice(8, 1)) },
  { code: 'guess-unscored', story: 'a guess without a right answer', severity: 'warning', at: 'sessions[0].stages[8].targets', change: (study) => (stageOf(study, 'blinding-guess').targets = []) },
  { code: 'duplicate-target', story: 'a right answer named twice', severity: 'error', at: 'sessions[0].stages[8].targets[2]', change: (study) => stageOf(study, 'blinding-guess').targets.push('personal') },
];

export const brokenRules: readonly BrokenRule[] = [...brokenNames, ...brokenArms, ...brokenCourse, ...brokenJudgements, ...brokenPlans];
