import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import { Checkbox, RadioGroup, Select, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { sourceOf, withSource, type RecipeDraft, type RecipeProblem } from './recipe-draft.ts';
import { SourceCard } from './source-card.tsx';
import './recipe-form.css';

const subjects = ['pooled', 'per-participant'] as const;
const rankings = ['adjacent', 'all', 'best-against-rest'] as const;
const ties = ['leave-out', 'draw'] as const;
const voided = ['leave-out', 'keep'] as const;
const turns = ['all', 'first'] as const;

/** A recipe, field by field. What is wrong is said where it stands. */
export function RecipeForm({
  entries,
  draft,
  problems,
  onDraft,
}: {
  readonly entries: readonly PreferenceSourceEntry[];
  readonly draft: RecipeDraft;
  readonly problems: readonly RecipeProblem[];
  readonly onDraft: (draft: RecipeDraft) => void;
}) {
  const set = (change: Partial<RecipeDraft>): void => onDraft({ ...draft, ...change });
  const problemOf = (field: 'minimumGap' | 'unseenParticipants' | 'testConversations' | 'seed'): string | null =>
    problems.includes(field) ? message(`data.recipe.problem.${field}`) : null;

  return (
    <form className="data-recipe" aria-label={message('data.recipe.title')} onSubmit={(event) => event.preventDefault()}>
      <section className="data-part">
        <h2>{message('data.recipe.sources')}</h2>
        {problems.includes('sources') && <p className="field-problem">{message('data.recipe.problem.sources')}</p>}
        {entries.map((entry) => (
          <SourceCard
            key={entry.studyId}
            entry={entry}
            source={sourceOf(draft, entry.studyId)}
            problems={problems}
            onChange={(change) => onDraft(withSource(draft, entry.studyId, change))}
          />
        ))}
        <RadioGroup
          label={message('data.recipe.subject')}
          options={subjects.map((value) => ({ value, label: message(`data.recipe.subject.${value}`) }))}
          value={draft.subject}
          onChange={(value) => set({ subject: value === 'per-participant' ? value : 'pooled' })}
        />
      </section>

      <section className="data-part">
        <h2>{message('data.recipe.pairs')}</h2>
        {problems.includes('pairs') && <p className="field-problem">{message('data.recipe.problem.pairs')}</p>}
        <Checkbox label={message('data.recipe.ratings')} checked={draft.ratings} onChange={(event) => set({ ratings: event.target.checked })} />
        {draft.ratings && (
          <div className="data-indent">
            <TextField
              className="data-short"
              label={message('data.recipe.minimum-gap')}
              help={message('data.recipe.minimum-gap.help')}
              inputMode="decimal"
              problem={problemOf('minimumGap')}
              value={draft.minimumGap}
              onChange={(event) => set({ minimumGap: event.target.value })}
            />
          </div>
        )}
        <Checkbox
          label={message('data.recipe.rankings')}
          checked={draft.rankings !== null}
          onChange={(event) => set({ rankings: event.target.checked ? 'all' : null })}
        />
        {draft.rankings !== null && (
          <div className="data-indent">
            <Select
              label={message('data.recipe.rankings.which')}
              options={rankings.map((value) => ({ value, label: message(`data.recipe.rankings.${value}`) }))}
              value={draft.rankings}
              onChange={(event) => set({ rankings: rankings.find((each) => each === event.target.value) ?? 'all' })}
            />
          </div>
        )}
        <Checkbox label={message('data.recipe.choices')} checked={draft.choices} onChange={(event) => set({ choices: event.target.checked })} />
        <div className="data-pair">
          <Select
            label={message('data.recipe.ties')}
            options={ties.map((value) => ({ value, label: message(`data.recipe.ties.${value}`) }))}
            value={draft.ties}
            onChange={(event) => set({ ties: event.target.value === 'draw' ? 'draw' : 'leave-out' })}
          />
          <Select
            label={message('data.recipe.voided')}
            options={voided.map((value) => ({ value, label: message(`data.recipe.voided.${value}`) }))}
            value={draft.voided}
            onChange={(event) => set({ voided: event.target.value === 'keep' ? 'keep' : 'leave-out' })}
          />
        </div>
        <Select
          label={message('data.recipe.turns')}
          options={turns.map((value) => ({ value, label: message(`data.recipe.turns.${value}`) }))}
          value={draft.turns}
          onChange={(event) => set({ turns: event.target.value === 'first' ? 'first' : 'all' })}
        />
      </section>

      <section className="data-part">
        <h2>{message('data.recipe.split')}</h2>
        <p className="quiet">{message('data.recipe.split.about')}</p>
        <div className="data-pair">
          {(['unseenParticipants', 'testConversations'] as const).map((field) => (
            <TextField
              key={field}
              label={message(`data.recipe.${field}`)}
              help={message(`data.recipe.${field}.help`)}
              inputMode="decimal"
              problem={problemOf(field)}
              value={draft[field]}
              onChange={(event) => set({ [field]: event.target.value })}
            />
          ))}
        </div>
        <TextField
          label={message('data.recipe.seed')}
          help={message('data.recipe.seed.help')}
          className="code"
          spellCheck={false}
          maxLength={100}
          problem={problemOf('seed')}
          value={draft.seed}
          onChange={(event) => set({ seed: event.target.value })}
        />
      </section>
    </form>
  );
}
