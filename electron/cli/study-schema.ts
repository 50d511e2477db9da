import { fieldReference } from '../../shared/study/field-reference.ts';
import { studyJsonSchema } from '../../shared/study/json-schema.ts';
import { message } from '../messages/message.ts';
import type { CliCommand } from './command.ts';

export const studySchemaCommand: CliCommand = {
  name: 'study schema',
  usage: 'study schema [--markdown]',
  meaning: message('cli.study-schema.meaning'),
  options: { markdown: { type: 'boolean' } },
  run({ options, print }) {
    print(options['markdown'] === true ? fieldReference() : JSON.stringify(studyJsonSchema(), null, 2));
    return 0;
  },
};
