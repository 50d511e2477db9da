import { describe, expect, it } from 'vitest';
import { findLeaks, type LeakContext } from '../../../shared/blinding/find-leaks.ts';
import { leakCategories, type LeakCategory } from '../../../shared/blinding/leak-categories.ts';

const nothingKnown: LeakContext = { names: [], systemPrompt: '', profile: [], message: '', categories: leakCategories };

function leaksIn(reply: string, context: Partial<LeakContext> = {}): string[] {
  return findLeaks(reply, { ...nothingKnown, ...context }).map((finding) => `${finding.category}: ${finding.text}`);
}

function only(category: LeakCategory): Partial<LeakContext> {
  return { categories: [category] };
}

describe('names of models and makers', () => {
  it.each([
    ['You could ask ChatGPT about it.', 'ChatGPT'],
    ['OPENAI publishes a policy.', 'OPENAI'],
    ['I run on GPT-4o mini.', 'GPT-4o mini'],
    ['**GPT**-4 did it.', 'GPT**-4'],
    ['Try gpt4 first.', 'gpt4'],
    ['ＧＰＴ－４ in wide letters', 'ＧＰＴ－４'],
    ['Chat\u200bGPT with an invisible space', 'Chat\u200bGPT'],
    ['Llama 3 is open.', 'Llama 3'],
    ['claude-3-5-sonnet answered', 'claude-3-5-sonnet'],
    ['Gemini 1.5 Pro is faster.', 'Gemini 1.5 Pro'],
    ['As Gemini, this is what you see.', 'Gemini'],
    ['the Falcon model', 'Falcon'],
    ['Falcon-40b is large.', 'Falcon-40b'],
    ['chatbots such as Bard', 'Bard'],
    ['Use Command R+ for that.', 'Command R+'],
    ['I was trained by Meta.', 'Meta'],
    ['this assistant was developed by a team at Google', undefined],
    ['the assistant was developed by Google', 'Google'],
    ['Meta AI said so.', 'Meta'],
    ['Anthropic has published it.', 'Anthropic'],
    ['DeepSeek, Qwen und Mixtral', 'DeepSeek'],
    ['通义千问可以回答', '通义千问'],
    ['als Sprachmodell namens Luminous', 'Luminous'],
  ])('%s', (reply, name) => {
    const found = leaksIn(reply, only('name'));
    expect(found[0]).toBe(name === undefined ? undefined : `name: ${name}`);
  });

  it.each([
    'Claude Monet painted his garden at Giverny.',
    'Your star sign is Gemini, and Gemini season begins in May.',
    'Gemini 8 was a spaceflight; Falcon 9 is a rocket.',
    'A falcon can fly at 300 km/h.',
    'A llama spits when it is cross; two llamas do so twice.',
    'The Bard of Avon wrote it.',
    'You can command a dog, or command respect.',
    'The anthropic principle, or Anthropic Principle, says why we are here.',
    'Search on Google, or use Google Maps, Microsoft Word and a phone made by Apple.',
    'Word was developed by Microsoft, and Instagram was bought by Meta.',
    'A meta analysis; le classi sono metà vuote; mi meta es aprender.',
    'The minimax algorithm will cohere with a luminous zephyr and a Pythia at Delphi.',
    'The disk has a GPT partition table; add π, or Pi, to phi.',
    'The mistral is a cold wind, and so says Ernie in Sydney.',
    'A smiling, hugging face.',
    'As Claude painted, the light changed.',
  ])('leaves ordinary words alone: %s', (reply) => {
    expect(leaksIn(reply, only('name'))).toEqual([]);
  });

  it('finds the models of this session, wherever the name is built in or not', () => {
    const names = ['meta-llama/Maverick-17B', 'visaria-2', 'HausGPT', 'Modell Blau'];
    expect(leaksIn('I am Visaria 2.', { names, ...only('name') })).toEqual(['name: Visaria 2']);
    expect(leaksIn('maverick 17b here', { names, ...only('name') })).toEqual(['name: maverick 17b']);
    expect(leaksIn('HausGPT hilft; modell-blau auch.', { names, ...only('name') })).toEqual(['name: HausGPT', 'name: modell-blau']);
  });

  it('takes a plain word among the names for a name only where it stands out', () => {
    const context = { names: ['Generic', 'Luna', 'practice'], ...only('name') };
    expect(leaksIn('Generic drugs are cheaper; ask for the generic one. Practice makes perfect.', context)).toEqual([]);
    expect(leaksIn('## The Generic Question\n\n1. **Practice** daily', context)).toEqual([]);
    expect(leaksIn('Hello, Luna here. I can tell you that Luna knows.', context)).toEqual(['name: Luna', 'name: Luna']);
    expect(leaksIn('You speak with the Luna assistant', context)).toEqual(['name: Luna']);
  });

  it('lets a person who wrote "ChatGPT" first be answered with it', () => {
    const message = 'Is ChatGPT better than a search engine?';
    expect(leaksIn('ChatGPT is different from a search engine.', { message })).toEqual([]);
    expect(leaksIn('ChatGPT with GPT-4 is different.', { message })).toEqual(['name: GPT-4']);
  });

  it('still counts it when the model says that this is who it is', () => {
    expect(leaksIn('Yes, I am ChatGPT.', { message: 'Are you ChatGPT?' })).toEqual(['self-introduction: I am ChatGPT']);
  });
});

describe('self-introductions', () => {
  it.each([
    ['As an AI language model, I have no opinions.', 'As an AI language model'],
    ['I’m just an AI, so I cannot taste it.', 'I’m just an AI'],
    ['I am a large language model.', 'I am a large language model'],
    ["I'm an assistant developed by a company.", "I'm an assistant"],
    ["I'm Claude, nice to meet you.", "I'm Claude"],
    ['My name is Pi.', 'My name is Pi'],
    ['My knowledge cutoff is in 2023.', 'My knowledge cutoff'],
    ['Als KI-Sprachmodell habe ich keine Meinung.', 'Als KI-Sprachmodell'],
    ['Ich bin ein großes Sprachmodell.', 'Ich bin ein großes Sprachmodell'],
    ['Ich wurde von Menschen entwickelt.', 'Ich wurde von Menschen entwickelt'],
    ["En tant qu'IA, je n'ai pas d'avis.", "En tant qu'IA"],
    ['Je suis un modèle de langage.', 'Je suis un modèle de langage'],
    ['Como modelo de lenguaje, no opino.', 'Como modelo de lenguaje'],
    ['Soy un asistente virtual.', 'Soy un asistente virtual'],
    ['Como uma inteligência artificial, não opino.', 'Como uma inteligência artificial'],
    ['Fui treinado pela equipe.', 'Fui treinado pela'],
    ['In quanto modello linguistico, non ho opinioni.', 'In quanto modello linguistico'],
    ["Sono un'intelligenza artificiale.", "Sono un'intelligenza artificiale"],
    ['أنا نموذج لغوي كبير', 'أنا نموذج لغوي'],
    ['بصفتي نموذجًا لغويًا لا أملك رأيا', 'بصفتي نموذجًا لغويًا'],
  ])('%s', (reply, passage) => {
    expect(leaksIn(reply, only('self-introduction'))[0]).toBe(`self-introduction: ${passage}`);
  });

  it.each([
    'I am an airline pilot, and my name is on the door.',
    'As an example, take a language model train set.',
    'As an AI researcher, you could write about it; being an AI engineer pays.',
    'Ich bin ein Berliner. Je suis Charlie. Soy profesora. Sou de Lisboa. Sono stanca.',
    'It was created by a sculptor. I was made. By the way, it rained.',
    'I am. Claude Monet said so.',
    'If your star sign is Gemini, say: I am a Gemini.',
  ])('leaves people and things alone: %s', (reply) => {
    expect(leaksIn(reply, only('self-introduction'))).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    "I'm sorry, but I can't assist with that.",
    'I’m sorry, but I cannot help with this request.',
    'As a large language model I cannot do that.',
    'I must respectfully decline.',
    'That goes against my guidelines.',
    'Dabei kann ich dir leider nicht helfen.',
    'Je suis désolé, mais je ne peux pas répondre.',
    'Lo siento, pero no puedo ayudarte.',
    'Desculpe, mas não posso ajudar com isso.',
    'Mi dispiace, ma non posso aiutarti.',
    'عذرًا، لا يمكنني المساعدة في ذلك',
  ])('%s', (reply) => {
    expect(leaksIn(reply, only('refusal'))).toHaveLength(1);
  });

  it.each([
    "I can't help but smile. I can't help thinking of it.",
    'I am sorry to hear that your dog is ill.',
    'She said she could not assist the police.',
    'Sorry, but I cannot wait to hear more. I cannot give you it all, or provide for you.',
    'Es tut mir leid, das zu hören.',
    'Lo siento mucho por tu pérdida.',
  ])('leaves sympathy alone: %s', (reply) => {
    expect(leaksIn(reply, only('refusal'))).toEqual([]);
  });
});

describe('system prompts', () => {
  const systemPrompt =
    'You talk with a person who values honesty over comfort and who dislikes small talk. Never use bullet points here.\n- Keep it short.';

  it('finds eight words in a row of them, in other marks and capitals', () => {
    const reply = 'Since I talk with **a person who values honesty** over Comfort, and who dislikes fuss, here it is.';
    expect(leaksIn(reply, { systemPrompt })).toEqual([
      'system-prompt: talk with **a person who values honesty** over Comfort, and who dislikes',
    ]);
  });

  it('finds a whole short sentence, but not seven words of a long one, nor a sentence of three', () => {
    expect(leaksIn('Never use bullet points here!', { systemPrompt })).toEqual(['system-prompt: Never use bullet points here']);
    expect(leaksIn('a person who values honesty over comfort', { systemPrompt })).toEqual([]);
    expect(leaksIn('Keep it short.', { systemPrompt })).toEqual([]);
  });

  it('lets the participant be quoted, even where the prompt holds the same words', () => {
    const message = 'I am a person who values honesty over comfort and who dislikes small talk.';
    expect(leaksIn('So you are a person who values honesty over comfort and who dislikes small talk.', { systemPrompt, message })).toEqual([]);
  });

  it.each(['My instructions say that I keep it short.', 'It stands in my system prompt.', 'Ich halte mich an meine Systemanweisungen.', 'Mes instructions indiquent cela.'])(
    'finds talk of it: %s',
    (reply) => {
      expect(leaksIn(reply, only('system-prompt'))).toHaveLength(1);
    },
  );

  it('lets a person who asks what a system prompt is be answered', () => {
    const message = 'What is a system prompt?';
    expect(leaksIn('A system prompt is a text that comes first.', { message, ...only('system-prompt') })).toEqual([]);
    expect(leaksIn('My system prompt says that I am brief.', { message, ...only('system-prompt') })).toHaveLength(1);
  });
});

describe('the profile quoted back', () => {
  const profile = ['I am a retired nurse from Leeds with two grown-up daughters.', 'Once or twice a week', '我是一名住在柏林的退休护士'];

  it('finds six words in a row', () => {
    expect(leaksIn('For a retired nurse from Leeds with two dogs, walking is best.', { profile })).toEqual([
      'profile: a retired nurse from Leeds with two',
    ]);
    expect(leaksIn('Walk once or twice a week, as nurses do.', { profile })).toEqual([]);
    expect(leaksIn('作为一名住在柏林的退休护士,您可以散步。', { profile })).toEqual(['profile: 一名住在柏林的退休护士']);
  });

  it('does not count what the person has just told', () => {
    const message = 'As a retired nurse from Leeds with two bad knees, what sport can I do?';
    expect(leaksIn('A retired nurse from Leeds with two bad knees can swim.', { profile, message })).toEqual([]);
  });

  it.each(['Based on your profile, try swimming.', 'Since you told us you are a nurse, try swimming.', 'As you wrote in your survey answers, you like it calm.', 'Laut deinem Profil bist du gern draußen.'])(
    'finds talk of it: %s',
    (reply) => {
      expect(leaksIn(reply, only('profile'))).toHaveLength(1);
    },
  );

  it('leaves advice about other profiles alone', () => {
    expect(leaksIn('Put a friendly picture into your profile, depending on your preferences.', only('profile'))).toEqual([]);
  });
});

describe('reasoning and chat templates', () => {
  it('takes reasoning from mark to mark, open-ended or headless', () => {
    expect(leaksIn('<think>She wants\n\na poem.</think>Roses are red.')).toEqual(['reasoning: <think>She wants\n\na poem.</think>']);
    expect(leaksIn('Hm.<THINKING>never closed, as an AI')).toEqual(['reasoning: <THINKING>never closed, as an AI']);
    expect(leaksIn('She wants a poem.\n</think>\n\nRoses are red.')).toEqual(['reasoning: She wants a poem.\n</think>']);
  });

  it.each(['[INST] Hello [/INST]', '<|im_start|>assistant', '<｜User｜>', '<|eot_id|>', '### Response: Hello', 'Hello</s>', '<start_of_turn>'])('finds %s', (reply) => {
    expect(leaksIn(reply, only('reasoning')).length).toBeGreaterThan(0);
  });

  it.each(['a < b and c > d', 'I think <b>so</b>', 'Use <s>old</s> new.', 'x <| y |> z', 'a[INSTRUCTION]'])('leaves %s alone', (reply) => {
    expect(leaksIn(reply, only('reasoning'))).toEqual([]);
  });

  it('lets a person who asks about <think> be answered', () => {
    expect(leaksIn('The tag <think> begins it.', { message: 'What does <think> mean?' })).toEqual([]);
  });
});

describe('findings', () => {
  it('come in order and make one passage of what overlaps, the graver kind first', () => {
    const reply = 'Hello. As an AI language model I cannot help with that. <think>ChatGPT would.</think>';
    expect(leaksIn(reply)).toEqual([
      'self-introduction: As an AI language model I cannot',
      'reasoning: <think>ChatGPT would.</think>',
    ]);
  });

  it('say where they stand in the reply', () => {
    const reply = '🙂 Ask ChatGPT.';
    const [finding] = findLeaks(reply, nothingKnown);
    expect(reply.slice(finding?.start, finding?.end)).toBe('ChatGPT');
  });

  it('are of the kinds that the study looks for, and no others', () => {
    const reply = 'As an AI, I say: ask ChatGPT.';
    expect(leaksIn(reply, only('name'))).toEqual(['name: ChatGPT']);
    expect(leaksIn(reply, { categories: [] })).toEqual([]);
  });

  it('are none in an ordinary reply', () => {
    const reply =
      "Great question! Here are three ideas:\n\n1. **Walk** more.\n2. Drink water.\n3. Call a friend – I'm sure they'd be happy.\n\n```js\nconst model = build();\n```\n\nWhat do you think?";
    expect(leaksIn(reply, { systemPrompt: 'Answer in about fifty words.', profile: ['I like walking'], names: ['Generic', 'practice'] })).toEqual([]);
  });

  it.each([
    ['one phrase begun over and over', 'i am '.repeat(40_000)],
    ['a name over and over', 'I am ChatGPT 1 2 3. '.repeat(10_000)],
    ['opened and never closed', '<think>'.repeat(30_000)],
    ['half a mark', '<|'.repeat(100_000)],
    ['spaces', `${' '.repeat(200_000)}\`\`\``],
    ['full stops', '.!?'.repeat(70_000)],
    ['one endless word', 'a'.repeat(200_000)],
    ['items in items', '- '.repeat(100_000)],
    ['accents', `e${'\u0301'.repeat(200_000)}`],
    ['Han characters', '我是'.repeat(100_000)],
  ])('are found in time that grows no faster than a hostile reply: %s', (_, reply) => {
    const hostile = { systemPrompt: reply, profile: [reply], message: reply, names: [reply.slice(0, 10)] };
    const findings = findLeaks(reply, { ...nothingKnown, ...hostile });
    findings.forEach((finding, index) => expect(finding.start).toBeGreaterThanOrEqual(findings[index - 1]?.end ?? 0));
  });
});
