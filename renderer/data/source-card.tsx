import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import { Checkbox, RadioGroup } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { CheckList } from './check-list.tsx';
import { ticked, type RecipeProblem, type SourceDraft } from './recipe-draft.ts';

const takings = ['all', 'none', 'chosen'] as const;
const crowds = ['all', 'chosen'] as const;

/** One study: which of its sessions, whether imported conversations, of whom, and what stays out to be evaluated. */
export function SourceCard({
  entry,
  source,
  problems,
  onChange,
}: {
  readonly entry: PreferenceSourceEntry;
  readonly source: SourceDraft;
  readonly problems: readonly RecipeProblem[];
  readonly onChange: (change: Partial<SourceDraft>) => void;
}) {
  const { studyId, title, sessions, importedConversations, participants } = entry;
  return (
    <section className="data-source" aria-label={title}>
      <Checkbox
        label={
          <>
            <strong>{title}</strong>
            <span className="data-source-detail">
              {message('data.source.holds', { sessions: sessions.length, imported: importedConversations, people: participants.length })}
            </span>
          </>
        }
        checked={source.used}
        onChange={(event) => onChange({ used: event.target.checked })}
      />
      {source.used && (
        <div className="data-source-body">
          <RadioGroup
            label={message('data.source.sessions')}
            options={takings.map((value) => ({ value, label: message(`data.source.sessions.${value}`) }))}
            value={source.sessions}
            onChange={(value) => onChange({ sessions: takings.find((each) => each === value) ?? 'all' })}
          />
          {source.sessions === 'chosen' && (
            <CheckList
              label={message('data.source.sessions.which')}
              options={sessions.map(({ sessionId, participantCode, sessionNumber, standing }) => ({
                value: sessionId,
                label: message(`data.source.session.${standing}`, { code: participantCode, number: sessionNumber }),
              }))}
              chosen={source.chosenSessions}
              problem={problems.includes(`sessions:${studyId}`) ? message('data.recipe.problem.sessions') : null}
              onTick={(value, on) => onChange({ chosenSessions: ticked(source.chosenSessions, value, on, sessions.map(({ sessionId }) => sessionId)) })}
            />
          )}
          {importedConversations > 0 && (
            <Checkbox
              label={message('data.source.imported', { count: importedConversations })}
              checked={source.imported}
              onChange={(event) => onChange({ imported: event.target.checked })}
            />
          )}
          {problems.includes(`nothing:${studyId}`) && <p className="field-problem">{message('data.recipe.problem.nothing')}</p>}
          <RadioGroup
            label={message('data.source.participants')}
            options={crowds.map((value) => ({ value, label: message(`data.source.participants.${value}`) }))}
            value={source.participants}
            onChange={(value) => onChange({ participants: value === 'chosen' ? 'chosen' : 'all' })}
          />
          {source.participants === 'chosen' && (
            <CheckList
              label={message('data.source.participants.which')}
              options={participants.map((code) => ({ value: code, label: code }))}
              chosen={source.chosenParticipants}
              problem={problems.includes(`participants:${studyId}`) ? message('data.recipe.problem.participants') : null}
              onTick={(value, on) => onChange({ chosenParticipants: ticked(source.chosenParticipants, value, on, participants) })}
            />
          )}
          <LeftOut entry={entry} source={source} onChange={onChange} />
        </div>
      )}
    </section>
  );
}

function LeftOut({
  entry: { stages, sessionNumbers, conversationTypes },
  source: { leaveOut },
  onChange,
}: {
  readonly entry: PreferenceSourceEntry;
  readonly source: SourceDraft;
  readonly onChange: (change: Partial<SourceDraft>) => void;
}) {
  const count = leaveOut.stageIds.length + leaveOut.sessionNumbers.length + leaveOut.conversationTypes.length;
  return (
    <details className="data-left-out">
      <summary>{message('data.source.left-out', { count })}</summary>
      <p className="quiet">{message('data.source.left-out.about')}</p>
      {stages.length > 0 && (
        <CheckList
          label={message('data.source.left-out.stages')}
          options={stages.map(({ stageId, title }) => ({ value: stageId, label: title || stageId }))}
          chosen={leaveOut.stageIds}
          onTick={(value, on) =>
            onChange({ leaveOut: { ...leaveOut, stageIds: [...ticked(leaveOut.stageIds, value, on, stages.map(({ stageId }) => stageId))] } })
          }
        />
      )}
      {sessionNumbers.length > 1 && (
        <CheckList
          label={message('data.source.left-out.sessions')}
          options={sessionNumbers.map((number) => ({ value: String(number), label: message('data.source.left-out.session', { number }) }))}
          chosen={leaveOut.sessionNumbers.map(String)}
          onTick={(value, on) => onChange({ leaveOut: { ...leaveOut, sessionNumbers: [...ticked(leaveOut.sessionNumbers, Number(value), on, sessionNumbers)] } })}
        />
      )}
      {conversationTypes.length > 0 && (
        <CheckList
          label={message('data.source.left-out.types')}
          options={conversationTypes.map((type) => ({ value: type, label: type }))}
          chosen={leaveOut.conversationTypes}
          onTick={(value, on) => onChange({ leaveOut: { ...leaveOut, conversationTypes: [...ticked(leaveOut.conversationTypes, value, on, conversationTypes)] } })}
        />
      )}
    </details>
  );
}
