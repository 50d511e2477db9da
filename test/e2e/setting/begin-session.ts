import { expect, type Page } from '@playwright/test';

type Answer = { readonly ok: boolean; readonly message?: string };
type Api = { readonly call: Readonly<Record<string, (input: unknown) => Promise<Answer>>> };
declare const window: Window & { readonly visavis: Api };

/** Starts a session of the practice study by the call that the start screen makes, for tests of the windows alone. */
export async function beginSession(moderator: Page, participantCode: string, display: 'second' | 'same'): Promise<void> {
  const request = { studyId: 'prism-x-practice', participantCode, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, display };
  const answer = await moderator.evaluate((asked) => window.visavis.call['session/start']?.(asked), request);
  expect(answer).toMatchObject({ ok: true });
}
