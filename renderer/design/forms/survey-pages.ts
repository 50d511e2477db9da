import type { ProblemPath } from '../../../shared/study/problem.ts';
import { inserted, removed } from './list-changes.ts';
import { uniqueId } from './unique-id.ts';

/** The JSON of a form of the form library, or a part of it. */
export type SurveyPart = Readonly<Record<string, unknown>>;

export interface SurveyPage {
  /** From the survey to what the page's texts stand in; empty for a survey that is one page without saying so. */
  readonly path: ProblemPath;
  readonly elements: readonly SurveyPart[];
}

/** The pages of a survey. Questions at its top are a page of their own, as the form library has it. */
export function pagesOf(survey: SurveyPart): readonly SurveyPage[] {
  const { pages } = survey;
  if (!Array.isArray(pages) || (pages.length === 0 && Array.isArray(survey['elements']))) return [{ path: [], elements: elementsOf(survey) }];
  return pages.map((page: unknown, index) => ({ path: ['pages', index], elements: isPart(page) ? elementsOf(page) : [] }));
}

/** Names of everything in a survey that has one and a type; answers are stored under them. */
export function questionNamesOf(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { name, type } = part as SurveyPart;
  const own = typeof name === 'string' && typeof type === 'string' ? [name] : [];
  return [...own, ...Object.values(part).flatMap(questionNamesOf)];
}

/** A survey with its pages said in so many words, so that one more can be put behind them. */
function withPages(survey: SurveyPart): SurveyPart & { readonly pages: readonly SurveyPart[] } {
  const { elements, pages, ...rest } = survey;
  if (Array.isArray(pages) && pages.length > 0) return { ...survey, pages: pages.filter(isPart) };
  return { ...rest, pages: [{ name: 'page-1', elements: Array.isArray(elements) ? elements : [] }] };
}

/** A survey with an empty page at its end. */
export function withPageAdded(survey: SurveyPart): SurveyPart {
  const { pages, ...rest } = withPages(survey);
  return { ...rest, pages: [...pages, { name: uniqueId('page', pages.map(nameOf)), elements: [] }] };
}

/** A survey without one of its pages, its questions included. */
export function withPageRemoved(survey: SurveyPart, page: number): SurveyPart {
  const { pages, ...rest } = withPages(survey);
  return { ...rest, pages: removed(pages, page) };
}

/** A question taken from one page and put at the end of another. */
export function withQuestionMoved(survey: SurveyPart, fromPage: number, index: number, toPage: number): SurveyPart {
  const { pages, ...rest } = withPages(survey);
  const source = pages[fromPage];
  const target = pages[toPage];
  const question = source && elementsOf(source)[index];
  if (source === undefined || target === undefined || question === undefined || fromPage === toPage) return survey;
  return {
    ...rest,
    pages: pages.map((page, place) => {
      if (place === fromPage) return { ...page, elements: removed(elementsOf(source), index) };
      return place === toPage ? { ...page, elements: inserted(elementsOf(target), elementsOf(target).length, question) } : page;
    }),
  };
}

/**
 * A survey with the pages of another behind its own; the other one itself where the first asks nothing.
 * @param name of the pages that come in, where they have none of their own or one that is taken
 */
export function withPagesOf(survey: SurveyPart, other: SurveyPart, name: string): SurveyPart {
  if (pagesOf(survey).every((page) => page.elements.length === 0)) return other;
  const { pages, ...rest } = withPages(survey);
  const names = pages.map(nameOf);
  const added = withPages(other).pages.map((page) => {
    const own = uniqueId(Array.isArray(other['pages']) ? nameOf(page) || name : name, names);
    names.push(own);
    return { ...page, name: own };
  });
  return { ...rest, pages: [...pages, ...added] };
}

/** A question once more, it and all within it under names of their own. */
export function copyOfQuestion(question: SurveyPart, taken: readonly string[]): SurveyPart {
  const names = [...taken];
  const copy = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(copy);
    if (!isPart(part)) return part;
    const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, copy(value)]));
    if (typeof part['name'] !== 'string' || typeof part['type'] !== 'string') return inner;
    const name = uniqueId(part['name'], names);
    names.push(name);
    return { ...inner, name };
  };
  return copy(question) as SurveyPart;
}

function elementsOf(part: SurveyPart): readonly SurveyPart[] {
  return Array.isArray(part['elements']) ? part['elements'].filter(isPart) : [];
}

function nameOf(part: SurveyPart): string {
  return typeof part['name'] === 'string' ? part['name'] : '';
}

function isPart(value: unknown): value is SurveyPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
