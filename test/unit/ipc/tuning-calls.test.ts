import { describe, expect, it, vi } from 'vitest';
import { tuningHandlers } from '../../../electron/ipc/tuning-calls.ts';
import type { TuningJobs } from '../../../electron/tuning/tuning-jobs.ts';

describe('the calls for training', () => {
  it('are closed while a session is live, because jobs name arms and models', async () => {
    let running = false;
    const jobs = { list: vi.fn(() => []), cancel: vi.fn() } as unknown as TuningJobs;
    const handlers = tuningHandlers({ tuning: () => Promise.resolve(jobs), current: { isRunning: () => running } });
    expect(await handlers['tuning/list']({})).toEqual([]);
    running = true;
    await expect(handlers['tuning/list']({})).rejects.toMatchObject({ code: 'session-running' });
    await expect(handlers['tuning/cancel']({ id: 1 })).rejects.toMatchObject({ code: 'session-running' });
    expect(jobs.list).toHaveBeenCalledTimes(1);
    expect(jobs.cancel).not.toHaveBeenCalled();
  });
});
