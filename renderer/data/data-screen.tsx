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
import './data.css';

type Tab = 'preferences' | 'tuning';
const tabs: readonly Tab[] = ['preferences', 'tuning'];

/** What was learned goes out: preference data of what people judged, and models trained on them. */
export function DataScreen({ api }: { readonly api: ModeratorApi }) {
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
      {sources.value !== null && <Room api={api} entries={sources.value.filter(holdsWords)} />}
    </main>
  );
}

/** Nothing can be made of a study in which nobody has said anything yet. */
function holdsWords({ sessions, importedConversations }: PreferenceSourceEntry): boolean {
  return sessions.length > 0 || importedConversations > 0;
}

/** Both tabs speak of the same recipe. */
function Room({ api, entries }: { readonly api: ModeratorApi; readonly entries: readonly PreferenceSourceEntry[] }) {
  const [tab, setTab] = useState<Tab>('preferences');
  const [draft, setDraft] = useState(() => beginRecipe(entries));
  const reading = readRecipe(draft);
  const ids = tabIds('data', tab);
  return (
    <>
      <TabStrip group="data" label={message('data.tabs')} tabs={tabs.map((id) => ({ id, label: message(`data.tab.${id}`) }))} chosen={tab} onChoose={setTab} />
      <div className="data-panel" role="tabpanel" id={ids.panel} aria-labelledby={ids.tab} data-tab={tab}>
        {tab === 'preferences' ? (
          <PreferenceTab api={api} entries={entries} draft={draft} reading={reading} onDraft={setDraft} />
        ) : (
          <TuningTab api={api} recipe={reading.recipe} onShowRecipe={() => setTab('preferences')} />
        )}
      </div>
    </>
  );
}
