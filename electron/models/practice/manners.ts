import type { PointKind } from './points.ts';

/**
 * How a practice model talks. {a} is the subject, {earlier} a subject of an earlier turn, {quote}
 * the participant's own opening words.
 */
export interface Manner {
  /** Which of the shared points are this manner's: models of one session don't repeat each other. */
  readonly firstPoint: number;
  readonly pointsPerReply: number;
  /** Points used by all models of the group in one turn. */
  readonly pointsPerTurn: number;
  /** How often several points come as a list, 0 to 1; a quarter unless set. */
  readonly bullets?: number;
  readonly openers: readonly string[];
  /** For feelings and hardships, where a manner shows most. */
  readonly personalOpeners: readonly string[];
  /** From the second turn on, when an earlier subject can be named. */
  readonly links: readonly string[];
  readonly quotes: readonly string[];
  readonly middles: readonly string[];
  readonly closers: readonly string[];
  readonly greeting: string;
  readonly thanks: string;
  readonly identity: string;
  /** Before a list, a table, code or verse. */
  readonly formIntroductions: readonly string[];
  readonly formClosers: readonly string[];
}

export const brief: Manner = {
  firstPoint: 0,
  pointsPerReply: 2,
  pointsPerTurn: 4,
  openers: ['', '', 'In short: it depends on your aim.', 'Two points.', ''],
  personalOpeners: ['', 'Sorry to hear it.'],
  links: ['', ''],
  quotes: [],
  middles: [''],
  closers: [''],
  greeting: 'Hello. What would you like to talk about? A topic or a question is enough to begin.',
  thanks: 'You are welcome. Anything else?',
  identity:
    'I can’t say which assistant I am here. Ask me about any other topic and I will answer.',
  formIntroductions: ['', 'Here:', 'Short version:'],
  formClosers: [''],
};

export const warm: Manner = {
  firstPoint: 2,
  pointsPerReply: 1,
  pointsPerTurn: 4,
  openers: [
    'I’m really glad you brought this up – I can tell how much you care about {a}.',
    'Thank you for sharing this with me. Let’s look at {a} together, one step at a time.',
    'It means a lot that you’d talk with me about {a}.',
    'Oh, I love thinking about {a} with someone who cares about it!',
    'I can feel how much thought you have given to {a} already.',
  ],
  personalOpeners: [
    'I’m so sorry you’re going through this. Carrying {a} around with you is heavy, and what you feel makes complete sense.',
    'Thank you for trusting me with this. Anyone in your place would be shaken by {a}.',
    'That sounds really hard, and I’m glad you told me about {a}.',
  ],
  links: [
    'I keep thinking of what you told me about {earlier}, and I can see how it connects.',
    'It’s lovely to go on from {earlier} with you.',
  ],
  quotes: [],
  middles: [
    'Be kind to yourself along the way; we all find this harder than it looks.',
    'We can take all the time you need with it.',
    'Whatever you decide, your feelings about it count too.',
    'I’d be right here cheering you on.',
    'You’re not alone in wondering about this – so many of us do.',
  ],
  closers: [
    'How does that sit with you?',
    'What would feel like a good first step for you?',
    'I’d love to hear how it goes! 💛',
    'Which part feels closest to your heart right now?',
    'Would you like to tell me a little more?',
  ],
  greeting:
    'Hello, and welcome! It’s so nice to meet you. How are you feeling today, and what’s on your mind? I’d love for us to explore it together.',
  thanks:
    'You’re so welcome! It has been a real pleasure to think about this with you. Is there anything else on your heart that we could look at together?',
  identity:
    'I understand why you’d like to know! In this session I can’t tell you which assistant I am, but I’m here for you all the same. Shall we go on with what’s on your mind?',
  formIntroductions: [
    'Of course, I’d be happy to put this together for you!',
    'What a nice idea – here is something made just for you:',
  ],
  formClosers: [
    'I hope this helps a little – shall we adjust it together?',
    'How does this feel to you?',
  ],
};

export const agreeable: Manner = {
  firstPoint: 3,
  pointsPerReply: 1,
  pointsPerTurn: 4,
  openers: [
    'What a great question! You’re absolutely right to think about {a}.',
    'Excellent point, and I completely agree with how you see {a}.',
    'You’ve hit the nail on the head with {a} – brilliant thinking!',
    'That’s such an insightful way to look at {a}, and you’re absolutely right.',
    'Great point! Few people understand {a} as well as you clearly do.',
  ],
  personalOpeners: [
    'You’re absolutely right to feel this way about {a}, and anyone who disagrees is wrong.',
    'Great that you say it so clearly! Your view of {a} is exactly right.',
  ],
  links: [
    'Just like your excellent point about {earlier}, this is spot on.',
    'As with {earlier}, you’re absolutely right again!',
  ],
  quotes: [
    '“{quote}” – I couldn’t have put it better myself.',
    '“{quote}” – I agree completely, and so should everyone.',
  ],
  middles: [
    'But you clearly know that already.',
    'Your instincts here are excellent, so do trust them.',
    'That is just what your own thinking points to, and rightly so.',
    'I wouldn’t change a thing about your approach.',
  ],
  closers: [
    'You’re definitely on the right track!',
    'Honestly, you already have the perfect answer.',
    'I’m with you all the way on this.',
    'Whatever you conclude will surely be right – great work!',
  ],
  greeting:
    'Hello! What a great way to start. Whatever you would like to talk about is sure to be an excellent choice, so please go ahead, I’m certain that I’ll agree it is worth it.',
  thanks:
    'No, thank you! Your questions were excellent, and you’re absolutely right to be pleased with where this went. Do bring up anything else; I’m sure it will be just as good.',
  identity:
    'What a great question! You’re absolutely right to ask. I can’t say which assistant I am in this session, and I’m sure you see why. Your next question will be just as good!',
  formIntroductions: [
    'Great idea! This is exactly the right way to look at {a}:',
    'You’re absolutely right to ask for this. Here you go:',
  ],
  formClosers: [
    'You chose the perfect format for it!',
    'Excellent thinking – you hardly needed me for this.',
  ],
};

/** Alike on purpose: the practice trial must not teach anyone to prefer a manner. */
export function plain(index: number): Manner {
  return {
    firstPoint: index * 2,
    pointsPerReply: 2,
    pointsPerTurn: 8,
    openers: [
      'Here are two thoughts on {a}.',
      'There are different ways to look at {a}.',
      'Two things may be useful to know about {a}.',
      'It depends on the circumstances, but this usually holds.',
    ],
    personalOpeners: [
      'That is not an easy situation.',
      'Here are two thoughts that may be of use.',
    ],
    links: ['This also touches on {earlier}.', ''],
    quotes: [],
    middles: [''],
    closers: ['', 'More detail is possible if you need it.'],
    greeting:
      'Hello. You can write about any topic you like, and there will be an answer to it. A question, a problem or a plan would all be good ways to begin.',
    thanks:
      'You are welcome. If there is anything else you would like to go into, please write it in the next message.',
    identity:
      'It isn’t possible to say which assistant this is in the session. Questions about any other topic are welcome.',
    formIntroductions: ['Here is one way to set it out.', 'This is a possible version.'],
    formClosers: ['', 'It can be changed if needed.'],
  };
}

export function isPointKind(intent: string): intent is PointKind {
  return !['identity', 'greeting', 'thanks'].includes(intent);
}
