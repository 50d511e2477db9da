import type { LocalizableString, QuestionHtmlModel } from 'survey-core';
import { ReactQuestionFactory } from 'survey-react-ui';
import { Markdown } from '../ui/markdown.tsx';

const renderMarkdown = ({ question }: { readonly question: QuestionHtmlModel }) => (
  <Markdown text={(question.locHtml as LocalizableString).renderedHtml} headings="h3" />
);
// The library would put the text into the page as HTML. Here it is Markdown, like every other text of a study.
ReactQuestionFactory.Instance.registerQuestion('html', renderMarkdown as unknown as (name: string) => React.JSX.Element);
