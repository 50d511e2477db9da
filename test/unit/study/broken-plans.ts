import type { Study } from '../../../shared/study/protocol.ts';
import type { BrokenRule } from './broken-rules.ts';

const analysis = (study: Study) => study.analysis;
const contrast = (study: Study) => study.analysis.contrasts[0]!;

export const brokenPlans: readonly BrokenRule[] = [
  {
    code: 'duplicate-stratum',
    story: 'two strata of one name',
    severity: 'error',
    at: 'allocation.strata.values[1].id',
    change: (study) => (study.allocation.strata = { question: 'Where?', values: [{ id: 'here', label: 'Here' }, { id: 'here', label: 'There' }] }),
  },
  { code: 'duplicate-contrast', story: 'two contrasts of one name', severity: 'error', at: 'analysis.contrasts[1].id', change: (study) => (analysis(study).contrasts[1]!.id = contrast(study).id) },
  { code: 'duplicate-exclusion', story: 'two rules of one name', severity: 'error', at: 'analysis.exclusions[1].id', change: (study) => (analysis(study).exclusions[1]!.id = 'withdrawn') },
  { code: 'more-arms-than-there-are', story: 'five of four arms', severity: 'error', at: 'allocation.armsPerConversation', change: (study) => (study.allocation.armsPerConversation = 5) },
  { code: 'sample-uneven', story: 'the original sample of 530', severity: 'warning', at: 'analysis.plannedParticipants', change: (study) => (analysis(study).plannedParticipants = 530) },
  { code: 'no-outcome', story: 'nothing decides', severity: 'warning', at: 'analysis.primaryOutcome', change: (study) => (analysis(study).primaryOutcome = null) },
  { code: 'outcome-stage-unknown', story: 'an outcome of the practice round', severity: 'error', at: 'analysis.primaryOutcome.stageId', change: (study) => (analysis(study).primaryOutcome!.stageId = 'practice') },
  { code: 'outcome-unknown', story: 'an outcome nobody judges', severity: 'error', at: 'analysis.primaryOutcome.judgementId', change: (study) => (analysis(study).primaryOutcome!.judgementId = 'happiness') },
  { code: 'outcome-undecided', story: 'qualities of the best decide', severity: 'error', at: 'analysis.primaryOutcome.judgementId', change: (study) => (analysis(study).primaryOutcome!.judgementId = 'attributes') },
  { code: 'outcome-undecided', story: 'words of a pilot decide', severity: 'error', at: 'analysis.primaryOutcome.judgementId', from: 'single-arm-pilot', change: (study) => (analysis(study).primaryOutcome!.judgementId = 'remarks') },
  { code: 'no-contrasts', story: 'nothing is compared', severity: 'warning', at: 'analysis.contrasts', change: (study) => (analysis(study).contrasts = []) },
  { code: 'unknown-arm', story: 'a contrast with a stranger', severity: 'error', at: 'analysis.contrasts[0].first', change: (study) => (contrast(study).first = 'stranger') },
  { code: 'contrast-of-one', story: 'an arm against itself', severity: 'error', at: 'analysis.contrasts[0].second', change: (study) => (contrast(study).second = 'prompted') },
  {
    code: 'contrast-twice',
    story: 'the same two arms the other way round',
    severity: 'warning',
    at: 'analysis.contrasts[1]',
    change: (study) => Object.assign(analysis(study).contrasts[1]!, { first: 'generic', second: 'prompted' }),
  },
  { code: 'margin-missing', story: 'equivalent, but within what', severity: 'error', at: 'analysis.contrasts[0].margin', change: (study) => (contrast(study).expectation = 'equivalent') },
  { code: 'margin-unused', story: 'a margin for a difference', severity: 'warning', at: 'analysis.contrasts[0].margin', change: (study) => (contrast(study).margin = 0.2) },
  { code: 'exclusion-value-missing', story: 'fewer conversations than how many', severity: 'error', at: 'analysis.exclusions[1].value', change: (study) => (analysis(study).exclusions[1]!.value = null) },
  { code: 'exclusion-of-all', story: 'fewer than seven of six conversations', severity: 'error', at: 'analysis.exclusions[1].value', change: (study) => (analysis(study).exclusions[1]!.value = 7) },
];
