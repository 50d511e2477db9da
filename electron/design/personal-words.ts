import { placeholderOf } from '../../shared/personal/fill-prompt.ts';
import { statedPreferences } from '../../shared/personal/top-preferences.ts';
import { placeholdersOf } from '../../shared/personal/template.ts';
import type { OwnModel, PersonalPrompt, Personalisation, Placeholder } from '../../shared/study/arms.ts';
import { message } from '../messages/message.ts';

/** How an arm is made personal, in the words of a protocol: what it is told, how long, and what is done without. */
export function personalWords(personalisation: Personalisation): string {
  switch (personalisation.kind) {
    case 'none':
      return message('summary.personalisation.none');
    case 'prompt':
      return promptWords(personalisation);
    case 'own-model':
      return ownModelWords(personalisation);
  }
}

function promptWords(prompt: PersonalPrompt): string {
  const named = placeholdersOf(prompt.template).map((name) => ({ name, placeholder: placeholderOf(prompt, name) }));
  const fields = named.flatMap(({ placeholder }) => (placeholder.kind === 'field' ? [placeholder.field] : []));
  const others = named.flatMap(({ placeholder }) => (placeholder.kind === 'field' ? [] : [toldWords(placeholder)]));
  const { budget } = prompt;
  return [
    [message('summary.personalisation.prompt'), [...(fields.length === 0 ? [] : [fields.join(', ')]), ...others].join('; ')].filter((part) => part !== '').join(': '),
    ...(budget === undefined ? [] : [budgetWords(budget)]),
    ...missingWords(named),
  ].join('; ');
}

function toldWords(placeholder: Exclude<Placeholder, { kind: 'field' }>): string {
  switch (placeholder.kind) {
    case 'top-preferences':
      return message('summary.personalisation.top', { count: placeholder.count, field: placeholder.field ?? statedPreferences });
    case 'examples':
      return message('summary.personalisation.examples', { count: placeholder.count, rule: message(`summary.personalisation.rule.${placeholder.rule}`) });
    case 'summary':
      return message('summary.personalisation.summary');
  }
}

function budgetWords({ tokens, cut }: NonNullable<PersonalPrompt['budget']>): string {
  return cut.length === 0
    ? message('summary.personalisation.budget', { tokens })
    : message('summary.personalisation.budget-order', { tokens, order: cut.join(', ') });
}

/** What is done where nothing is known, by what is done; leaving out is what happens unless something else is said. */
function missingWords(named: readonly { readonly name: string; readonly placeholder: Placeholder }[]): readonly string[] {
  const by = (is: (missing: Placeholder['missing']) => boolean): string => named.flatMap(({ name, placeholder }) => (is(placeholder.missing) ? [name] : [])).join(', ');
  const [dropped, refused, replaced] = [by((each) => (each ?? 'drop') === 'drop'), by((each) => each === 'refuse'), by((each) => typeof each === 'object')];
  const isAll = refused === '' && replaced === '';
  return [
    ...(dropped === '' ? [] : [isAll ? message('summary.personalisation.drop-all') : message('summary.personalisation.drop', { names: dropped })]),
    ...(replaced === '' ? [] : [message('summary.personalisation.fallback', { names: replaced })]),
    ...(refused === '' ? [] : [message('summary.personalisation.refuse', { names: refused })]),
  ];
}

function ownModelWords({ model, withoutOne = 'refuse' }: OwnModel): string {
  const rule = model === null ? message('summary.personalisation.table') : message('summary.personalisation.rule', { rule: model });
  return [message('summary.personalisation.own-model'), `${rule}; ${message(`summary.personalisation.without.${withoutOne}`)}`].join(': ');
}
