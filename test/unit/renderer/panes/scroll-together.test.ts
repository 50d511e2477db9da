import { describe, expect, it } from 'vitest';
import { matchingTop, topForTurn } from '../../../../renderer/panes/scroll-together.ts';

describe('threads that scroll together', () => {
  const short = [0, 200, 300];
  const long = [0, 1_000, 5_000];

  it('shows the beginning of the same turn in a short and in a long thread', () => {
    expect(matchingTop(0, short, long)).toBe(0);
    expect(matchingTop(200, short, long)).toBe(1_000);
  });

  it('keeps the share of a turn that has been read', () => {
    expect(matchingTop(100, short, long)).toBe(500);
    expect(matchingTop(3_000, long, short)).toBe(250);
  });

  it('reaches both ends', () => {
    expect(matchingTop(300, short, long)).toBe(5_000);
    expect(matchingTop(9_999, short, long)).toBe(5_000);
    expect(matchingTop(-20, long, short)).toBe(0);
  });

  it('stays at the beginning of a last turn that fits its pane', () => {
    expect(matchingTop(3_000, long, [0, 200, 200])).toBe(200);
    expect(matchingTop(50, [0], [0])).toBe(0);
  });
});

describe('a new reply', () => {
  it('starts at its own beginning, below the message it answers', () => {
    expect(topForTurn({ messageTop: 500, replyTop: 560, clientHeight: 240 })).toBe(488);
  });

  it('starts at the reply when the message would fill the pane', () => {
    expect(topForTurn({ messageTop: 500, replyTop: 800, clientHeight: 240 })).toBe(794);
  });

  it('does not scroll above the first message', () => {
    expect(topForTurn({ messageTop: 10, replyTop: 40, clientHeight: 240 })).toBe(0);
  });
});
