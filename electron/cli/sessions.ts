import { message } from '../messages/message.ts';
import { openStorageForReading } from '../storage/open-storage.ts';
import type { CliCommand } from './command.ts';
import { textTable } from './text-table.ts';

export const sessionsCommand: CliCommand = {
  name: 'sessions',
  usage: 'sessions [--study ID]',
  meaning: message('cli.sessions.meaning'),
  options: { study: { type: 'string' } },
  run({ options, dataFolder, print }) {
    const storage = openStorageForReading(dataFolder);
    try {
      const { study } = options;
      const sessions = storage.listSessions().filter((session) => study === undefined || session.studyId === study);
      if (sessions.length === 0) {
        print(message('cli.sessions.none', { folder: dataFolder }));
        return 0;
      }
      const rows = sessions.map((session) => [
        session.sessionId,
        session.studyId,
        session.participantCode,
        session.status,
        new Date(session.startedAtUtcMilliseconds).toISOString(),
        String(session.revision),
      ]);
      textTable([['session', 'study', 'participant', 'status', 'started', 'events'], ...rows]).forEach(print);
      return 0;
    } finally {
      storage.close();
    }
  },
};
