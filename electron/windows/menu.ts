import { app, Menu } from 'electron';

/** A shipped app has no menu; on a Mac it has the one without which copying and pasting don't work. */
export function setMenu(): void {
  if (!app.isPackaged) return;
  Menu.setApplicationMenu(
    process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
  );
}
