import './data.css';
import { useState } from 'react';
import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { TabStrip, tabIds } from '../ui/tab-strip.tsx';
import { PreferenceTab } from './preference-tab.tsx';
import { beginRecipe, readRecipe } from './recipe-draft.ts';
import { TuningTab } from './tuning-tab.tsx';

/** Where there is something to do as long as there are no data. */
export interface WaysToData {
  readonly onSessions: () => void;
  readonly onPeople: () => void;
}

type Tab = 'preferences' | 'tuning';
const tabs: readonly Tab[] = ['preferences', 'tuning'];

/** What was learned goes out: preference data of what people judged, and models trained on them. */
export function DataScreen({ api, ways }: { readonly api: ModeratorApi; readonly ways: WaysToData }) {
  const sources = useLoaded(() => api.call['preferences/sources']({}));
  return (
    <main className="data" data-screen="data" aria-busy={sources.busy}>
      <div className="data-head">
        <ScreenTitle>{message('data.title')}</ScreenTitle>
      </div>
      {sources.problem !== null && (
        <div className="data-notice">
          <Notice tone="danger" actions={<Button onClick={sources.reload}>{message('data.load-again')}</Button>}>
            {sources.problem}
          </Notice>
        </div>
      )}
      {sources.value === null && sources.problem === null && (
        <p className="data-notice quiet" role="status">
          {message('data.loading')}
        </p>
      )}
      {sources.value !== null && <Room api={api} entries={sources.value.filter(holdsWords)} ways={ways} />}
    </main>
  );
}

/** Nothing can be made of a study in which nobody has said anything yet. */
function holdsWords({ sessions, importedConversations }: PreferenceSourceEntry): boolean {
  return sessions.length > 0 || importedConversations > 0;
}

/** Both tabs speak of the same recipe. */
function Room({ api, entries, ways }: { readonly api: ModeratorApi; readonly entries: readonly PreferenceSourceEntry[]; readonly ways: WaysToData }) {
  const [tab, setTab] = useState<Tab>('preferences');
  const [draft, setDraft] = useState(() => beginRecipe(entries));
  const reading = readRecipe(draft);
  const ids = tabIds('data', tab);
  return (
    <>
      <TabStrip group="data" label={message('data.tabs')} tabs={tabs.map((id) => ({ id, label: message(`data.tab.${id}`) }))} chosen={tab} onChoose={setTab} />
      <div className="data-panel" role="tabpanel" id={ids.panel} aria-labelledby={ids.tab} data-tab={tab}>
        {entries.length === 0 && tab === 'preferences' ? (
          <NoData {...ways} />
        ) : tab === 'preferences' ? (
          <PreferenceTab api={api} entries={entries} draft={draft} reading={reading} onDraft={setDraft} />
        ) : (
          <TuningTab api={api} recipe={reading.recipe} onShowRecipe={() => setTab('preferences')} />
        )}
      </div>
    </>
  );
}

function NoData({ onSessions, onPeople }: WaysToData) {
  return (
    <div className="data-empty">
      <section className="card stack" aria-labelledby="data-none">
        <h2 id="data-none">{message('data.recipe.no-studies')}</h2>
        <p>{message('data.recipe.no-studies.about')}</p>
        <div className="row">
          <Button onClick={onSessions}>{message('data.recipe.to-sessions')}</Button>
          <Button onClick={onPeople}>{message('data.recipe.to-people')}</Button>
        </div>
      </section>
    </div>
  );
}
