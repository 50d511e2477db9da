import { describe, expect, it } from 'vitest';
import { createDesignStore } from '../../../../renderer/design/design-store.ts';
import { withoutMember } from '../../../../renderer/design/outline-edits.ts';
import type { Study } from '../../../../shared/study/protocol.ts';
import { templateStudy } from '../../study/templates-at-hand.ts';

function editor() {
  const begun = templateStudy('prism-x');
  const kept: Study[] = [];
  let clock = 0;
  const store = createDesignStore(begun, (study) => kept.push(study), () => clock);
  return { begun, kept, store, wait: (milliseconds: number) => (clock += milliseconds) };
}

describe('a study while it is edited', () => {
  it('hands every new content on to be kept, undone ones too', () => {
    const { begun, kept, store } = editor();
    store.getState().change(['title'], 'Mine');
    store.getState().undo();
    store.getState().redo();
    expect(kept.map((study) => study.title)).toEqual(['Mine', begun.title, 'Mine']);
  });

  it('takes a typed title back as one step and a choice as another', () => {
    const { begun, store, wait } = editor();
    for (const title of ['F', 'Fa', 'Fam']) {
      store.getState().change(['title'], title);
      wait(200);
    }
    store.getState().change(['blinding', 'look', 'bold'], true);
    store.getState().undo();
    expect(store.getState().history.present.title).toBe('Fam');
    store.getState().undo();
    expect(store.getState().history.present).toBe(begun);
  });

  it('shows where something is undone, so that nothing changes out of sight', () => {
    const { store } = editor();
    store.getState().choose(['arms', 1]);
    store.getState().change(['arms', 1, 'name'], 'Other');
    store.getState().choose(['blinding']);
    store.getState().undo();
    expect(store.getState().selection).toEqual(['arms', 1]);
  });

  it('says what was just removed until something else is done, and brings it back', () => {
    const { begun, store } = editor();
    store.getState().edit(withoutMember(begun, ['arms', 0])!, 'Generic');
    expect(store.getState().removed).toBe('Generic');
    store.getState().undo();
    expect([store.getState().removed, store.getState().history.present]).toEqual([null, begun]);
  });

  it('keeps nothing when nothing changed', () => {
    const { begun, kept, store } = editor();
    store.getState().change(['title'], begun.title);
    store.getState().undo();
    expect(kept).toEqual([]);
  });
});
