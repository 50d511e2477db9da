import { problemsOfParameters, RehearsalParameters } from '../../shared/rehearsal/rehearsal.ts';
import { hasErrors } from '../../shared/study/problem.ts';
import { problemsOfStudy } from '../../shared/study/problems.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';

/**
 * The parameters, when the study can be rehearsed with them.
 * @throws CallRefusal with a sentence when the study has errors, or when parameters do not fit it
 */
export function readyToRehearse(study: Study, given: unknown): RehearsalParameters {
  const problems = problemsOfStudy(study);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (hasErrors(problems)) throw new CallRefusal('not-sound', message('rehearsal.not-sound', { count: errors }));
  const parsed = RehearsalParameters.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CallRefusal('bad-parameters', message('rehearsal.bad-parameters', { field: issue?.path.join('.') ?? '', detail: issue?.message ?? '' }));
  }
  const [problem] = problemsOfParameters(study, parsed.data);
  if (problem) throw new CallRefusal('bad-parameters', message(`rehearsal.${problem.code}`, { value: problem.value }));
  return parsed.data;
}
