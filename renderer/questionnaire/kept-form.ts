import type { PageModel, Question, SurveyModel } from 'survey-core';
import { createForm } from '../../shared/questionnaire/form.ts';
import type { StageOf } from '../../shared/study/stages.ts';
import type { DraftKeeper } from '../ui/draft-keeper.ts';
import { message } from '../ui/messages.ts';
import { formDraftFrom, formDraftKey, questionDraftFrom, questionDraftKey } from './question-drafts.ts';
import { PageClock, timingAfterChange, type QuestionTiming } from './question-timing.ts';

/** What a screen shows of a form besides its questions. A new object after every change. */
export interface FormState {
  readonly answers: Readonly<Record<string, unknown>>;
  /** Names of the questions on the page in view. */
  readonly questionsInView: readonly string[];
  readonly page: number;
  readonly pages: number;
  /** Changes when another page, or another question of a page, comes into view. */
  readonly place: string;
}

/** A form whose answers, page and random orders outlive a crash: every change is kept as a draft at once. */
export class KeptForm {
  readonly form: SurveyModel;
  readonly #stageId: string;
  readonly #drafts: DraftKeeper;
  readonly #clock: PageClock;
  readonly #timings = new Map<string, QuestionTiming>();
  readonly #listeners = new Set<() => void>();
  readonly #seed: string;
  #state: FormState;

  /** @param now milliseconds of a clock that never jumps */
  constructor(stage: StageOf<'questionnaire'>, drafts: DraftKeeper, now: () => number) {
    this.#stageId = stage.id;
    this.#drafts = drafts;
    this.#clock = new PageClock(now);
    const before = formDraftFrom(drafts.read(formDraftKey(stage.id)));
    this.#seed = before?.seed ?? crypto.randomUUID();
    this.form = createForm(stage.survey, { seed: this.#seed, language: stage.language });
    this.form.generateStylesheet = false;
    this.form.requiredMark = '';
    this.form.questionErrorLocation = 'bottom';
    markOptional(this.form);
    this.#restore(before?.page ?? 0);
    if (before === null) this.#keepPlace();
    this.#state = this.#readState();
    this.#clock.show(this.#pageName());

    this.form.onValueChanged.add((_, { name, reason }) => this.#changed(name, reason));
    // The screen scrolls to its own heading, which stands above the form.
    this.form.onScrollToTop.add((_, options) => {
      options.allow = false;
    });
    this.form.onCurrentPageChanged.add(() => this.#moved());
  }

  state = (): FormState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Timings of these answers, as far as the person gave them. */
  timingsOf(names: readonly string[]): Record<string, QuestionTiming> {
    return Object.fromEntries(
      names.flatMap((name) => {
        const timing = this.#timings.get(name);
        return timing === undefined ? [] : [[name, timing] as const];
      }),
    );
  }

  #restore(page: number): void {
    const answers: Record<string, unknown> = {};
    const names = this.form.getAllQuestions().map((question) => question.getValueName());
    for (const name of names.flatMap((each) => [each, `${each}${this.form.commentSuffix}`])) {
      const draft = questionDraftFrom(this.#drafts.read(questionDraftKey(this.#stageId, name)));
      if (draft === null) continue;
      this.#timings.set(name, draft.timing);
      this.#clock.goOnFrom(this.#pageOf(name), draft.timing.lastChangeMilliseconds);
      if (draft.answer !== null) answers[name] = draft.answer;
    }
    if (Object.keys(answers).length > 0) this.form.mergeData(answers);
    this.form.currentPageNo = Math.min(page, this.form.visiblePageCount - 1);
  }

  #changed(name: string, reason: string | undefined): void {
    // What the survey fills in by itself is computed again; only a person's answers are kept and timed.
    if (reason === undefined) {
      const answers = this.form.data as Readonly<Record<string, unknown>>;
      const timing = timingAfterChange(this.#timings.get(name) ?? null, this.#clock.elapsed(this.#pageName()));
      this.#timings.set(name, timing);
      this.#drafts.keep(questionDraftKey(this.#stageId, name), { answer: answers[name] ?? null, timing });
    }
    this.#tell();
  }

  #moved(): void {
    this.#clock.show(this.#pageName());
    this.#keepPlace();
    this.#tell();
  }

  #keepPlace(): void {
    this.#drafts.keep(formDraftKey(this.#stageId), { seed: this.#seed, page: this.form.currentPageNo });
  }

  #pageInView(): PageModel | null {
    // Typed as always there; a form whose every page is hidden has none.
    return this.form.currentPage as PageModel | null;
  }

  #pageName(): string {
    return this.#pageInView()?.name ?? '';
  }

  #pageOf(name: string): string {
    const question = this.form.getQuestionByValueName(name) as Question | null;
    return (question?.page as PageModel | null | undefined)?.name ?? this.#pageName();
  }

  #readState(): FormState {
    const { form } = this;
    const single = (form.currentSingleQuestion as Question | null | undefined) ?? null;
    const inView = single === null ? (this.#pageInView()?.questions ?? []) : [single];
    return {
      answers: { ...(form.data as Readonly<Record<string, unknown>>) },
      questionsInView: inView.map((question) => question.name),
      page: form.currentPageNo,
      pages: form.visiblePageCount,
      place: `${this.#pageName()} ${single?.name ?? ''}`,
    };
  }

  #tell(): void {
    this.#state = this.#readState();
    this.#listeners.forEach((listener) => listener());
  }
}

/** Where most questions need an answer, those that do not say so. */
function markOptional(form: SurveyModel): void {
  if (!form.getAllQuestions().some((question) => question.isRequired)) return;
  form.onGetQuestionTitle.add((_, options) => {
    const { question } = options;
    if (question.isRequired || !question.hasInput || isNested(question)) return;
    options.title = `${options.title} ${message('participant.questionnaire.optional')}`;
  });
}

/** In a cell of a matrix or in a panel that repeats: the outer question says it. */
function isNested(question: Question): boolean {
  return ((question.parentQuestion as Question | null | undefined) ?? null) !== null;
}
