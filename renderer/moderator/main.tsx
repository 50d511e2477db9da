import './schemas-without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setLanguage } from '../ui/messages.ts';
import { setTheme, startTheme } from '../ui/theme.ts';
import { api } from './api.ts';
import { App } from './app.tsx';
import { Boundary } from './boundary.tsx';
import { useNavigation } from './navigation.ts';

startTheme('moderator');

const { receive, go } = useNavigation.getState();
api.onView(receive);

const [settings, live] = await Promise.all([api.call['settings/get']({}), api.call['live/get']({})]);
if (settings.ok) {
  setTheme(settings.value.appearance.theme);
  setLanguage(settings.value.appearance.language);
}
if (live.ok && live.value !== null) {
  receive(live.value);
  go({ screen: 'live' });
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <Boundary>
      <App />
    </Boundary>
  </StrictMode>,
);
