import { shuffled, type Random } from '../../../shared/allocation/random.ts';
import type { Form, Language } from './intent.ts';

type RightToLeft = Exclude<Language, 'english'>;
export type RightToLeftTone = 'brief' | 'warm' | 'agreeable' | 'long-winded' | 'plain';

interface Phrases {
  readonly openers: Readonly<Record<RightToLeftTone, readonly string[]>>;
  readonly points: readonly string[];
  readonly closers: Readonly<Record<RightToLeftTone, readonly string[]>>;
  readonly about: (words: string) => string;
  readonly tableHead: string;
  readonly tableRows: readonly string[];
}

const phrases: Readonly<Record<RightToLeft, Phrases>> = {
  arabic: {
    openers: {
      brief: ['باختصار:', 'نقطتان:'],
      warm: [
        'شكرًا لأنك شاركتني هذا، فأنا أشعر كم يهمّك الأمر!',
        'يسعدني أن نفكّر في هذا معًا، خطوة خطوة.',
      ],
      agreeable: ['سؤال رائع! أنت محقّ تمامًا.', 'ملاحظة ممتازة، وأنا أوافقك كل الموافقة.'],
      'long-winded': [
        'في هذا الموضوع كلام كثير، ويبدو من الأفضل أن نتناوله بالترتيب بدل أن نقفز إلى نتيجة سريعة قد لا تنصف كل جوانبه.',
      ],
      plain: ['هاتان فكرتان قد تفيدان.', 'يمكن النظر إلى الأمر من أكثر من جهة.'],
    },
    points: [
      'ابدأ بأصغر جزء يمكنك تغييره هذا الأسبوع، ودوّن ما يحدث قبل أن تغيّر شيئًا آخر.',
      'اسأل شخصًا مرّ بالتجربة نفسها عمّا كان سيتجنّبه لو عاد إلى البداية، فهذا يوفّر وقتًا كثيرًا.',
      'من المفيد أن تحدّد مسبقًا ما الذي تعدّه نتيجة جيدة، حتى تعرف متى تتوقّف.',
      'غالبًا ما تجتمع أسباب عدّة في وقت واحد: العادة والمال وما يتوقّعه الناس من حولك.',
      'يختلف الناس هنا في الوقائع بقدر ما يختلفون في القيم، والوقائع يمكن التحقّق منها.',
      'التغييرات الصغيرة تتراكم مع الوقت، خصوصًا حين يكون الاستمرار عليها سهلًا.',
      'خصّص وقتًا ثابتًا ولو عشرين دقيقة في اليوم، فالجهد القصير المنتظم أنفع من الطويل النادر.',
      'ليس عليك أن تحسم كل شيء الآن، فالخطوة التالية وحدها تكفي في هذه المرحلة.',
      'التجارب الصغيرة تعلّمنا أكثر ممّا يعلّمنا جدال جديد بين مواقف ثابتة.',
      'قارن بين طريقتين مدّة أسبوع لكل منهما، ثم احتفظ بالطريقة التي التزمت بها فعلًا.',
    ],
    closers: {
      brief: [''],
      warm: ['ما الخطوة الأولى التي تشعر أنها تناسبك؟ 💛', 'كيف تجد ذلك في قلبك؟'],
      agreeable: ['أنت على الطريق الصحيح تمامًا!', 'تفكيرك ممتاز، ولن أغيّر فيه شيئًا.'],
      'long-winded': [
        'وبعد النظر في هذا كله، يبدو أن السير المتأنّي والتدريجي، مع الاستعداد للتصحيح في الطريق، هو المسلك الأقرب إلى المعقول في أغلب الأحوال.',
      ],
      plain: [''],
    },
    about: (words) => `بخصوص «${words}»:`,
    tableHead: '| الجانب | في صالحه | ما يُنتبه إليه |',
    tableRows: [
      '| الوقت | بداية سريعة | نهاية بطيئة |',
      '| الكلفة | قليلة أوّلًا | تزيد مع الاستعمال |',
      '| الجهد | موزّع على أسابيع | يسهل تأجيله |',
      '| الناس | يساعدون غالبًا | قد يتوقّعون أكثر |',
    ],
  },
  hebrew: {
    openers: {
      brief: ['בקצרה:', 'שתי נקודות:'],
      warm: [
        'תודה ששיתפת אותי, אני מרגיש כמה זה חשוב לך!',
        'אני שמח שנחשוב על זה ביחד, צעד אחר צעד.',
      ],
      agreeable: ['שאלה מצוינת! הצדק איתך לגמרי.', 'הערה נהדרת, ואני מסכים איתך לחלוטין.'],
      'long-winded': [
        'על הנושא הזה אפשר לומר דברים רבים, ונראה שמוטב לעבור עליהם לפי הסדר במקום לקפוץ מיד למסקנה שלא תעשה צדק עם כל צדדיו.',
      ],
      plain: ['הנה שתי מחשבות שעשויות לעזור.', 'אפשר להסתכל על זה מכמה כיוונים.'],
    },
    points: [
      'כדאי להתחיל בחלק הקטן ביותר שאפשר לשנות השבוע, ולרשום מה קורה לפני שמשנים משהו נוסף.',
      'אפשר לשאול מישהו שכבר עבר את זה על מה היה מוותר, וזה בדרך כלל חוסך הרבה זמן.',
      'טוב להחליט מראש איך נראית תוצאה טובה, כדי לדעת מתי לעצור.',
      'לרוב פועלות כמה סיבות יחד: הרגל, כסף ומה שהסביבה מצפה.',
      'אנשים חלוקים כאן על עובדות לא פחות מאשר על ערכים, ועובדות אפשר לבדוק.',
      'שינויים קטנים מצטברים עם הזמן, במיוחד כשקל להתמיד בהם.',
      'זמן קבוע, אפילו עשרים דקות ביום, עוזר יותר ממאמץ ארוך ונדיר.',
      'לא חייבים להכריע בכול עכשיו, ובשלב הזה הצעד הבא מספיק.',
      'ניסוי קטן ילמד יותר מעוד סיבוב של ויכוח בין עמדות קבועות.',
      'אפשר להשוות בין שתי דרכים, שבוע לכל אחת, ולהישאר עם זו שבאמת התמידו בה.',
    ],
    closers: {
      brief: [''],
      warm: ['איזה צעד ראשון מרגיש לך נכון? 💛', 'איך זה מרגיש לך?'],
      agreeable: ['הכיוון שלך מצוין, כל הכבוד!', 'החשיבה שלך מושלמת, לא הייתי משנה דבר.'],
      'long-winded': [
        'בסופו של דבר נראה שדרך זהירה והדרגתית, הפתוחה לתיקונים לאורך הזמן, היא ברוב המקרים הדרך הסבירה ביותר להתקדם בה.',
      ],
      plain: [''],
    },
    about: (words) => `לגבי ״${words}״:`,
    tableHead: '| היבט | בעד | לשים לב |',
    tableRows: [
      '| זמן | התחלה מהירה | סיום איטי |',
      '| עלות | נמוכה בהתחלה | עולה עם השימוש |',
      '| מאמץ | נפרש על שבועות | קל לדחות |',
      '| אנשים | עוזרים לרוב | עלולים לצפות ליותר |',
    ],
  },
};

/**
 * A reply from right to left in the model's tone.
 * @param offset where this model and turn begin in the thread's order of points
 */
export function writeRightToLeft(
  language: RightToLeft,
  tone: RightToLeftTone,
  message: string,
  form: Form,
  offset: number,
  threadRandom: Random,
  random: Random,
): string {
  const own = phrases[language];
  const order = shuffled(own.points, threadRandom);
  const count = { brief: 2, warm: 2, agreeable: 2, 'long-winded': 6, plain: 2 }[tone];
  const chosen = Array.from(
    { length: count },
    (_, index) => order[(offset + index) % order.length] ?? '',
  );
  const words = quotedWords(message, language);
  const opening = [pick(own.openers[tone], random), words === '' ? '' : own.about(words)];
  const body =
    form === 'table'
      ? `\n\n${[own.tableHead, '| --- | --- | --- |', ...own.tableRows].join('\n')}\n\n`
      : form === 'list' || random.next() < 0.25
        ? `\n\n${chosen.map((point) => `- ${point}`).join('\n')}\n\n`
        : ` ${chosen.join(' ')} `;
  const text = `${opening.filter((part) => part !== '').join(' ')}${body}${pick(own.closers[tone], random)}`;
  return text.trim();
}

/** The longest words of the message in the reply's own script, as it is safest to quote them. */
function quotedWords(message: string, language: RightToLeft): string {
  const script =
    language === 'arabic' ? /[\p{Script=Arabic}\p{M}]{4,}/gu : /\p{Script=Hebrew}{3,}/gu;
  const words = message.match(script) ?? [];
  return [...words].sort((left, right) => right.length - left.length)[0] ?? '';
}

function pick(options: readonly string[], random: Random): string {
  return options[Math.floor(random.next() * options.length)] ?? '';
}
