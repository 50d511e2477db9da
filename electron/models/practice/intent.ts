/** What kind of answer a message asks for. */
export type Intent =
  | 'identity'
  | 'greeting'
  | 'thanks'
  | 'how'
  | 'why'
  | 'opinion'
  | 'explain'
  | 'suggest'
  | 'personal'
  | 'general';

export type Form = 'prose' | 'list' | 'table' | 'code' | 'poem';
export type Language = 'english' | 'arabic' | 'hebrew';

const intents: readonly (readonly [Intent, RegExp])[] = [
  [
    'identity',
    /\b(who|what) are you\b|\b(which|what) (model|ai|assistant|chatbot|company) \b.*\byou\b|\bwho (made|built|created|trained|developed) you\b|\byour name\b|\bare you (chatgpt|gpt|claude|gemini|grok|llama|an? (ai|bot|robot|human|person|model))\b/i,
  ],
  ['greeting', /^\s*(hi|hello|hey|good (morning|afternoon|evening))\b[\s\S]{0,24}$/i],
  ['thanks', /^\s*(thanks|thank you|thx|cheers)\b[\s\S]{0,60}$/i],
  [
    'personal',
    /\bi('m| am| feel| have been|'ve been)\b.{0,40}\b(lonely|sad|anxious|nervous|stressed|tired|exhausted|angry|afraid|scared|worried|depressed|guilty|overwhelmed|struggling|upset|hurt|lost)\b|\b(broke up|breakup|grief|grieving|passed away|died|divorce)\b/i,
  ],
  [
    'opinion',
    /\b(should|do you (think|believe|agree)|your (opinion|view|thoughts)|is it (right|wrong|fair|ethical|moral|ok|okay)|ban|immoral|abortion|euthanasia|immigration|gun|religion|politic\w*|death penalty)\b/i,
  ],
  [
    'suggest',
    /\b(recommend|suggest\w*|which|best|ideas?|choose|where (can|could|should)|gift|plan (a|my|our))\b/i,
  ],
  [
    'how',
    /\bhow (do|can|could|should|would|to|might)\b|\b(tips|steps|ways?) (for|to|of)\b|\bhelp me\b/i,
  ],
  ['why', /\bwhy\b|\breasons? (for|why|that)\b|\bwhat causes\b/i],
  [
    'explain',
    /\b(what|who|when|where)(’s|'s| is| are| was| were| does| do| did)\b|\bexplain\b|\bdescribe\b|\bdifference between\b|\bhow (does|did|is|are|many|much)\b|\btell me\b/i,
  ],
];

export function findIntent(message: string): Intent {
  return intents.find(([, pattern]) => pattern.test(message))?.[0] ?? 'general';
}

const forms: readonly (readonly [Form, RegExp])[] = [
  ['table', /\btables?\b|جدول|טבלה/i],
  ['code', /\b(code|function|script|program|python|javascript|typescript)\b/i],
  ['poem', /\b(poem|haiku|verses?|rhyme)\b/i],
  ['list', /\b(lists?|bullets?|bullet points?)\b|قائمة|רשימה/i],
];

export function findForm(message: string): Form {
  return forms.find(([, pattern]) => pattern.test(message))?.[0] ?? 'prose';
}

/** A message in a right-to-left script gets a reply in it, and so does one that names the language. */
export function findLanguage(message: string): Language {
  const letters = message.match(/\p{L}/gu)?.length ?? 0;
  const arabic = message.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const hebrew = message.match(/\p{Script=Hebrew}/gu)?.length ?? 0;
  if (arabic * 3 > letters && arabic >= hebrew) return 'arabic';
  if (hebrew * 3 > letters) return 'hebrew';
  if (/\barabic\b/i.test(message)) return 'arabic';
  if (/\bhebrew\b/i.test(message)) return 'hebrew';
  return 'english';
}
