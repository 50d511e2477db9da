import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { StageOf } from '../../../shared/study/stages.ts';
import { Button } from '../../ui/button.tsx';
import type { Option } from '../../ui/field.tsx';
import { problemsAt } from '../editing.ts';
import { SelectInput } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { FormIcon } from './form-icon.tsx';
import { formWords } from './form-words.ts';
import { plainText } from './lines.ts';
import { ListEditor } from './list-editor.tsx';
import { ProblemLines } from './problem-lines.tsx';
import { QuestionFields } from './question-fields.tsx';
import { newQuestion, questionKindOf, questionKinds } from './question-kinds.ts';
import { SurveyJson } from './survey-json.tsx';
import { copyOfQuestion, pagesOf, questionNamesOf, withPageAdded, withPageRemoved, withQuestionMoved, type SurveyPart } from './survey-pages.ts';
import { TextBox, TextInput } from './text-inputs.tsx';
import './questionnaire-fields.css';

/** A questionnaire: its questions page by page, and all of it as JSON for what has no form here. */
export function QuestionnaireFields({ at, stage }: { readonly at: ProblemPath; readonly stage: StageOf<'questionnaire'> }) {
  const editing = useEditing();
  const survey = [...at, 'survey'];
  const pages = pagesOf(stage.survey);
  return (
    <>
      <FormPart name="part.questions">
        <div className="form-field whole">
          <ProblemLines problems={problemsAt(editing, survey)} />
        </div>
        {pages.map((_, index) => (
          <PageFields key={index} at={survey} survey={stage.survey} page={index} pages={pages.length} />
        ))}
        {!editing.readOnly && (
          <div className="form-field whole">
            <Button kind="plain" onClick={() => editing.change(survey, withPageAdded(stage.survey))}>
              <FormIcon name="add" />
              {formWords('page.add')}
            </Button>
          </div>
        )}
      </FormPart>
      <FormPart name="part.questionnaire">
        <SelectInput
          at={[...survey, 'questionOrder']}
          name="question-order"
          width="half"
          options={(['initial', 'random'] as const).map((order) => ({ value: order, label: formWords(`question-order.${order}`) }))}
          read={(value) => (value === 'random' ? 'random' : 'initial')}
          write={(order) => (order === 'random' ? order : undefined)}
        />
        <TextInput at={[...at, 'language']} name="questionnaire.language" width="half" empty="null" code />
      </FormPart>
      <FormPart name="part.json">
        <SurveyJson at={survey} stageId={stage.id} survey={stage.survey} />
      </FormPart>
    </>
  );
}

function PageFields({
  at,
  survey,
  page,
  pages,
}: {
  /** To the survey. */
  readonly at: ProblemPath;
  readonly survey: SurveyPart;
  readonly page: number;
  readonly pages: number;
}) {
  const { change, readOnly } = useEditing();
  const place = pagesOf(survey)[page];
  if (place === undefined) return null;
  const names = questionNamesOf(survey);
  const others: readonly Option[] = Array.from({ length: pages }, (_, index) => ({
    value: String(index),
    label: formWords('page.title', { number: index + 1 }),
  }));
  return (
    <div className="form-page form-field whole">
      {pages > 1 && (
        <div className="form-page-head">
          <h4>{formWords('page.title', { number: page + 1 })}</h4>
          {!readOnly && (
            <Button
              kind="plain"
              unavailable={place.elements.length > 0}
              title={formWords(place.elements.length > 0 ? 'page.remove.not-empty' : 'page.remove')}
              onClick={() => change(at, withPageRemoved(survey, page))}
            >
              <FormIcon name="remove" />
              {formWords('page.remove')}
            </Button>
          )}
        </div>
      )}
      {place.path.length > 0 && <TextBox at={[...at, ...place.path, 'description']} name="page.description" size="line" empty="absent" hideHelp />}
      <ListEditor<SurveyPart>
        at={[...at, ...place.path, 'elements']}
        name="questions"
        hideLabel
        add="questions.add"
        look="folded"
        create={questionKinds.map((kind) => ({
          label: formWords(`question-kind.${kind}`),
          help: formWords(`question-kind.${kind}.about`),
          create: () => newQuestion(kind, names),
        }))}
        copy={(question) => copyOfQuestion(question, names)}
        titleOf={(question) => titleOfQuestion(question)}
        detailOf={detailOfQuestion}
      >
        {(path, question, index) => (
          <>
            <QuestionFields at={path} question={question} />
            {pages > 1 && (
              <SelectInput
                at={at}
                name="question.page"
                width="half"
                options={others}
                read={() => String(page)}
                write={(target) => withQuestionMoved(survey, page, index, Number(target))}
              />
            )}
          </>
        )}
      </ListEditor>
    </div>
  );
}

function titleOfQuestion(question: SurveyPart): string {
  return plainText(question['title']) || plainText(question['name']) || formWords('question.untitled');
}

function detailOfQuestion(question: SurveyPart): string {
  const kind = questionKindOf(question);
  const type = kind === null ? plainText(question['type']) : formWords(`question-kind.${kind}`);
  return question['isRequired'] === true ? formWords('question.detail.required', { type }) : type;
}
