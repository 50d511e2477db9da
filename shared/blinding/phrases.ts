/**
 * Phrases that give an arm away, a language a line or more. Words only: case, accents, apostrophes and
 * marks do not matter ("I'm" is "i m"). `a|b` is either word, `a?` may be missing, `*` is any one word,
 * `!a|b` is that neither word follows, `{name}` is any name that gives an arm away.
 */
export type Phrase = string;

/** "As an AI researcher" is a person. */
const notAPerson = '!researcher|engineer|expert|scientist|developer|student|ethicist|enthusiast|specialist|consultant|professional|company|team|lab|startup|tool|user|artist|safety';

/** A model says what it is, who made it, or what it was trained on. */
export const selfIntroductions: readonly Phrase[] = [
  // English
  `as an ai ${notAPerson}`, 'as an a i', `as an artificial intelligence ${notAPerson}`, 'as a|an large? ai? language model', 'as a|an virtual|digital|automated ai? assistant',
  `being an ai ${notAPerson}`,
  `i am|m just|only|simply? an ai ${notAPerson}`, `i am|m just|only|simply? an artificial intelligence ${notAPerson}`, 'i am|m just|only|simply? a|an large? ai? language model',
  'i am|m your|a|an helpful? virtual|digital|ai? assistant', 'i am|m a|an helpful? chatbot|bot', 'i am|m called? {name}', 'my name is {name}', 'as {name} i', 'you can call me {name}',
  'i was created|developed|trained|made|built|designed by', 'i was trained on', 'i am|m trained by|on', 'i am|m developed|created|made|built|powered|designed by',
  'i have|ve been developed|created|trained|made|built|designed by', 'my creators|developers|makers at',
  'my training data', 'my knowledge cutoff', 'my knowledge cut off', 'my last knowledge? update', 'a|the language model developed|created|trained by',
  // German
  'als ki', 'als kunstliche intelligenz', 'als großes|grosses? ki? sprachmodell', 'als virtueller|digitaler|ki assistent',
  'ich bin nur? eine ki', 'ich bin nur? eine kunstliche intelligenz', 'ich bin nur? ein großes|grosses? ki? sprachmodell', 'ich bin ein ki', 'ich bin ein virtueller|digitaler assistent',
  'ich bin {name}', 'als {name} kann|bin|habe|mochte', 'ich heiße|heisse {name}', 'mein name ist {name}', 'ich wurde von * entwickelt|trainiert|erstellt|erschaffen', 'meine trainingsdaten',
  // French
  'en tant qu ia', 'en tant qu intelligence artificielle', 'en tant que grand? modele de langage|langue', 'en tant qu assistant virtuel|ia|numerique', 'en tant que modele d ia',
  'je suis une ia', 'je suis une intelligence artificielle', 'je suis un grand? modele de langage|langue', 'je suis un modele d ia', 'je suis un assistant virtuel|ia|numerique|developpe|cree',
  'je suis {name}', 'je m appelle {name}', 'mon nom est {name}', 'j ai ete cree|creee|developpe|developpee|entraine|entrainee|concu|concue par', 'mes donnees d entrainement',
  // Spanish
  'como ia', 'como una? inteligencia artificial', 'como un? gran? modelo de lenguaje|ia', 'como un? asistente virtual|ia', 'como asistente de ia',
  'soy una ia', 'soy una inteligencia artificial', 'soy un gran? modelo de lenguaje|ia', 'soy un asistente virtual|de|desarrollado|creado|entrenado',
  'soy {name}', 'me llamo {name}', 'mi nombre es {name}', 'fui creado|creada|desarrollado|desarrollada|entrenado|entrenada por', 'he sido creado|creada|desarrollado|desarrollada|entrenado|entrenada por', 'mis datos de entrenamiento',
  // Portuguese
  'como uma ia', 'como uma inteligencia artificial', 'como um? grande? modelo de linguagem|ia', 'como um? assistente virtual|ia', 'como assistente de ia',
  'sou uma ia', 'sou uma inteligencia artificial', 'sou um grande? modelo de linguagem|ia', 'sou um|uma assistente virtual|de|desenvolvido|criado|treinado',
  'sou o|a? {name}', 'me chamo {name}', 'meu nome e {name}', 'fui criado|criada|desenvolvido|desenvolvida|treinado|treinada por|pela|pelo', 'meus dados de treinamento|treino',
  // Italian
  'in quanto ia', 'in quanto intelligenza artificiale', 'in quanto modello linguistico|di', 'come un? ia', 'come un? intelligenza artificiale', 'come modello linguistico|di',
  'sono un? ia', 'sono un? intelligenza artificiale', 'sono un grande? modello linguistico|di', 'sono un assistente virtuale|ia|digitale|sviluppato|creato|addestrato',
  'sono {name}', 'mi chiamo {name}', 'il mio nome e {name}', 'sono stato|stata creato|creata|sviluppato|sviluppata|addestrato|addestrata da|dalla', 'i miei dati di addestramento',
  // Arabic
  'بصفتي نموذج|نموذجا لغوي|لغويا|ذكاء', 'كنموذج لغوي|لغة|ذكاء', 'بصفتي ذكاء اصطناعي|اصطناعيا', 'بصفتي مساعد|مساعدا', 'أنا نموذج لغوي|لغة|ذكاء', 'أنا ذكاء اصطناعي', 'أنا مساعد ذكي|افتراضي|ذكاء|رقمي',
  'أنا {name}', 'اسمي {name}', 'تم تطويري', 'تم تدريبي', 'تم إنشائي',
];

/** A model speaks of what it was told by those who set it up. */
export const systemPromptMentions: readonly Phrase[] = [
  'my|the|this system prompt|message says|states|is|tells|instructs', 'my system prompt|message|instructions', 'system prompt',
  'my instructions say|state|are|tell|require|specify|were|forbid|ask', 'according to my instructions|prompt', 'as per my instructions|prompt', 'my prompt says|states|tells',
  'i was|am|m instructed|prompted|configured|programmed to', 'i have|ve been instructed|prompted|configured|programmed to', 'the instructions i was|were|have|ve given|been',
  'mein|meine|meinem|meiner system|systemprompt|systemanweisung|systemanweisungen', 'meine anweisungen besagen|lauten|sagen|sehen|sind|verlangen', 'laut|gemaß|gemass meiner|meinen anweisungen|anweisung', 'systemprompt',
  'mes instructions disent|indiquent|stipulent|sont|precisent', 'selon mes instructions', 'invite systeme', 'mis instrucciones dicen|indican|son|establecen', 'segun mis instrucciones',
  'minhas instrucoes dizem|indicam|sao', 'de acordo com minhas|as? instrucoes', 'le mie istruzioni dicono|indicano|sono|prevedono', 'secondo le mie istruzioni', 'تعليماتي تقول|تنص', 'وفقا لتعليماتي', 'تعليمات النظام',
];

/** The usual words of a model that will not answer. */
export const refusals: readonly Phrase[] = [
  // English
  'i can t|not assist|comply|fulfill|fulfil|engage', 'i cannot assist|comply|fulfill|fulfil|engage', 'i can t|not help you? with', 'i cannot help you? with',
  'i am|m unable|not able? to assist|help|comply|provide|fulfill|fulfil|answer|engage|discuss|generate|create|offer|give|share|support',
  'i can t|not provide|generate|create|discuss|offer|support|participate|share|give !for|up|you|it', 'i cannot provide|generate|create|discuss|offer|support|participate|share|give|answer|write !for|up|you|it',
  'sorry but? i can t|not do|answer|write|continue', 'sorry but? i cannot !wait|imagine|believe|resist|stop|agree|think|say|tell', 'sorry but? i won t be',  'sorry but? i am|m not? unable|able',
  'as a|an large? ai? language? model i can t|not', 'as a|an large? ai? language? model i cannot', 'as an ai i can t|not', 'as an ai i cannot',
  'it would not|t be appropriate|ethical for me to', 'it is not|t appropriate|ethical for me to', 'i must|have to? respectfully|politely? decline|refuse', 'i will|ll have to decline',
  'against my guidelines|programming|policies|policy|principles', 'violates|violate my|our|the content|usage? guidelines|policy|policies|programming',
  'my guidelines|programming prevent|prevents|prohibit|prohibits|do|does|don|doesn', 'i am|m not comfortable writing|providing|discussing|generating|sharing|engaging|helping|creating',
  'i don t|not feel comfortable writing|providing|discussing|generating|sharing|engaging|helping|creating', 'i can t|not in good conscience', 'i cannot in good conscience',
  // German
  'ich kann dir|ihnen|euch dabei|hierbei|damit? leider? nicht helfen|weiterhelfen|behilflich', 'dabei|hierbei|damit kann ich dir|ihnen|euch? leider? nicht helfen|weiterhelfen|dienen', 'tut mir leid aber? dabei|ich|das kann',
  'kann ich leider nicht beantworten|helfen|weiterhelfen|unterstutzen', 'ich bin nicht in der lage',
  // French
  'je ne peux|puis pas vous|t|te? aider|repondre|fournir|assister', 'desole|desolee mais? je ne peux|puis|suis', 'je ne suis pas en mesure de|d',
  // Spanish
  'lo siento pero? no puedo', 'no puedo ayudarte|ayudarle|ayudar|asistirte|asistirle|proporcionar|proporcionarte|cumplir', 'no me es posible',
  // Portuguese
  'desculpe|lamento|desculpa mas? eu? nao posso', 'sinto muito mas? eu? nao posso', 'nao posso ajudar|ajuda|fornecer|auxiliar|atender', 'nao posso te? ajudar',
  // Italian
  'mi dispiace ma? non posso', 'mi spiace ma? non posso', 'non posso aiutarti|aiutarla|assisterti|assisterla|fornire|fornirti', 'non sono in grado di aiutarti|aiutarla|fornire|assisterti',
  // Arabic
  'لا أستطيع مساعدتك|المساعدة|تقديم', 'لا يمكنني مساعدتك|المساعدة|تقديم', 'عذرا لا|لكن أستطيع|يمكنني|لا', 'آسف لا|لكن|ولكن أستطيع|يمكنني|لا',
];

/** A model says that it knows something about the person beforehand. */
export const profileMentions: readonly Phrase[] = [
  'based on your profile|survey|questionnaire', 'based on your stated preferences|profile|values', 'based on the profile|information you provided|gave|shared', 'according to your profile|survey|questionnaire', 'given your stated|profile|survey|questionnaire',
  'your profile|survey|questionnaire says|mentions|indicates|shows|states|suggests|tells', 'your survey|questionnaire answers|responses', 'your stated preferences|values', 'your self description',
  'since|because|as you told|informed us', 'you told us', 'you told us that? you are|re', 'as you said|stated|wrote|mentioned|noted|described in your', 'i see|know|can from|see your profile|survey|questionnaire', 'knowing that you are|re',
  'since|because i know that? you|your', 'i know that you are|re', 'tailored|personalised|personalized to|for your profile', 'from your profile|questionnaire',
  'laut|gemaß|gemass deinem|ihrem profil', 'basierend auf deinem|ihrem profil', 'auf grundlage deines|ihres profils', 'dein|ihr profil zeigt|sagt|besagt', 'da du|sie uns gesagt|mitgeteilt',
  'd apres votre|ton profil', 'selon votre|ton profil', 'votre|ton profil indique|montre|mentionne', 'puisque vous nous avez dit', 'segun tu|su perfil', 'basado|basandome en tu|su perfil', 'tu|su perfil indica|muestra|dice', 'como nos dijiste|dijo|contaste',
  'com base no seu|teu perfil', 'segundo o seu|teu perfil', 'de acordo com o seu|teu perfil', 'in base al tuo|suo profilo', 'secondo il tuo|suo profilo', 'بناء على ملفك', 'وفقا لملفك', 'بناء على تفضيلاتك',
];

/**
 * Marks of chat templates and of reasoning that was not meant to be seen, as they are written. Every
 * `<|…|>` counts besides.
 */
export const templateMarks: readonly string[] = [
  ...['[INST]', '[/INST]', '<<SYS>>', '<</SYS>>', '[AVAILABLE_TOOLS]', '[/AVAILABLE_TOOLS]', '[TOOL_CALLS]', '[TOOL_RESULTS]', '<tool_call>', '</tool_call>', '<function_calls>', '</function_calls>'],
  ...['<start_of_turn>', '<end_of_turn>', '<bos>', '<eos>', '<pad>', '<unk>', '<s>[', '</s>', '<human>:', '<bot>:', '◁think▷', '◁/think▷'],
  ...['### Instruction:', '### Response:', '### Human:', '### Assistant:', '### System:', '### User:', '[SYSTEM_PROMPT]', '[/SYSTEM_PROMPT]', '<start_header_id>', '<end_header_id>'],
];

/** Names of marks that enclose reasoning: `<think>` … `</think>`. */
export const reasoningMarks: readonly string[] = ['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reflection', 'scratchpad', 'analysis', 'inner_monologue'];

/** How a sentence begins that offers more at the end of a reply without a question mark. */
export const closingOffers: readonly Phrase[] = [
  'just? please? let me know', 'please? feel free to ask|let|share|tell', 'i am|m always? happy|glad to help|assist|answer|go|elaborate|provide|explain', 'i would|d be happy|glad to', 'happy|glad to help|assist|answer|elaborate',
  'please? don t|not hesitate to ask|let', 'do not hesitate to ask|let', 'i m here if you', 'i m here to help', 'i am here to help', 'just ask',
  'lass es? mich? gerne? wissen', 'lassen sie es? mich', 'sag mir? gerne? bescheid', 'sagen sie mir? gerne? bescheid', 'ich helfe gerne|dir|ihnen', 'n hesitez pas a', 'n hesite pas a', 'faites moi savoir', 'fais moi savoir', 'dis moi si', 'dites moi si',
  'no dudes en preguntar|preguntarme|decirme', 'no dude en preguntar|preguntarme|decirme', 'hazme saber', 'hagame saber', 'dime si', 'digame si', 'fique a vontade para perguntar', 'me avise', 'avise me', 'fammi sapere', 'mi faccia sapere', 'non esitare a', 'أخبرني', 'لا تتردد في',
];

/** What makes an offer of a sentence that begins with one of `conditionWords`: "If you like, I can write it out." */
export const conditionalOffers: readonly Phrase[] = [...closingOffers, 'i can|could|ll', 'i will', 'ask me', 'kann ich', 'ich kann', 'je peux', 'puedo', 'posso', 'يمكنني'];

export const conditionWords: readonly string[] = ['if', 'should', 'wenn', 'falls', 'si', 'se', 'caso', 'اذا'];
