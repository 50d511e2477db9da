import { describe, expect, it, vi } from 'vitest';
import { DraftKeeper } from '../../../../renderer/ui/draft-keeper.ts';

/** A disk that answers when told to. */
function slowDisk() {
  const saves: { key: string; value: unknown; answer: (stored: boolean) => void }[] = [];
  const save = (key: string, value: unknown) =>
    new Promise<boolean>((resolve) => saves.push({ key, value, answer: resolve }));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { saves, save, settle };
}

describe('drafts', () => {
  it('says "saved" only after the answer of the save that carried the last keystroke', async () => {
    const disk = slowDisk();
    const drafts = new DraftKeeper(disk.save);
    drafts.keep('message:open', 'H');
    expect(drafts.state('message:open')).toBe('saving');
    drafts.keep('message:open', 'He');
    disk.saves[0]?.answer(true);
    await disk.settle();
    expect(drafts.state('message:open')).toBe('saving');
    disk.saves[1]?.answer(true);
    await disk.settle();
    expect(drafts.state('message:open')).toBe('saved');
    expect(disk.saves.map((save) => save.value)).toEqual(['H', 'He']);
  });

  it('sends keystrokes that come during a save together', async () => {
    const disk = slowDisk();
    const drafts = new DraftKeeper(disk.save);
    for (const text of ['H', 'He', 'Hel', 'Hell', 'Hello']) drafts.keep('message:open', text);
    disk.saves[0]?.answer(true);
    await disk.settle();
    expect(disk.saves.map((save) => save.value)).toEqual(['H', 'Hello']);
  });

  it('tries again after a failure, with what stands there by then', async () => {
    vi.useFakeTimers();
    try {
      const save = vi.fn<(key: string, value: unknown) => Promise<boolean>>();
      save.mockResolvedValueOnce(false).mockRejectedValueOnce(new Error('gone')).mockResolvedValue(true);
      const drafts = new DraftKeeper(save, {}, 100);
      drafts.keep('guess:personal', 'A');
      await vi.advanceTimersByTimeAsync(0);
      expect(drafts.state('guess:personal')).toBe('failed');
      drafts.keep('guess:personal', 'B');
      await vi.advanceTimersByTimeAsync(500);
      expect(drafts.state('guess:personal')).toBe('saved');
      expect(save.mock.calls.map(([, value]) => value)).toEqual(['A', 'B', 'B']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not sent again and again once its session is over, and never called saved', async () => {
    vi.useFakeTimers();
    try {
      const save = vi.fn(() => Promise.resolve('too-late' as const));
      const drafts = new DraftKeeper(save, {}, 100);
      drafts.keep('message:open', 'Hello');
      await vi.advanceTimersByTimeAsync(1_000);
      expect(save).toHaveBeenCalledTimes(1);
      expect(drafts.state('message:open')).toBe('failed');
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells the worst state of a questionnaire', async () => {
    const disk = slowDisk();
    const drafts = new DraftKeeper(disk.save, { 'item:profile:age': 'kept from before' });
    expect(drafts.stateOfAll('item:profile:')).toBe('none');
    expect(drafts.read('item:profile:age')).toBe('kept from before');
    drafts.keep('item:profile:age', 'age-25-34');
    drafts.keep('item:profile:wish', 'Be brief');
    disk.saves[0]?.answer(true);
    await disk.settle();
    expect(drafts.stateOfAll('item:profile:')).toBe('saving');
    disk.saves[1]?.answer(true);
    await disk.settle();
    expect(drafts.stateOfAll('item:profile:')).toBe('saved');
  });
});
