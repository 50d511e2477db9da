import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { copyOf } from '../exchange/copy-of.ts';
import { ExportError } from '../exchange/errors.ts';
import { exportStudy } from '../exchange/export-study.ts';
import { message } from '../messages/message.ts';
import { openStorageForReading } from '../storage/open-storage.ts';
import { type CliCommand, UsageError } from './command.ts';
import { noteCopy } from './note-copy.ts';

export const exportCommand: CliCommand = {
  name: 'export',
  usage: 'export --study ID --out FILE [--overwrite]',
  meaning: message('cli.export.meaning'),
  options: { study: { type: 'string' }, out: { type: 'string' }, overwrite: { type: 'boolean' } },
  async run({ options, dataFolder, print }) {
    const study = required(options, 'study');
    const file = resolve(required(options, 'out'));
    if (existsSync(file) && options['overwrite'] !== true) {
      throw new ExportError('exists', message('cli.export.exists', { file }));
    }
    const storage = openStorageForReading(dataFolder);
    let copy: ReturnType<typeof copyOf>;
    try {
      const written = await exportStudy(storage, study, file, { now: new Date(), appVersion: packageFile.version });
      copy = copyOf(storage, study, written.file);
      print(message('cli.export.done', { ...written }));
    } finally {
      storage.close();
    }
    await noteCopy(dataFolder, copy, print);
    return 0;
  },
};

function required(options: Readonly<Record<string, string | boolean | undefined>>, option: string): string {
  const value = options[option];
  if (typeof value !== 'string' || value === '') throw new UsageError(message('cli.missing-option', { option }));
  return value;
}
