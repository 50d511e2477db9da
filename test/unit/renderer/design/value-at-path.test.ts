import { describe, expect, it } from 'vitest';
import { withValueAt } from '../../../../renderer/design/value-at-path.ts';

const content = { title: 'A', arms: [{ id: 'one', seed: 1 }, { id: 'two' }] };

describe('a value put into a study', () => {
  it('changes the field and leaves what lies beside it the same', () => {
    const next = withValueAt(content, ['arms', 1, 'id'], 'three') as typeof content;
    expect(next).toEqual({ title: 'A', arms: [{ id: 'one', seed: 1 }, { id: 'three' }] });
    expect(next.arms[0]).toBe(content.arms[0]);
    expect(content.arms[1]).toEqual({ id: 'two' });
  });

  it('takes a field away when there is no value, and a member out of its list', () => {
    expect(withValueAt(content, ['arms', 0, 'seed'], undefined)).toEqual({ title: 'A', arms: [{ id: 'one' }, { id: 'two' }] });
    expect(withValueAt(content, ['arms', 0], undefined)).toEqual({ title: 'A', arms: [{ id: 'two' }] });
  });

  it('adds a field, and a member at the end of a list', () => {
    expect(withValueAt(content, ['arms', 1, 'seed'], 2)).toEqual({ title: 'A', arms: [{ id: 'one', seed: 1 }, { id: 'two', seed: 2 }] });
    expect(withValueAt({ list: ['a'] }, ['list', 1], 'b')).toEqual({ list: ['a', 'b'] });
  });

  it('replaces the whole at the empty path', () => {
    expect(withValueAt(content, [], null)).toBe(null);
  });

  it('is the very same study when nothing changes or the path leads nowhere', () => {
    expect(withValueAt(content, ['title'], 'A')).toBe(content);
    expect(withValueAt(content, ['summary'], undefined)).toBe(content);
    expect(withValueAt(content, ['title', 'words', 0], 'B')).toBe(content);
    expect(withValueAt(content, ['arms', 7, 'id'], 'x')).toBe(content);
    expect(withValueAt(content, ['arms', 'last'], 'x')).toBe(content);
  });
});
