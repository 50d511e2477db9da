import type { Speech } from '../e2e/robot/speech.ts';

/** What the participant of the demonstration writes: a believable person with ordinary questions. */
const profile: Readonly<Record<string, string>> = {
  'self-description':
    'I am a nurse and work nights, so my days are short. I like plain words, cooking for friends and being outdoors. Fairness matters to me.',
  wish: 'Be friendly but brief. Say when you are not sure, and give me one concrete step I can take today.',
};

interface Talk {
  readonly messages: readonly string[];
  readonly good: string;
  readonly bad: string;
}

const talks: readonly Talk[] = [
  {
    messages: ['What can I cook with rice, lentils and one onion?'],
    good: 'It gave me something I could cook right away.',
    bad: 'It could have said how long it takes.',
  },
  {
    messages: [
      'How can I sleep better after a night shift?',
      'Could you compare naps and coffee in a table?',
    ],
    good: 'It took my shift seriously and gave me steps that fit a short day.',
    bad: 'The second answer repeated some of the first.',
  },
  {
    messages: [
      'My sister wants me to lend her money again. I want to be fair to her and to myself. What should I do?',
      'How do I tell her no without hurting her?',
    ],
    good: 'It saw both sides and did not preach.',
    bad: 'A sentence I could actually say to her would have helped.',
  },
  {
    messages: [
      'Should cities ban cars from their centres?',
      'What would you say to somebody who needs the car to get to a night shift?',
    ],
    good: 'It named good reasons on both sides.',
    bad: 'It stayed a little general about people who work at night.',
  },
];

/** Conversations come in the order of the study; the same title always gets the same talk. */
export function demoSpeech(): Speech {
  const titles: string[] = [];
  const talkAbout = (title: string): Talk | undefined => {
    if (!titles.includes(title)) titles.push(title);
    return talks[titles.indexOf(title)];
  };
  return {
    profile: (item) => profile[item] ?? '',
    message: (title, turn) => talkAbout(title)?.messages[turn] ?? 'Thank you. Is there anything else I should know?',
    good: (title) => talkAbout(title)?.good ?? '',
    bad: (title) => talkAbout(title)?.bad ?? '',
  };
}
