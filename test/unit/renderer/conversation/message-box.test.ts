import { describe, expect, it } from 'vitest';
import { boxAfter, boxFromDraft } from '../../../../renderer/conversation/message-box.ts';

describe('the message box', () => {
  it('holds what was typed before the window was closed, and for whom', () => {
    expect(boxAfter(boxFromDraft({ turn: 1, text: 'She always says' }), 1, null)).toEqual({
      turn: 1,
      text: 'She always says',
      to: null,
    });
    const draft = { turn: 1, text: 'She always says', to: 'B' };
    expect(boxAfter(boxFromDraft(draft, ['A', 'B']), 1, null).to).toBe('B');
    // A slot that is not on the screen gets nothing.
    expect(boxAfter(boxFromDraft(draft, ['A']), 1, null).to).toBeNull();
    expect(boxAfter(boxFromDraft(draft), 1, null).to).toBeNull();
  });

  it('is empty once its message was sent, even if the app was killed before the draft was forgotten', () => {
    const box = boxFromDraft({ turn: 1, text: 'This one was sent' });
    expect(boxAfter(box, 2, null)).toEqual({ turn: 2, text: '', to: null });
  });

  it('goes to all again after a message to one alone', () => {
    expect(boxAfter({ turn: 1, text: 'Only for you', to: 'C' }, 2, null, ['Hello', 'Only for you'])).toEqual({
      turn: 2,
      text: '',
      to: null,
    });
  });

  it('keeps what was typed on while the message was being sent', () => {
    expect(boxAfter({ turn: 1, text: ' This one was sent\nAnd also', to: null }, 2, null, ['This one was sent'])).toEqual({
      turn: 2,
      text: 'And also',
      to: null,
    });
    for (const text of ['This one was sent \n', 'This one was', 'Something else']) {
      expect(boxAfter({ turn: 1, text, to: null }, 2, null, ['This one was sent']).text).toBe('');
    }
    // A draft from two messages ago says nothing about this one.
    expect(boxAfter({ turn: 0, text: 'This one was sent, I think', to: null }, 2, null, ['This one was sent']).text).toBe('');
  });

  it('takes the longest of the last messages for the one that was sent, when slots have their own', () => {
    const box = { turn: 3, text: 'Yes, please do. Then', to: null };
    expect(boxAfter(box, 4, null, ['Yes', 'Yes, please do.']).text).toBe('Then');
  });

  it('gets a message back that was taken back before its replies came', () => {
    expect(boxAfter(null, 0, 'How do I begin?').text).toBe('How do I begin?');
    expect(boxAfter({ turn: 1, text: '', to: null }, 0, 'How do I begin?').text).toBe('How do I begin?');
  });

  it('keeps what was typed meanwhile behind the message that came back', () => {
    expect(boxAfter({ turn: 1, text: 'And then?', to: 'A' }, 0, 'How do I begin?')).toEqual({
      turn: 0,
      text: 'How do I begin?\n\nAnd then?',
      to: 'A',
    });
  });

  it('reads nothing out of a draft of another kind', () => {
    const foreign = [null, 'text', { turn: '1', text: 'a' }, { text: 'a' }];
    expect(foreign.map((draft) => boxFromDraft(draft))).toEqual([null, null, null, null]);
  });
});
