import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ErasedResult } from '../../../../renderer/people/erased-result.tsx';
import { PrismDone } from '../../../../renderer/people/prism-done.tsx';
import { TableOutcome } from '../../../../renderer/people/table-outcome.tsx';

// Times and numbers are written in the language of the page.
beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: 'en', dir: 'ltr' } }));
afterAll(() => vi.unstubAllGlobals());

describe('what a person reads', () => {
  it('after erasing: the copies that still hold something, but not those that are gone', () => {
    const html = renderToStaticMarkup(
      <ErasedResult
        erasure={{
          participantCode: 'K7-264-M',
          sessions: 2,
          events: 421,
          importedConversations: 0,
          notes: 1,
          copies: [
            { kind: 'export', madeAtUtcMilliseconds: 0, where: 'study.zip', exists: true },
            { kind: 'backup', madeAtUtcMilliseconds: 0, where: 'old-backup', exists: false },
            { kind: 'tuning', madeAtUtcMilliseconds: 0, where: 'file-8f2', exists: null },
          ],
        }}
        onBack={() => undefined}
      />,
    );
    expect(html).toContain('2 sessions with 421 recorded events, no imported conversations and 1 note were erased');
    expect(html).toContain('These 2 copies still hold words');
    expect(html).toContain('study.zip');
    expect(html).toContain('cannot be checked from here');
    expect(html).not.toContain('old-backup');
  });

  it('before a table is taken: what is wrong, with line and column', () => {
    const html = renderToStaticMarkup(
      <TableOutcome
        busy={false}
        preview={{
          tableId: 't',
          fileName: 'wave.csv',
          rows: 3,
          columns: [],
          mapping: [{ kind: 'code' }],
          drawsCodes: false,
          added: 1,
          changed: 1,
          unchanged: 0,
          problems: [{ line: 4, column: 'code', message: 'This code has a blank in it.' }],
          problemCount: 3,
          first: [{ line: 2, participantCode: 'K7-264-M', profile: { stated_prefs: { values: 80 } }, change: 'added' }],
        }}
      />,
    );
    expect(html).toContain('Line 4, code');
    expect(html).toContain('This code has a blank in it.');
    expect(html).toContain('2 more are not listed.');
    expect(html).toContain('stated_prefs.values');
  });

  it('after an import of PRISM: who came in, and what was left as it is', () => {
    const html = renderToStaticMarkup(
      <PrismDone
        report={{
          files: [{ file: 'conversations', added: 8_011, unchanged: 0, conflicting: 1, broken: 2 }],
          participants: [
            { userId: 'user0', participantCode: 'K7-264-M', added: true },
            { userId: 'user1', participantCode: 'H4-752-T', added: false },
          ],
          milliseconds: 21_400,
        }}
        onBack={() => undefined}
      />,
    );
    expect(html).toContain('Done in 21.4 s: 1 participant added, 1 was in the register before.');
    expect(html).toContain('8,011');
    expect(html).toContain('What is stored was left as it is.');
  });
});
