import type { Study } from '../../shared/study/protocol.ts';
import { readStudy } from '../../shared/study/read-study.ts';

/**
 * The content of a draft as something that can be edited: single values may be out of order, which the
 * problems say, but every part is there. Null when it is no study at all.
 */
export function editableStudy(content: unknown): Study | null {
  const reading = readStudy(content);
  if (reading.ok) return reading.study;
  return hasAllParts(content) ? content : null;
}

function hasAllParts(content: unknown): content is Study {
  if (!isGroup(content)) return false;
  const { arms, sessions, allocation, analysis, blinding } = content;
  return (
    isListOfGroups(arms) &&
    isListOfGroups(sessions) &&
    sessions.every((session) => isListOfGroups(session['stages'])) &&
    [allocation, analysis, blinding].every(isGroup)
  );
}

function isListOfGroups(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.every(isGroup);
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
