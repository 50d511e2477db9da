import { z } from 'zod';
import { Study } from '../../shared/study/protocol.ts';
import { message } from '../messages/message.ts';
import type { CliCommand } from './command.ts';

export const studySchemaCommand: CliCommand = {
  name: 'study schema',
  usage: 'study schema',
  meaning: message('cli.study-schema.meaning'),
  options: {},
  run({ print }) {
    print(JSON.stringify(z.toJSONSchema(Study, { io: 'input' }), null, 2));
    return 0;
  },
};
