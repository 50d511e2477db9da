import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '../../../../renderer/ui/markdown.tsx';

const shown = (text: string): string => renderToStaticMarkup(<Markdown text={text} />);

describe('a reply', () => {
  it('is drawn as markdown, without raw HTML', () => {
    expect(shown('**Yes**, three:\n\n> - one')).toContain('<strong>Yes</strong>');
    expect(shown('<img src=x onerror=alert(1)>')).not.toContain('<img');
  });

  it('of a model that has lost its way is shown as it is, and the screen around it stands', () => {
    for (const text of ['>'.repeat(50_000), '> '.repeat(150), '- '.repeat(3_000), `${'**a '.repeat(300)}${'b** '.repeat(300)}`]) {
      expect(shown(`${text}lost`)).toMatch(/^<div class="markdown".*lost<\/p><\/div>$/s);
    }
    expect(shown(`${'> '.repeat(40)}quoted`)).toContain('<blockquote');
  });
});
