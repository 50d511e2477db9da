import { describe, expect, it } from 'vitest';
import { questionsOf, type SurveyQuestion } from '../../../shared/questionnaire/questions.ts';
import { currentStepOf } from '../../../shared/session/queries.ts';
import { systemPromptOf } from '../../../shared/session/system-prompt.ts';
import { planOf } from '../../../shared/session/plan.ts';
import { stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';
import { PlayedSession } from '../session/play.ts';
import { stageOf, templateNames, templateStudy } from './templates-at-hand.ts';

/** Any answer that the question takes. */
function answerTo({ type, choices, rows }: SurveyQuestion): string | string[] | Record<string, number> {
  if (type === 'sliderbattery') return Object.fromEntries(rows.map(({ value }) => [value, 50]));
  if (type === 'checkbox') return choices.slice(0, 1).map(({ value }) => value);
  return choices[0]?.value ?? 'I live by the sea and like to know how things work.';
}

/** Plays the only session of a study to its end, answering whatever is asked. */
function played(study: Study): PlayedSession {
  const session = new PlayedSession(study);
  while (session.state.status === 'running') {
    const { stage } = currentStepOf(session.state);
    if (stage.kind === 'questionnaire') {
      const asked = questionsOf(stage.survey).filter(({ required }) => required);
      const answers = Object.fromEntries(asked.map((question) => [question.name, answerTo(question)]));
      session.must({ kind: 'questionnaire/submit', stageId: stage.id, answers, timings: {}, order: [] });
    } else session.completeStep();
  }
  return session;
}

/** What is written into the boxes of the played session is short. */
function withShortTexts(study: Study): Study {
  for (const stage of stagesOf(study).filter(isTrialStage)) {
    for (const judgement of stage.sheets.flatMap((sheet) => sheet.judgements)) {
      if (judgement.kind === 'text') judgement.minimumCharacters = Math.min(judgement.minimumCharacters, 5);
    }
  }
  return study;
}

describe.each(templateNames)('a session of %s', (name) => {
  const study = withShortTexts(templateStudy(name));
  const { state } = played(study);

  it('is played by the engine from consent to debrief', () => {
    expect(state.status).toBe('complete');
    expect(state.steps).toHaveLength(planOf(study, 1).length);
    expect(state.steps.every(({ leftAt, skipped }) => leftAt !== null && !skipped)).toBe(true);
  });

  it('holds and judges every conversation, with as many arms in each as the study says', () => {
    const talk = stageOf(study, 'conversations');
    const held = state.conversations.filter(({ stageId }) => stageId === talk.id);
    expect(held).toHaveLength(talk.conversations.count);
    expect(held.every(({ phase, given }) => phase === 'done' && given.confirmed.length === talk.sheets.length)).toBe(true);
    const arms = study.allocation.armsPerConversation ?? study.arms.length;
    expect(held.map(({ slots }) => new Set(slots.map(({ armId }) => armId)).size)).toEqual(held.map(() => arms));
  });
});

describe('what a template asks the models', () => {
  it('tells the prompted arm of PRISM-X, and no other, what the participant wrote', () => {
    const study = templateStudy('prism-x');
    const { state } = played(withShortTexts(study));
    const told = study.arms.map(({ id, model }) => systemPromptOf(state, { stageId: 'conversations', typeId: null, turns: [] }, id, model.systemPrompt));
    expect(told.map((prompt) => prompt.includes('In their own words:\nI live by the sea'))).toEqual([false, true, false, false]);
    expect(told[1]).toContain('What matters most to them in an assistant, most important first: ');
    // Nobody has told anything about them before this session.
    expect(told[1]).not.toMatch(/In short|Earlier exchanges|\{\{/);
    expect(told.every((prompt) => prompt.endsWith('Answer in about 50 words.'))).toBe(true);
  });
});
