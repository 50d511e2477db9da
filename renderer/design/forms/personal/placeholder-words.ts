import type { PersonalPrompt, Placeholder } from '../../../../shared/study/arms.ts';
import { message } from '../../../ui/messages.ts';

/** What a placeholder does, in a line. */
export function settingWords(placeholder: Placeholder): string {
  const { missing = 'drop' } = placeholder;
  const stands = (() => {
    switch (placeholder.kind) {
      case 'field':
        return message('design.prompt.stands.field', { field: placeholder.field });
      case 'top-preferences':
        return message('design.prompt.stands.top-preferences', { count: placeholder.count });
      case 'examples':
        return message('design.prompt.stands.examples', { count: placeholder.count, rule: message(`design.prompt.rule.${placeholder.rule}`) });
      case 'summary':
        return message('design.prompt.stands.summary');
    }
  })();
  return `${stands} · ${message(`design.prompt.missing.${typeof missing === 'object' ? 'fallback' : missing}.short`)}`;
}

/** All placeholders that have settings, one after the other. */
export function placeholdersWords(placeholders: NonNullable<PersonalPrompt['placeholders']>): string {
  return Object.entries(placeholders)
    .map(([name, placeholder]) => `${name}: ${settingWords(placeholder)}`)
    .join('; ');
}

export function budgetWords({ tokens, cut }: NonNullable<PersonalPrompt['budget']>): string {
  return message('design.prompt.budget.words', { tokens, cut: cut.length === 0 ? '–' : cut.join(', ') });
}
