import { useId, useState } from 'react';
import type { PeopleView } from '../../../../shared/contract/people.ts';
import type { FilledPlaceholder, PlaceholderSource, PromptPreview } from '../../../../shared/contract/personal.ts';
import type { PersonalPrompt } from '../../../../shared/study/arms.ts';
import { stagesOf, type Study } from '../../../../shared/study/protocol.ts';
import { Select, TextArea } from '../../../ui/field.tsx';
import { message } from '../../../ui/messages.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useAnswer, type Loaded } from '../../../ui/staff-call.ts';
import { useEditing, useFormApi } from '../form-context.ts';
import '../form-table.css';

/** The exact prompt of one participant, and how each part of it came about. */
export function PromptPreviewPart({
  prompt,
  armId,
  people,
}: {
  readonly prompt: PersonalPrompt;
  readonly armId: string;
  readonly people: Loaded<PeopleView>;
}) {
  const { study } = useEditing();
  const api = useFormApi();
  const [code, setCode] = useState('');
  const [typeId, setTypeId] = useState('');
  const [opening, setOpening] = useState('');
  const preview = useAnswer(
    prompt.template.trim() === ''
      ? null
      : {
          studyId: study.id,
          armId,
          personalisation: prompt,
          participantCode: code === '' ? null : code,
          typeId: typeId === '' ? null : typeId,
          message: opening,
        },
    (input) => api.call['prompt/preview'](input),
  );
  const registered = people.value?.people.filter(({ status }) => status !== 'erased') ?? [];

  return (
    <div className="form-field whole prompt-preview">
      <div className="prompt-preview-for">
        <Select
          label={message('design.prompt.preview.participant')}
          options={[
            { value: '', label: message('design.prompt.preview.nobody') },
            ...registered.map(({ participantCode }) => ({ value: participantCode, label: participantCode })),
          ]}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Select
          label={message('design.prompt.preview.type')}
          options={[{ value: '', label: message('design.prompt.preview.any-type') }, ...typesOf(study)]}
          value={typeId}
          onChange={(event) => setTypeId(event.target.value)}
        />
        <TextArea
          label={message('design.prompt.preview.opening')}
          help={message('design.prompt.preview.opening.help')}
          rows={2}
          maxLength={20_000}
          value={opening}
          onChange={(event) => setOpening(event.target.value)}
        />
      </div>
      {people.problem !== null && <Notice tone="attention">{people.problem}</Notice>}
      {people.value !== null && registered.length === 0 && <p className="quiet">{message('design.prompt.preview.no-people')}</p>}
      {preview.problem !== null && <Notice tone="danger">{preview.problem}</Notice>}
      {prompt.template.trim() === '' ? (
        <p className="quiet">{message('design.prompt.preview.empty')}</p>
      ) : preview.value === null ? (
        preview.problem === null && <p role="status">{message('design.prompt.preview.filling')}</p>
      ) : (
        <Preview preview={preview.value} budget={prompt.budget?.tokens ?? null} study={study} busy={preview.busy} />
      )}
    </div>
  );
}

/** Types of all conversations of the study, each once. */
function typesOf(study: Study): readonly { readonly value: string; readonly label: string }[] {
  const types = stagesOf(study).flatMap((stage) => (stage.kind === 'conversations' ? stage.conversations.types : []));
  return [...new Map(types.map(({ id, title }) => [id, { value: id, label: title || id }])).values()];
}

function Preview({
  preview,
  budget,
  study,
  busy,
}: {
  readonly preview: PromptPreview;
  readonly budget: number | null;
  readonly study: Study;
  readonly busy: boolean;
}) {
  const id = useId();
  const over = budget !== null && preview.tokens > budget;
  return (
    <div className="prompt-preview-found" aria-busy={busy}>
      {preview.warnings.length > 0 && (
        <Notice tone="attention">
          {preview.warnings.length === 1 ? (
            preview.warnings[0]
          ) : (
            <ul className="prompt-warnings">
              {preview.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {preview.prompt === null ? (
        <Notice tone="danger">{message('design.prompt.preview.refused')}</Notice>
      ) : (
        <section className="prompt-preview-block">
          <div className="prompt-preview-head">
            <h4 id={`${id}-prompt`}>{message('design.prompt.preview.prompt')}</h4>
            <p className={over ? 'prompt-over' : 'quiet'} role="status">
              {budget === null
                ? message('design.prompt.preview.tokens', { tokens: preview.tokens })
                : message('design.prompt.preview.tokens-of', { tokens: preview.tokens, budget })}
            </p>
          </div>
          {preview.prompt === '' ? (
            <p className="quiet">{message('design.prompt.preview.nothing')}</p>
          ) : (
            <pre className="prompt-text" dir="auto" role="region" aria-labelledby={`${id}-prompt`} tabIndex={0}>
              {preview.prompt}
            </pre>
          )}
        </section>
      )}
      {preview.placeholders.length > 0 && (
        <section className="prompt-preview-block">
          <h4 id={`${id}-sources`}>{message('design.prompt.preview.sources')}</h4>
          <div className="form-table-frame" role="region" aria-labelledby={`${id}-sources`} tabIndex={0}>
            <table className="form-table prompt-sources">
              <thead>
                <tr>
                  <th scope="col">{message('design.prompt.preview.placeholder')}</th>
                  <th scope="col">{message('design.prompt.preview.source')}</th>
                  <th scope="col">{message('design.prompt.preview.done')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.placeholders.map((filled) => (
                  <tr key={filled.name}>
                    <th scope="row" className="code">
                      {filled.name}
                    </th>
                    <td>{filled.source === null ? message('design.prompt.source.none') : sourceWords(filled.source, study)}</td>
                    <td className={filled.missing === null && filled.cut === 0 ? undefined : 'prompt-done'}>{doneWords(filled)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </div>
  );
}

function sourceWords(source: PlaceholderSource, study: Study): string {
  switch (source.kind) {
    case 'answer': {
      const stage = stagesOf(study).find(({ id }) => id === source.stageId);
      return message('design.prompt.source.answer', { stage: stage?.title || source.stageId, session: source.sessionNumber });
    }
    case 'profile':
      return message(`design.prompt.source.profile.${source.origin}`);
    case 'exchanges':
      return message('design.prompt.source.exchanges', { count: new Set(source.conversationIds).size, ids: source.conversationIds.join(', ') });
    case 'summary':
      return message('design.prompt.source.summary', { by: source.reviewedBy });
  }
}

function doneWords({ missing, cut, text, kind }: FilledPlaceholder): string {
  const about = missing === null ? (text === null ? [] : [message('design.prompt.done.filled')]) : [message(`design.prompt.done.${missing}`)];
  const items = kind === 'examples' || kind === 'top-preferences';
  const gone = cut === 0 ? [] : [text === null ? message('design.prompt.done.cut-whole') : message(items ? 'design.prompt.done.cut-items' : 'design.prompt.done.cut', { count: cut })];
  return [...about, ...gone].join(' ');
}
