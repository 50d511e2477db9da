import { describe, expect, it } from 'vitest';
import { boxAfter, boxFromDraft } from '../../../../renderer/conversation/message-box.ts';

describe('the message box', () => {
  it('holds what was typed before the window was closed', () => {
    const box = boxFromDraft({ turn: 1, text: 'She always says' });
    expect(boxAfter(box, 1, null)).toEqual({ turn: 1, text: 'She always says' });
  });

  it('is empty once its message was sent, even if the app was killed before the draft was forgotten', () => {
    const box = boxFromDraft({ turn: 1, text: 'This one was sent' });
    expect(boxAfter(box, 2, null)).toEqual({ turn: 2, text: '' });
  });

  it('keeps what was typed on while the message was being sent', () => {
    expect(boxAfter({ turn: 1, text: ' This one was sent\nAnd also' }, 2, null, 'This one was sent')).toEqual({
      turn: 2,
      text: 'And also',
    });
    for (const text of ['This one was sent \n', 'This one was', 'Something else']) {
      expect(boxAfter({ turn: 1, text }, 2, null, 'This one was sent')).toEqual({ turn: 2, text: '' });
    }
    // A draft from two messages ago says nothing about this one.
    expect(boxAfter({ turn: 0, text: 'This one was sent, I think' }, 2, null, 'This one was sent').text).toBe('');
  });

  it('gets a message back that was taken back before its replies came', () => {
    expect(boxAfter(null, 0, 'How do I begin?')).toEqual({ turn: 0, text: 'How do I begin?' });
    expect(boxAfter({ turn: 1, text: '' }, 0, 'How do I begin?')).toEqual({ turn: 0, text: 'How do I begin?' });
  });

  it('keeps what was typed meanwhile behind the message that came back', () => {
    expect(boxAfter({ turn: 1, text: 'And then?' }, 0, 'How do I begin?')).toEqual({
      turn: 0,
      text: 'How do I begin?\n\nAnd then?',
    });
  });

  it('reads nothing out of a draft of another kind', () => {
    expect([null, 'text', { turn: '1', text: 'a' }, { text: 'a' }].map(boxFromDraft)).toEqual([null, null, null, null]);
  });
});
