import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StudySaver } from '../../../../renderer/design/study-saver.ts';

/** A disk that answers when it is told to. */
class SlowDisk {
  readonly sent: string[] = [];
  readonly #waiting: ((stored: boolean) => void)[] = [];

  save = (content: string): Promise<boolean> => {
    this.sent.push(content);
    return new Promise((resolve) => this.#waiting.push(resolve));
  };

  async answer(stored: boolean): Promise<void> {
    this.#waiting.shift()?.(stored);
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('keeping a draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends a word once, a moment after its last letter, and says saved only after the answer', async () => {
    const disk = new SlowDisk();
    const saver = new StudySaver(disk.save);
    for (const text of ['F', 'Fa', 'Fam']) {
      saver.keep(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect([disk.sent, saver.state()]).toEqual([[], 'waiting']);
    await vi.advanceTimersByTimeAsync(100);
    expect([disk.sent, saver.state()]).toEqual([['Fam'], 'saving']);
    await disk.answer(true);
    expect(saver.state()).toBe('saved');
  });

  it('does not call a draft saved that was changed while it was being saved', async () => {
    const disk = new SlowDisk();
    const saver = new StudySaver(disk.save);
    saver.keep('one');
    await vi.advanceTimersByTimeAsync(300);
    saver.keep('two');
    await disk.answer(true);
    expect(saver.state()).toBe('waiting');
    await vi.advanceTimersByTimeAsync(300);
    await disk.answer(true);
    expect([disk.sent, saver.state()]).toEqual([['one', 'two'], 'saved']);
  });

  it('never has two saves on their way, so that an older one cannot win', async () => {
    const disk = new SlowDisk();
    const saver = new StudySaver(disk.save);
    saver.keep('one');
    await vi.advanceTimersByTimeAsync(300);
    saver.keep('two');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(disk.sent).toEqual(['one']);
    await disk.answer(true);
    await disk.answer(true);
    expect([disk.sent, saver.state()]).toEqual([['one', 'two'], 'saved']);
  });

  it('says that a save failed and tries again until it works', async () => {
    const disk = new SlowDisk();
    const saver = new StudySaver(disk.save);
    const states: string[] = [];
    saver.subscribe(() => states.push(saver.state()));
    saver.keep('one');
    await vi.advanceTimersByTimeAsync(300);
    await disk.answer(false);
    await vi.advanceTimersByTimeAsync(2_000);
    await disk.answer(true);
    expect(states).toEqual(['waiting', 'saving', 'failed', 'saving', 'saved']);
    expect(disk.sent).toEqual(['one', 'one']);
  });

  it('takes a call that breaks for a save that failed', async () => {
    const saver = new StudySaver<string>(() => Promise.reject(new Error('The main process is gone.')));
    saver.keep('one');
    await vi.advanceTimersByTimeAsync(300);
    expect(saver.state()).toBe('failed');
  });

  it('saves at once when the editor is left, and says whether it worked', async () => {
    const disk = new SlowDisk();
    const saver = new StudySaver(disk.save);
    saver.keep('one');
    const left = saver.flush();
    expect(disk.sent).toEqual(['one']);
    await disk.answer(false);
    expect(await left).toBe(false);
    const again = saver.flush();
    await disk.answer(true);
    expect(await again).toBe(true);
    expect(await saver.flush()).toBe(true);
    expect(disk.sent).toHaveLength(2);
  });

  it('waits for the save on its way, then sends what came after it, before the editor is left', async () => {
    const disk = new SlowDisk();
    const saver = new StudySaver(disk.save);
    saver.keep('one');
    await vi.advanceTimersByTimeAsync(300);
    saver.keep('two');
    const left = saver.flush();
    await disk.answer(true);
    await disk.answer(true);
    expect(await left).toBe(true);
    expect(disk.sent).toEqual(['one', 'two']);
  });
});
