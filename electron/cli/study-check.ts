import { resolve } from 'node:path';
import { fieldName, hasErrors } from '../../shared/study/problem.ts';
import { message } from '../messages/message.ts';
import { readStudyFile } from '../studies/study-files.ts';
import type { CliCommand } from './command.ts';

export const studyCheckCommand: CliCommand = {
  name: 'study check',
  usage: 'study check FILE',
  meaning: message('cli.study-check.meaning'),
  options: {},
  operands: ['FILE'],
  run({ operands: [file = ''], print }) {
    const { problems, lineOf } = readStudyFile(resolve(file));
    for (const { severity, path, code, values } of problems) {
      const place = { file, severity, line: lineOf(path), sentence: message(`problem.${code}`, values) };
      const field = fieldName(path);
      print(field === '' ? message('cli.study-check.whole', place) : message('cli.study-check.problem', { ...place, field }));
    }
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    print(message('cli.study-check.result', { file, errors, warnings: problems.length - errors }));
    return hasErrors(problems) ? 1 : 0;
  },
};
