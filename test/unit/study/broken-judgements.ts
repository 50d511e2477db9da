import type { Judgement } from '../../../shared/study/judgements.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import type { BrokenRule } from './broken-rules.ts';
import { stageOf } from './templates-at-hand.ts';

const talk = (study: Study) => stageOf(study, 'conversations');
const choice: Judgement = { kind: 'choice', id: 'pair', question: 'Which is better?', help: '', required: true, strengths: [], tie: null };
const ranking: Judgement = { kind: 'ranking', id: 'ranking', question: 'Put them in order.', help: '', required: true, best: 'best', worst: 'worst', ties: true };
/** Changes the judgement at an index of the last sheets of the conversations. */
const judgementOf = (study: Study, sheet: number, judgement: number) => talk(study).sheets[sheet]!.judgements[judgement]!;
const survey = (study: Study, elements: unknown) => (stageOf(study, 'questionnaire').survey = { elements: JSON.parse(JSON.stringify(elements)) as never });

export const brokenJudgements: readonly BrokenRule[] = [
  {
    code: 'branch-needs-arms',
    story: 'one arm alone in a branch',
    severity: 'error',
    at: 'sessions[0].stages[4].layout',
    from: 'prism-2024',
    alone: false,
    change: (study) => (study.allocation.armsPerConversation = 1),
  },
  {
    code: 'turn-sheet-missing',
    story: 'nothing decides how a branch goes on',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet',
    from: 'prism-2024',
    alone: false,
    change: (study) => (talk(study).turnSheet = null),
  },
  {
    code: 'turn-sheet-undecided',
    story: 'a vote that decides nothing',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet.preferredBy',
    from: 'pairwise-arena',
    change: (study) => (talk(study).turnSheet!.preferredBy = null),
  },
  {
    code: 'stage-id-too-long',
    story: 'a stage whose conversations would have no id',
    severity: 'error',
    at: 'sessions[0].stages[3].id',
    change: (study) => (stageOf(study, 'practice').id = 'p'.repeat(61)),
  },
  { code: 'types-unused', story: 'fewer conversations than listed types', severity: 'warning', at: 'sessions[0].stages[4].conversations.count', from: 'single-arm-pilot', change: (study) => (talk(study).conversations.count = 1) },
  { code: 'types-uneven', story: 'five conversations of three types', severity: 'warning', at: 'sessions[0].stages[4].conversations.count', from: 'prism-2024', change: (study) => (talk(study).conversations.count = 5) },
  {
    code: 'nothing-to-pick',
    story: 'one type to pick from',
    severity: 'warning',
    at: 'sessions[0].stages[4].conversations.order',
    from: 'pairwise-arena',
    change: (study) => talk(study).conversations.types.splice(1),
  },
  {
    code: 'opening-too-long',
    story: 'an opening of more words than a message may have',
    severity: 'error',
    at: 'sessions[0].stages[4].conversations.types[0].opening.message',
    change: (study) => {
      talk(study).messages.maximumWords = 3;
      talk(study).conversations.types[0]!.opening = { kind: 'fixed', message: 'What is it like?' };
    },
  },
  {
    code: 'opening-too-long',
    story: 'a listed opening of more characters than a message may have',
    severity: 'error',
    at: 'sessions[0].stages[4].conversations.types[2].opening.messages[2]',
    from: 'pairwise-arena',
    change: (study) => (talk(study).messages.maximumCharacters = 53),
  },
  { code: 'time-too-short', story: 'two turns in half a minute', severity: 'warning', at: 'sessions[0].stages[4].timeLimitSeconds', change: (study) => (talk(study).timeLimitSeconds = 30) },
  { code: 'replies-cut-off', story: 'two hundred words in as many tokens', severity: 'warning', at: 'arms[3].model.parameters.maximumOutputTokens', change: (study) => (study.arms[3]!.model.parameters.maximumOutputTokens = 50) },
  { code: 'practice-arms', story: 'a practice round of three', severity: 'error', at: 'sessions[0].stages[3].arms', change: (study) => stageOf(study, 'practice').arms.pop() },
  {
    code: 'practice-layout',
    story: 'practice of something else',
    severity: 'warning',
    at: 'sessions[0].stages[3].layout.kind',
    from: 'pairwise-arena',
    change: (study) => (stageOf(study, 'practice').layout = { kind: 'branch', samplesPerTurn: 2 }),
  },
  { code: 'practice-shows-arm', story: 'an arm in the practice round', severity: 'warning', at: 'sessions[0].stages[3].arms[1].model.model', change: (study) => (stageOf(study, 'practice').arms[1]!.model.model = 'practice-warm') },
  { code: 'nothing-judged', story: 'talk and no judgement', severity: 'warning', at: 'sessions[0].stages[3].sheets', change: (study) => (stageOf(study, 'practice').sheets = []) },
  { code: 'preferred-by-unknown', story: 'a judgement of another sheet decides', severity: 'error', at: 'sessions[0].stages[4].sheets[0].preferredBy', change: (study) => (talk(study).sheets[0]!.preferredBy = 'feedback') },
  { code: 'preferred-by-undecided', story: 'words decide', severity: 'error', at: 'sessions[0].stages[4].sheets[1].preferredBy', change: (study) => (talk(study).sheets[1]!.preferredBy = 'feedback') },
  { code: 'preferred-by-optional', story: 'the deciding ranking may be left out', severity: 'error', at: 'sessions[0].stages[4].sheets[0].preferredBy', change: (study) => (judgementOf(study, 0, 1).required = false) },
  { code: 'compared-at-the-end', story: 'a ranking of one shared history', severity: 'error', at: 'sessions[0].stages[4].sheets[0].judgements[2]', from: 'pairwise-arena', change: (study) => talk(study).sheets[0]!.judgements.push(ranking) },
  { code: 'nothing-to-compare', story: 'a ranking of one', severity: 'error', at: 'sessions[0].stages[4].sheets[0].judgements[3]', from: 'single-arm-pilot', change: (study) => talk(study).sheets[0]!.judgements.push(ranking) },
  {
    code: 'compared-one-at-a-time',
    story: 'a vote after a message to one alone',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet.judgements[0]',
    change: (study) => {
      talk(study).layout = { kind: 'parallel', sendTo: 'all-or-one' };
      talk(study).turnSheet = { id: 'turn', judgements: [{ ...ranking, id: 'turn-ranking' }], preferredBy: null };
    },
  },
  { code: 'choice-needs-two', story: 'a paired choice of four', severity: 'error', at: 'sessions[0].stages[4].sheets[0].judgements[2]', change: (study) => talk(study).sheets[0]!.judgements.push(choice) },
  {
    code: 'choice-needs-two',
    story: 'a paired choice in a branch that opens with four',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet.judgements[1]',
    from: 'prism-2024',
    change: (study) => talk(study).turnSheet!.judgements.push(choice),
  },
  {
    code: 'choice-needs-two',
    story: 'a paired choice in a branch that goes on with three samples',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet.judgements[1]',
    from: 'prism-2024',
    alone: false,
    change: (study) => {
      study.allocation.armsPerConversation = 2;
      talk(study).layout = { kind: 'branch', samplesPerTurn: 3 };
      talk(study).turnSheet!.judgements.push(choice);
    },
  },
  {
    code: 'ranking-needs-two',
    story: 'a ranking in a branch that opens with one arm',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet.judgements[1]',
    from: 'prism-2024',
    alone: false,
    change: (study) => {
      study.allocation.armsPerConversation = 1;
      talk(study).turnSheet!.judgements.push(ranking);
    },
  },
  {
    code: 'preferred-in-a-turn',
    story: 'the preferred one, while it is being chosen',
    severity: 'error',
    at: 'sessions[0].stages[4].turnSheet.judgements[1].of',
    from: 'pairwise-arena',
    change: (study) => talk(study).turnSheet!.judgements.push({ kind: 'likert', id: 'warmth', question: 'How warm?', help: '', required: true, of: 'preferred', points: ['cold', 'warm'], notApplicable: null }),
  },
  {
    code: 'preferred-unknown',
    story: 'qualities of the best before anybody is',
    severity: 'error',
    at: 'sessions[0].stages[4].sheets[1].judgements[0].of',
    alone: false,
    change: (study) => (talk(study).sheets[0]!.preferredBy = null),
  },
  { code: 'assistant-unknown', story: 'a name for somebody not known yet', severity: 'error', at: 'sessions[0].stages[4].sheets[0].judgements[1].question', alone: false, change: (study) => (judgementOf(study, 0, 1).question = 'Better than {assistant}?') },
  { code: 'assistant-outside-question', story: 'a name in the help', severity: 'error', at: 'sessions[0].stages[4].sheets[1].judgements[0].help', change: (study) => (judgementOf(study, 1, 0).help = 'Think of {assistant}.') },
  {
    code: 'text-limits-reversed',
    story: 'more words asked for than fit',
    severity: 'error',
    at: 'sessions[0].stages[4].sheets[1].judgements[1].minimumCharacters',
    change: (study) => {
      const feedback = judgementOf(study, 1, 1);
      if (feedback.kind === 'text') feedback.minimumCharacters = 4_001;
    },
  },
  {
    code: 'text-limits-reversed',
    story: 'a message box too small for what it asks',
    severity: 'error',
    at: 'sessions[0].stages[5].answer.minimumCharacters',
    from: 'single-arm-pilot',
    change: (study) => (stageOf(study, 'message').answer = { label: 'Words', minimumCharacters: 20, maximumCharacters: 10 }),
  },
  {
    code: 'survey',
    story: 'a form with a type that nobody knows',
    severity: 'error',
    at: 'sessions[0].stages[1].survey.elements[0].type',
    from: 'pairwise-arena',
    alone: false,
    change: (study) => survey(study, [{ type: 'signaturepad', name: 'sign' }]),
  },
  {
    code: 'question-asked-twice',
    story: 'two questionnaires with one question',
    severity: 'warning',
    at: 'sessions[0].stages[2].survey',
    from: 'pairwise-arena',
    change: (study) => study.sessions[0]!.stages.splice(2, 0, { kind: 'questionnaire', id: 'more', title: 'More', survey: { elements: [{ type: 'text', name: 'age' }] }, language: null }),
  },
];
