import { describe, expect, it } from 'vitest';
import { sentenceForOpen } from '../../../../renderer/questionnaire/missing.ts';
import { KeptForm } from '../../../../renderer/questionnaire/kept-form.ts';
import { formDraftFrom, questionDraftFrom, questionDraftKey } from '../../../../renderer/questionnaire/question-drafts.ts';
import { PageClock, timingAfterChange } from '../../../../renderer/questionnaire/question-timing.ts';
import { DraftKeeper } from '../../../../renderer/ui/draft-keeper.ts';
import { presentationOrder } from '../../../../shared/questionnaire/presentation.ts';
import { problemsOfAnswers } from '../../../../shared/questionnaire/problems-of-answers.ts';
import type { StageOf } from '../../../../shared/study/stages.ts';
import { smallSurvey } from '../../questionnaire/small-survey.ts';

const stage: StageOf<'questionnaire'> = {
  kind: 'questionnaire',
  id: 'profile',
  title: 'About you',
  survey: smallSurvey as StageOf<'questionnaire'>['survey'],
  language: null,
};

/** A window that can crash: what was kept is what the next one begins with. */
function laptop() {
  const disk: Record<string, unknown> = {};
  let milliseconds = 0;
  return {
    disk,
    wait: (span: number) => void (milliseconds += span),
    openWindow: () => {
      const save = (key: string, value: unknown) => {
        disk[key] = JSON.parse(JSON.stringify(value));
        return Promise.resolve(true);
      };
      return new KeptForm(stage, new DraftKeeper(save, structuredClone(disk)), () => milliseconds);
    },
  };
}

/** Once everything kept so far is on the disk. */
const saved = () => new Promise((resolve) => setTimeout(resolve));

describe('the timing of an answer', () => {
  it('notes the first change, the last one and how many there were', () => {
    const first = timingAfterChange(null, 1_200.4);
    const second = timingAfterChange(first, 3_000);
    expect(second).toEqual({ firstChangeMilliseconds: 1_200, lastChangeMilliseconds: 3_000, changes: 2 });
  });

  it('counts only the time during which the page of the question was in view', () => {
    let now = 0;
    const clock = new PageClock(() => now);
    clock.show('one');
    now = 1_000;
    clock.show('two');
    now = 61_000;
    clock.show('one');
    now = 61_500;
    expect([clock.elapsed('one'), clock.elapsed('two'), clock.elapsed('three')]).toEqual([1_500, 60_000, 0]);
  });
});

describe('a questionnaire that is being filled in', () => {
  it('keeps each answer at once, with its timing', async () => {
    const { disk, wait, openWindow } = laptop();
    const { form } = openWindow();
    wait(2_000);
    form.setValue('use', 'No');
    wait(500);
    form.setValue('use', 'Yes');
    await saved();
    expect(disk[questionDraftKey('profile', 'use')]).toEqual({
      answer: 'Yes',
      timing: { firstChangeMilliseconds: 2_000, lastChangeMilliseconds: 2_500, changes: 2 },
    });
  });

  it('comes back after a crash: answers, page, random orders and timings', async () => {
    const { wait, openWindow } = laptop();
    const before = openWindow();
    wait(4_000);
    before.form.setValue('use', 'Yes');
    before.form.setValue('cases', ['work', 'other']);
    before.form.setComment('cases', 'Cooking', true);
    before.form.nextPage();
    wait(9_000);
    before.form.setValue('prefs', { values: 30 });
    await saved();

    const after = openWindow();
    expect(after.form.data).toEqual(before.form.data);
    expect(after.form.data).toMatchObject({ use: 'Yes', 'cases-Comment': 'Cooking', prefs: { values: 30 } });
    expect(after.state()).toMatchObject({ page: 1, pages: 2, questionsInView: ['prefs', 'self', 'views'] });
    expect(presentationOrder(after.form)).toEqual(presentationOrder(before.form));
    after.form.setValue('prefs', { values: 31 });
    expect(after.timingsOf(['use', 'prefs'])).toEqual({
      use: { firstChangeMilliseconds: 4_000, lastChangeMilliseconds: 4_000, changes: 1 },
      prefs: { firstChangeMilliseconds: 9_000, lastChangeMilliseconds: 9_000, changes: 2 },
    });
  });

  it('shows choices in another order in another session', () => {
    const orders = new Set(Array.from({ length: 20 }, () => JSON.stringify(presentationOrder(laptop().openWindow().form))));
    expect(orders.size).toBeGreaterThan(1);
  });

  it('forgets an answer that was taken back', async () => {
    const { openWindow } = laptop();
    const before = openWindow();
    before.form.setValue('trust', 3);
    before.form.clearValue('trust');
    await saved();
    expect(openWindow().form.data).toEqual({});
  });

  it('leaves out a draft that cannot be read', () => {
    const timing = { firstChangeMilliseconds: 1, lastChangeMilliseconds: 2, changes: 1 };
    expect(questionDraftFrom({ answer: { values: 30 }, timing })).toEqual({ answer: { values: 30 }, timing });
    const broken = [null, 'text', { answer: 'a' }, { timing }, { answer: 'a', timing: { changes: 1 } }];
    expect(broken.map(questionDraftFrom)).toEqual([null, null, null, null, null]);
    expect([null, { seed: 1, page: 0 }, { seed: 'a' }].map(formDraftFrom)).toEqual([null, null, null]);
  });
});

describe('what a questionnaire still needs', () => {
  const { form } = laptop().openWindow();
  const sentence = (answers: Readonly<Record<string, unknown>>, names: readonly string[]) => {
    form.data = answers;
    return sentenceForOpen(form, problemsOfAnswers(smallSurvey, answers).filter((problem) => names.includes(problem.question)));
  };

  it('is said in words', () => {
    expect(sentence({}, ['use', 'prefs', 'self'])).toBe('Three questions are still open.');
    expect(sentence({ use: 'No' }, ['use', 'prefs'])).toBe('One question is still open.');
    expect(sentence({ prefs: { values: 50 } }, ['prefs'])).toBe('Two lines still need an answer.');
    expect(sentence({ self: 'Me' }, ['self'])).toBe('Please enter at least 10 character(s).');
    expect(sentence({ use: 'No' }, ['use'])).toBeNull();
  });
});
