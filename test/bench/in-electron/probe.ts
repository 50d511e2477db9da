/**
 * Runs inside Electron's main process, before the app, in our app and in the bare window alike: waits
 * for the first page to show what BENCH_SELECTOR names and to be painted, notes the time, and quits.
 */
import { writeFileSync } from 'node:fs';
import { app } from 'electron';

const selector = JSON.stringify(process.env['BENCH_SELECTOR'] ?? 'body');
const result = process.env['BENCH_RESULT'] ?? '';
const startedAt = Number(process.env['BENCH_STARTED_AT']);

/** Two animation frames: the first comes before the page is painted, the second after. Then one task, to see that it answers. */
const shownAndPainted = `new Promise((done) => {
  const look = () => {
    if (document.querySelector(${selector}) === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  };
  look();
})`;

app.once('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    void contents.executeJavaScript(shownAndPainted).then(() => {
      writeFileSync(result, String(Date.now() - startedAt));
      app.quit();
    });
  });
});
