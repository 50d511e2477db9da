import { shuffled, type Random } from '../../../shared/allocation/random.ts';
import type { Form } from './intent.ts';
import type { Topic } from './topic.ts';

const listItems: readonly string[] = [
  '**Start small** – one change to {a} at a time',
  '**Set a date** for looking at {a} again',
  '**Ask around** – someone nearby has dealt with {a}',
  '**Write it down**, so that you can compare later',
  '**Leave a margin** of time and money for {a}',
  '**Drop one thing** that no longer helps',
  '**Check the facts** before you rely on them',
  '**Keep what works**, even when it is not perfect',
  '**Share the effort** with one other person',
  '**Plan for a bad day** as well as for a good one',
];

const tableRows: readonly (readonly [string, string, string])[] = [
  ['Time', 'Quick to begin', 'Slow to finish'],
  ['Cost', 'Low at first', 'Rises with use'],
  ['Effort', 'Spread over weeks', 'Easy to put off'],
  ['Other people', 'Often glad to help', 'May expect more'],
  ['Risk', 'Can be undone', 'Hard to predict'],
  ['Learning', 'Comes with use', 'Needs feedback'],
  ['Space', 'Little is needed', 'Must be kept free'],
  ['Habit', 'Makes it easier', 'Hides other options'],
];

type Snippet = (name: string) => string;

const pythonSnippets: readonly Snippet[] = [
  (name) =>
    `def count_${name}(lines):\n    """Counts how often each line occurs."""\n    totals = {}\n    for line in lines:\n        totals[line] = totals.get(line, 0) + 1\n    return totals`,
  (name) =>
    `from statistics import mean\n\ndef average_${name}(values):\n    """Mean of the values, or None when there are none."""\n    return mean(values) if values else None`,
  (name) =>
    `def sort_${name}(items, key="name"):\n    """Items in order of one of their fields."""\n    return sorted(items, key=lambda item: item[key])`,
  (name) =>
    `def find_${name}(items, word):\n    """Items that contain the word, in any case."""\n    word = word.lower()\n    return [item for item in items if word in item.lower()]`,
];

const javaScriptSnippets: readonly Snippet[] = [
  (name) =>
    `function count_${name}(lines) {\n  const totals = new Map();\n  for (const line of lines) totals.set(line, (totals.get(line) ?? 0) + 1);\n  return totals;\n}`,
  (name) =>
    `function average_${name}(values) {\n  if (values.length === 0) return null;\n  return values.reduce((sum, value) => sum + value, 0) / values.length;\n}`,
  (name) =>
    `const sort_${name} = (items, key = 'name') =>\n  [...items].sort((a, b) => String(a[key]).localeCompare(String(b[key])));`,
  (name) =>
    `const find_${name} = (items, word) =>\n  items.filter((item) => item.toLowerCase().includes(word.toLowerCase()));`,
];

const verses: readonly string[] = [
  'A quiet hour, an open door,\nand {a} as never seen before;\nthe kettle sings, the rain goes by,\nand no one has to wonder why.',
  'They spoke of {a} half the night,\nand neither one was wholly right;\nbut when the morning crossed the floor,\neach understood the other more.',
  'Begin with {a}, begin with less,\na little plan, a little mess;\nwhat grows too fast will seldom stay –\nlet {a} take the longer way.',
  'The street, the light, the turning year,\nand {a} drawing slowly near;\nyou need not hurry, need not run:\nit is a thing already begun.',
];

/**
 * The asked-for piece as markdown.
 * @param share 0, 1, 2 …: models of one session take different pieces
 */
export function writeForm(
  form: Exclude<Form, 'prose'>,
  message: string,
  topic: Topic,
  share: number,
  random: Random,
): string {
  switch (form) {
    case 'list': {
      const items = shuffled(listItems, random).slice(0, 4);
      const numbered = random.next() < 0.4;
      const lines = items.map((item, index) => `${numbered ? `${index + 1}.` : '-'} ${item}`);
      return lines.join('\n').replaceAll('{a}', () => topic.main);
    }
    case 'table': {
      const rows = shuffled(tableRows, random).slice(0, 4);
      const lines = rows.map((row) => `| ${row.join(' | ')} |`);
      // Two subjects ask for a comparison.
      const heads =
        topic.other === null
          ? ['In favour', 'To watch']
          : [topic.main, topic.other].map(capitalised);
      return [`| Aspect | ${heads.join(' | ')} |`, '| --- | --- | --- |', ...lines].join('\n');
    }
    case 'code': {
      const isJavaScript = /\b(javascript|typescript|js|node)\b/i.test(message);
      const snippets = isJavaScript ? javaScriptSnippets : pythonSnippets;
      const snippet = snippets[share % snippets.length] as Snippet;
      return `\`\`\`${isJavaScript ? 'javascript' : 'python'}\n${snippet(identifierOf(topic.main))}\n\`\`\``;
    }
    case 'poem': {
      const verse = verses[share % verses.length] as string;
      return verse.replaceAll('{a}', () => topic.main).replaceAll('\n', '  \n');
    }
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function identifierOf(topic: string): string {
  const words = topic
    .toLowerCase()
    .replace(/^(a|an|the|your|this|their)\s/, '')
    .match(/[a-z][a-z0-9]*/g);
  return words?.slice(0, 2).join('_') ?? 'items';
}
