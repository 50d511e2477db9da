const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/gu;

/** The questions that a template has placeholders for, in order, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ''))];
}

/**
 * A template with the answers put in. A line whose placeholders all lack an answer is left out;
 * inside other lines a missing answer leaves nothing behind.
 */
export function filledTemplate(template: string, answerTo: (question: string) => string | null): string {
  return template
    .split('\n')
    .filter((line) => {
      const questions = placeholdersOf(line);
      return questions.length === 0 || questions.some((question) => answerTo(question) !== null);
    })
    .map((line) => line.replaceAll(placeholder, (_, question: string) => answerTo(question) ?? ''))
    .join('\n')
    .trim();
}
