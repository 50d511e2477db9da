import { app, dialog, shell } from 'electron';
import { message } from '../messages/message.ts';
import type { Problem } from '../start-up/problem.ts';
import { restoreBackup } from '../storage/open-storage.ts';

/**
 * Says why the app does not start, and offers what helps. The system's own dialog, because it works
 * when nothing else does.
 */
export async function showStartProblem(problem: Problem, dataFolder: string): Promise<void> {
  const { backup } = problem;
  const date = backup === null ? '' : new Date(backup.createdAtUtcMilliseconds).toLocaleString();
  const choices = [
    ...(backup === null ? [] : (['restore'] as const)),
    'open-folder' as const,
    'quit' as const,
  ];
  const texts = {
    restore: message('problem.restore', { date }),
    'open-folder': message('problem.open-folder'),
    quit: message('problem.quit'),
  };
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: message('problem.title'),
      message: message('problem.title'),
      detail: detailOf(problem),
      buttons: choices.map((choice) => texts[choice]),
      defaultId: choices.length - 1,
      cancelId: choices.length - 1,
      noLink: true,
    });
    const choice = choices[response] ?? 'quit';
    if (choice === 'quit') return;
    if (choice === 'open-folder') {
      await shell.openPath(dataFolder);
      continue;
    }
    if (backup === null) return;
    const kept = await restoreBackup(dataFolder, backup.name);
    await dialog.showMessageBox({ type: 'info', message: message('problem.restored', { date, kept: kept ?? '–' }) });
    app.relaunch();
    return;
  }
}

function detailOf(problem: Problem): string {
  const noBackup = problem.code === 'damaged-database' && problem.backup === null;
  return noBackup ? `${problem.sentence}\n\n${message('problem.no-backup')}` : problem.sentence;
}

let showing = false;

/** A fault while the app runs: said, logged, never silent. One dialog at a time. */
export function showFault(logFile: string): void {
  if (showing) return;
  showing = true;
  void dialog
    .showMessageBox({
      type: 'warning',
      title: message('problem.running-title'),
      message: message('problem.running-title'),
      detail: message('problem.running', { file: logFile }),
      buttons: [message('problem.continue'), message('problem.quit')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    .then(({ response }) => {
      showing = false;
      if (response === 1) app.quit();
    });
}
