import { message } from '../messages/message.ts';
import { commands } from './commands.ts';
import { textTable } from './text-table.ts';

export async function help(): Promise<readonly string[]> {
  const all = await Promise.all(commands.map(({ load }) => load()));
  return [
    message('cli.usage', { usage: 'COMMAND [--data DIR]' }),
    '',
    message('cli.commands'),
    ...textTable([
      ...all.map(({ usage, meaning }) => [`  ${usage}`, meaning]),
      ['  help', message('cli.help.meaning')],
    ]),
    '',
    message('cli.data'),
    message('cli.status'),
  ];
}
