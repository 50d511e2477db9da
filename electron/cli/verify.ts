import { message } from '../messages/message.ts';
import { openStorageForReading } from '../storage/open-storage.ts';
import type { CliCommand } from './command.ts';

export const verifyCommand: CliCommand = {
  name: 'verify',
  usage: 'verify',
  meaning: message('cli.verify.meaning'),
  options: {},
  run({ dataFolder, print }) {
    const storage = openStorageForReading(dataFolder);
    try {
      const { sound, findings } = storage.verify();
      const { file } = storage;
      print(
        sound
          ? message('cli.verify.sound', { sessions: storage.listSessions().length, file })
          : message('cli.verify.unsound', { findings: findings.length, file }),
      );
      for (const finding of findings) print(`- ${finding}`);
      return sound ? 0 : 1;
    } finally {
      storage.close();
    }
  },
};
