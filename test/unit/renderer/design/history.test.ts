import { describe, expect, it } from 'vitest';
import { beginHistory, changed, redone, undone, type Change, type History } from '../../../../renderer/design/history.ts';

const title = ['title'];

function typed(history: History<string>, value: string, at: number, path: Change<string>['path'] = title): History<string> {
  return changed(history, { value, path, typed: true, at });
}

describe('the way back through what a study has been', () => {
  it('takes a word that was typed without a pause back at once', () => {
    const written = ['F', 'Fa', 'Fam'].reduce((history, value, index) => typed(history, value, index * 300), beginHistory(''));
    expect(written.present).toBe('Fam');
    expect(undone(written).present).toBe('');
  });

  it('keeps what was typed after a pause of a second as a step of its own', () => {
    const written = typed(typed(beginHistory(''), 'Family', 0), 'Family care', 1_000);
    expect(undone(written).present).toBe('Family');
    expect(undone(undone(written)).present).toBe('');
  });

  it('tells typing in one field from typing in the next, however fast', () => {
    const written = typed(typed(beginHistory('a'), 'b', 0), 'c', 10, ['summary']);
    expect(undone(written).present).toBe('b');
  });

  it('never joins a removal with the typing before it', () => {
    const written = changed(typed(beginHistory('a'), 'b', 0), { value: 'c', path: title, typed: false, at: 10 });
    const typedOn = typed(written, 'd', 20);
    expect([undone(typedOn).present, undone(undone(typedOn)).present]).toEqual(['c', 'b']);
  });

  it('does again what was undone, until something else is done', () => {
    const undoneOnce = undone(typed(beginHistory('a'), 'b', 0));
    expect(redone(undoneOnce).present).toBe('b');
    const other = typed(undoneOnce, 'c', 5_000);
    expect(redone(other).present).toBe('c');
    expect(undone(other).present).toBe('a');
  });

  it('begins a new step after an undo, even within the second', () => {
    const back = undone(typed(typed(beginHistory('a'), 'ab', 0), 'abc', 2_000));
    const on = typed(back, 'abd', 2_100);
    expect(undone(on).present).toBe('ab');
  });

  it('stays where it is when there is nothing to undo, to redo, or to change', () => {
    const history = beginHistory('a');
    expect(undone(history)).toBe(history);
    expect(redone(history)).toBe(history);
    expect(typed(history, 'a', 0)).toBe(history);
  });
});
