/** The yardstick: a window of the same size and the same safety with an empty page, and nothing else. */
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    width: 1280,
    height: 800,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadFile('index.html');
});
app.on('window-all-closed', () => {
  app.quit();
});
