import { differencesOf, type Difference } from './compare-studies.ts';
import type { Study } from './protocol.ts';

/** A study of one's own, made from a template: the same in everything but its name, and with a draw of its own. */
export function studyFromTemplate(template: Study, { id, title }: Pick<Study, 'id' | 'title'>): Study {
  return { ...template, id, title, template: template.id, allocation: { ...template.allocation, seed: id } };
}

/**
 * Where a study differs from its template because somebody changed it; empty right after it was made.
 * @param study one whose `template` is the id of the template
 */
export function changesSinceTemplate(template: Study, study: Study): readonly Difference[] {
  return differencesOf(studyFromTemplate(template, study), study);
}
