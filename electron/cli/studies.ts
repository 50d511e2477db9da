import { message } from '../messages/message.ts';
import { openStorageForReading } from '../storage/open-storage.ts';
import type { CliCommand } from './command.ts';
import { textTable } from './text-table.ts';

export const studiesCommand: CliCommand = {
  name: 'studies',
  usage: 'studies',
  meaning: message('cli.studies.meaning'),
  options: {},
  run({ dataFolder, print }) {
    const storage = openStorageForReading(dataFolder);
    try {
      const studies = storage.listStudies();
      if (studies.length === 0) {
        print(message('cli.studies.none', { folder: dataFolder }));
        return 0;
      }
      const sessions = storage.listSessions();
      const rows = studies.map(({ studyId, digest, addedAtUtcMilliseconds, title }) => [
        studyId,
        digest.slice(0, 8),
        new Date(addedAtUtcMilliseconds).toISOString(),
        String(sessions.filter((session) => session.studyDigest === digest).length),
        title,
      ]);
      textTable([['study', 'version', 'added', 'sessions', 'title'], ...rows]).forEach(print);
      return 0;
    } finally {
      storage.close();
    }
  },
};
