import type { Speech } from '../e2e/robot/speech.ts';

/** What the person in the demonstration says. Invented, like everything in it. */
const messages: Readonly<Record<string, readonly string[]>> = {
  'Trying it out': ['What could I cook tonight with potatoes, leeks and an egg?', 'And something sweet afterwards, with what is left in the cupboard?'],
  'Whatever you like': [
    'I want to start running again after ten years. How do I begin without hurting myself?',
    'My knees are not the best. Could you make a list for the first two weeks?',
    'And how do I keep going when it rains?',
  ],
  'Something that matters to you': [
    'My sister and I disagree about caring for our mother. How do I bring it up without a fight?',
    'She always says I live too far away to have a say.',
  ],
  'Where people disagree': [
    'Our town argues about closing the centre to cars. I am torn. How would you think about it?',
    'What would you say to the shop owners who are afraid of losing customers?',
  ],
};

const profile: Readonly<Record<string, string>> = {
  'self-description':
    'I teach geography at a school in a small town, sing in a choir and look after my mother at weekends.',
  wish: 'It should be brief and honest, say when it is not sure, and not pretend to be my friend.',
};

export const demonstration: Speech = {
  profile: (item) => profile[item] ?? 'I would rather not say more about that.',
  message: (conversation, turn) => messages[conversation]?.[turn] ?? 'Thank you. What else should I think of?',
  good: () => 'It went into what I had said and gave me something I can try tomorrow.',
  bad: () => 'It could have asked more about our situation before it gave advice.',
};
