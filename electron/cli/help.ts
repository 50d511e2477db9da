import { message } from '../messages/message.ts';
import { commands } from './commands.ts';
import { textTable } from './text-table.ts';

export function help(): readonly string[] {
  return [
    message('cli.usage', { usage: 'COMMAND [--data DIR]' }),
    '',
    message('cli.commands'),
    ...textTable([
      ...commands.map(({ usage, meaning }) => [`  ${usage}`, meaning]),
      ['  help', message('cli.help.meaning')],
    ]),
    '',
    message('cli.data'),
    message('cli.status'),
  ];
}
