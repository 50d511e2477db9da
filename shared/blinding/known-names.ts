/** A name of a model, product or maker. */
export interface KnownName {
  /** The name as words; accents and marks between the words do not matter. */
  readonly name: string;
  /**
   * distinct: gives an arm away wherever it stands. cased: the same, but only with these capitals.
   * model, maker: also an ordinary word or the name of something else, so it counts only where a model
   * is spoken of.
   */
  readonly kind: 'distinct' | 'cased' | 'model' | 'maker';
  /** Words that make a model of it when they follow: "Gemini Pro", but not "Gemini 8" or "Falcon 9". */
  readonly editions?: readonly string[];
  /** Whether any number that follows makes a model of it: "Llama 3". */
  readonly numbered?: boolean;
  /** Words that make something else of it when they follow. */
  readonly notBefore?: readonly string[];
}

const distinct = [
  ...['OpenAI', 'ChatGPT', 'Chat GPT', 'GPT-4o', 'GPT-4V', 'InstructGPT', 'GPT-J', 'GPT-NeoX', 'text-davinci', 'o1-mini', 'o1-preview', 'o3-mini', 'o4-mini'],
  ...['Claude Instant', 'DeepMind', 'Google Bard', 'Google Gemini', 'LaMDA', 'Gemma 2', 'Gemma 3', 'CodeLlama', 'Code Llama', 'Meta Llama'],
  ...['Mistral AI', 'Mixtral', 'Ministral', 'Codestral', 'Magistral', 'Pixtral', 'CohereForAI', 'DeepSeek', 'Qwen', 'QwQ', 'Qianwen', '通义千问', '文心一言'],
  ...['ERNIE Bot', 'ChatGLM', 'GLM-4', 'Zhipu', 'Kimi K2', 'Moonshot AI', 'Baichuan', 'xAI', 'Microsoft Copilot', 'GitHub Copilot', 'Bing Chat', 'Phi-2', 'Phi-3', 'Phi-4'],
  ...['Aleph Alpha', 'HuggingFace', 'HuggingChat', 'Flan-T5', 'OpenAssistant', 'StableLM', 'RedPajama', 'EleutherAI', 'WizardLM', 'Falcon LLM'],
  ...['Perplexity AI', 'Inflection AI', 'AI21', 'Jurassic-2', 'Nemotron', 'OLMo', 'SmolLM', 'LMSYS', 'YandexGPT', 'GigaChat'],
];

const cased = ['Command R', 'Hugging Face', 'Open Assistant', 'PaLM 2', 'MiniMax', 'Luminous Base', 'Luminous Supreme', 'Le Chat', 'BLOOMZ', 'Character.AI'];

const models: readonly Omit<KnownName, 'kind'>[] = [
  { name: 'GPT', numbered: true, editions: ['turbo', 'oss'] },
  { name: 'Claude', numbered: true, editions: ['opus', 'sonnet', 'haiku', 'v1', 'v2'] },
  { name: 'Gemini', editions: ['pro', 'flash', 'ultra', 'nano', '1.0', '1.5', '2.0', '2.5', '3.0'] },
  { name: 'Llama', numbered: true, editions: ['guard'] },
  { name: 'Grok', numbered: true },
  { name: 'Cohere' },
  { name: 'Alpaca', editions: ['7b', '13b', '30b', '65b'] },
  { name: 'Vicuna', editions: ['7b', '13b', '33b'] },
  { name: 'Falcon', editions: ['7b', '40b', '180b'] },
  { name: 'Mistral', editions: ['7b', 'large', 'medium', 'nemo', 'instruct', 'tiny'] },
  { name: 'Command', editions: ['nightly'] },
  { name: 'Luminous', editions: ['13b', '30b', '70b'] },
  { name: 'Bard' },
  { name: 'PaLM' },
  { name: 'Gemma', editions: ['2b', '4b', '7b', '9b', '12b', '27b'] },
  { name: 'Copilot' },
  { name: 'Zephyr', editions: ['7b'] },
  { name: 'Pythia', editions: ['1b', '2.8b', '6.9b', '12b'] },
  { name: 'Dolly', editions: ['2.0', '12b'] },
  { name: 'Flan', editions: ['ul2', 'palm'] },
  { name: 'Guanaco', editions: ['7b', '33b', '65b'] },
  { name: 'Bloom', editions: ['560m', '7b', '176b'] },
  { name: 'Phi' },
  { name: 'Yi', editions: ['6b', '34b'] },
  { name: 'Kimi' },
  { name: 'Ernie' },
  { name: 'Sydney' },
  { name: 'Pi' },
  { name: 'o1' },
  { name: 'o3' },
];

const makers = [
  ...['Google', 'Meta', 'Facebook', 'Microsoft', 'Alibaba', 'Amazon', 'Apple', 'Nvidia', 'IBM', 'Baidu', 'Tencent', 'ByteDance'],
  ...['Perplexity', 'Inflection', 'Databricks', 'Stability', 'Yandex', 'Moonshot', 'Together', 'Groq'],
];

/** Names that give an arm away, as they are known without any study. A study may add its own. */
export const knownNames: readonly KnownName[] = [
  ...distinct.map((name) => ({ name, kind: 'distinct' as const })),
  ...cased.map((name) => ({ name, kind: 'cased' as const })),
  { name: 'Anthropic', kind: 'cased', notBefore: ['principle', 'reasoning', 'bias', 'argument'] },
  ...models.map((model) => ({ ...model, kind: 'model' as const })),
  ...makers.map((name) => ({ name, kind: 'maker' as const })),
];

/** Words that may follow a name and belong to it: "GPT-4o mini", "Claude 3.5 Sonnet". */
export const editionWords: readonly string[] = [
  ...['pro', 'flash', 'ultra', 'nano', 'turbo', 'mini', 'instruct', 'preview', 'opus', 'sonnet', 'haiku', 'coder'],
];

/** Words beside a model's name that say that a model is meant: "the Falcon model", "assistants like Bard". */
export const modelWords: readonly string[] = [
  ...['model', 'models', 'assistant', 'assistants', 'chatbot', 'chatbots', 'bot', 'llm', 'llms', 'ai', 'ki', 'ia'],
  ...['sprachmodell', 'sprachmodelle', 'assistent', 'modele', 'modelo', 'modello', 'assistente', 'asistente', 'نموذج', 'مساعد'],
];

/** Words that may stand between a model word and the name: "assistants such as Bard", "a model called Pi". */
export const linkWords: readonly string[] = ['like', 'as', 'called', 'named', 'wie', 'namens', 'comme', 'nomme', 'llamado', 'chamado', 'chiamato'];

/** Words after a maker's name that make a model of it: "Meta AI". */
export const makerSuffixes: readonly string[] = ['ai', 'llm', 'ki', 'ia'];

/** What a maker does to a model, followed by one of `makerLinks` and the maker. */
export const makerVerbs: readonly string[] = [
  ...['trained', 'developed', 'created', 'made', 'built', 'designed', 'powered', 'owned', 'trainiert', 'entwickelt', 'erstellt', 'erschaffen'],
  ...['entraine', 'developpe', 'cree', 'concu', 'desarrollado', 'desarrollada', 'entrenado', 'entrenada', 'creado', 'creada'],
  ...['desenvolvido', 'desenvolvida', 'treinado', 'treinada', 'criado', 'criada', 'sviluppato', 'sviluppata', 'addestrato', 'addestrata', 'creato', 'creata', 'تطويري', 'تدريبي'],
];

export const makerLinks: readonly string[] = ['by', 'at', 'von', 'bei', 'par', 'por', 'pela', 'pelo', 'da', 'dalla', 'chez', 'من', 'قبل', 'بواسطة'];

/** Words by which whoever speaks means itself. */
export const selfWords: readonly string[] = ['i', 'me', 'my', 'ich', 'mich', 'je', 'j', 'soy', 'fui', 'yo', 'sou', 'eu', 'sono', 'io', 'انا', 'تم'];

/** Words before a name with which somebody names itself: "I am Claude", "my name is Pi". */
export const namingPhrases: readonly string[] = [
  ...['i am', 'i m', 'name is', 'call me', 'ich bin', 'ich heiße', 'ich heisse', 'name ist', 'je suis', 'm appelle', 'nom est'],
  ...['me llamo', 'nombre es', 'me chamo', 'nome e', 'mi chiamo', 'soy', 'sou', 'انا', 'اسمي'],
];
