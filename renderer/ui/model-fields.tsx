import { useId, useState } from 'react';
import type { ModeratorApi, ProviderEntry } from '../../shared/contract/moderator.ts';
import { Button } from './button.tsx';
import { Select, TextField } from './field.tsx';
import { message } from './messages.ts';
import { Notice } from './notice.tsx';
import { useStaffCall } from './staff-call.ts';
import './model-fields.css';

export interface ChosenModel {
  readonly providerId: string;
  readonly model: string;
}

/** A provider and one of its models: typed, or taken from the list that the provider gives. */
export function ModelFields({
  api,
  providers,
  chosen,
  label,
  problem = null,
  onChoose,
}: {
  readonly api: ModeratorApi;
  readonly providers: readonly ProviderEntry[];
  readonly chosen: ChosenModel;
  /** What the model is here for. */
  readonly label: string;
  readonly problem?: string | null;
  readonly onChoose: (chosen: ChosenModel) => void;
}) {
  const listing = useStaffCall();
  const [listed, setListed] = useState<{ readonly providerId: string; readonly models: readonly string[]; readonly detail: string } | null>(null);
  const listId = useId();
  const models = listed?.providerId === chosen.providerId ? listed.models : null;

  const list = async (): Promise<void> => {
    const { providerId } = chosen;
    const answer = await listing.run(() => api.call['settings/list-models']({ providerId }));
    if (answer !== null) setListed({ providerId, models: answer.value.models, detail: answer.value.connection.detail });
  };

  return (
    <div className="model-fields">
      <Select
        label={message('ui.model.provider')}
        options={providers.map((provider) => ({ value: provider.providerId, label: provider.label }))}
        placeholder={message('ui.model.provider.choose')}
        value={providers.some((provider) => provider.providerId === chosen.providerId) ? chosen.providerId : ''}
        onChange={(event) => onChoose({ ...chosen, providerId: event.target.value })}
      />
      <div className="model-fields-name">
        <TextField
          label={label}
          problem={problem}
          list={listId}
          spellCheck={false}
          maxLength={300}
          value={chosen.model}
          onChange={(event) => onChoose({ ...chosen, model: event.target.value })}
        />
        <datalist id={listId}>
          {models?.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Button aria-busy={listing.busy} unavailable={listing.busy || chosen.providerId === ''} onClick={() => void list()}>
          {message(listing.busy ? 'ui.model.listing' : 'ui.model.list')}
        </Button>
      </div>
      {models !== null && (
        <p className="quiet model-fields-listed" role="status">
          {models.length > 0 ? message('ui.model.listed', { count: models.length }) : message('ui.model.none', { detail: listed?.detail ?? '' })}
        </p>
      )}
      {listing.problem !== null && <Notice tone="danger">{listing.problem}</Notice>}
    </div>
  );
}
