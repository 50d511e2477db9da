import { describe, expect, it } from 'vitest';
import { emptyParticipantView } from '../../../../shared/session/views.ts';
import { isNewer } from '../../../../renderer/participant/newer-view.ts';

describe('views that overtake each other', () => {
  const shown = { ...emptyParticipantView, sessionId: 'one', revision: 7 };

  it('never take the screen back', () => {
    expect(isNewer({ ...shown, revision: 6 }, shown)).toBe(false);
    expect(isNewer({ ...shown, revision: 8 }, shown)).toBe(true);
    expect(isNewer(shown, null)).toBe(true);
  });

  it('cover and uncover the screen without a new event', () => {
    expect(isNewer({ ...shown, screen: { kind: 'covered', because: 'trouble' } }, shown)).toBe(true);
  });

  it('belong to the session that is shown now', () => {
    expect(isNewer({ ...emptyParticipantView, sessionId: 'two', revision: 1 }, shown)).toBe(true);
    expect(isNewer(emptyParticipantView, shown)).toBe(true);
  });
});
