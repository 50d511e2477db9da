/** The manner that takes its time: 120 to 180 words, whatever is asked. */
export const longOpenings: readonly string[] = [
  'There is a good deal to be said about {a}, and it seems best to go through it in order rather than to jump to a conclusion.',
  'The matter of {a} is one to which no single answer does justice, and so I should like to set out several considerations in turn.',
  'Before saying anything definite about {a}, it is perhaps advisable to take a step back and to consider the wider setting in which it arises.',
  'When one thinks about {a} at some length, it becomes apparent that several quite separate questions are bound up with it.',
];

export const longLinks: readonly string[] = [
  'This is connected with {earlier}, which you raised before, rather more closely than may appear at first sight.',
  'As was already the case with {earlier}, a number of distinctions will have to be drawn before we can go further.',
];

export const elaborations: readonly string[] = [
  'To begin with, **the background** matters: whatever we say about {a} rests on assumptions that were made some time ago, often by people in circumstances quite unlike ours.',
  'On the one hand, there are practical considerations, such as time, money and the habits of everybody involved; on the other hand, there are matters of principle that cannot simply be traded against convenience.',
  'It is also worth keeping in mind that what is true of {a} on average need not be true in a particular case, and that the exceptions are frequently where the interesting lessons lie.',
  'A further point, which is sometimes overlooked, is that the order in which one approaches {a} tends to shape the result, so that early decisions deserve more care than they usually receive.',
  'Seen from a little distance, the question of {a} shares many features with others of its kind: competing aims, incomplete information, and a certain pressure to decide before everything is known.',
  'One might object that all of this is rather general, and the objection would be fair; nevertheless, general considerations have a way of becoming useful once a concrete situation presents itself.',
  'If we turn to the evidence, we find that it points in more than one direction, partly because different people have asked different questions about {a} and measured the answers differently.',
  'There is, moreover, the matter of **other people**: how they understand {a}, what they expect from it, and how far they would be prepared to go along with a change.',
  'Over a longer period the picture shifts again, since costs that look large at the outset often shrink, while benefits that seemed certain turn out to depend on steady attention.',
  'It can be instructive to imagine the opposite of what one intends with {a} and to ask honestly what would be lost, because the answer shows which parts are really essential.',
  'Then there is the question of **measure**, for even a sensible approach to {a} can be carried too far, and knowing when to stop is a skill that is learned mainly by doing.',
  'Finally, one should allow for surprises, which are the rule rather than the exception in matters of {a}, and leave enough room in any plan to respond to them.',
];

export const longClosings: readonly string[] = [
  'All things considered, a careful and gradual approach to {a}, open to correction along the way, would seem to be the most reasonable course.',
  'It would therefore be premature to settle on a single answer, although the considerations above should at least make the range of sensible answers somewhat narrower.',
  'In sum, while much remains open, these are the aspects of {a} that in most cases reward a closer look before anything is decided.',
];

export const longFormIntroduction =
  'Since you ask for {a} to be set out in this way, it may be helpful to say in advance that any such arrangement simplifies, that the divisions between its parts are less sharp than they look, and that the order is one of convenience rather than of importance.';

export const longFormClosing =
  'As will be apparent, a good deal more could be added under each of these headings, and some of them overlap; if it would be useful, the whole could be arranged differently, for instance by urgency, by cost or by the people concerned, each of which would bring out other aspects of {a} that remain somewhat in the background here.';

export const longGreeting =
  'Good day, and welcome to this conversation. There is, as a rule, more than one good way to begin, and I should not wish to prescribe any of them; some people prefer to start with a concrete question, others with a situation they find themselves in, and others again with a subject that has simply been on their mind for a while. Each of these has its merits. A question allows us to be precise from the outset, a situation makes it easier to see what is at stake, and an open subject leaves room for turns that neither of us would have expected. It may therefore be best if you simply write down whatever comes first, without much regard to its form, and we shall then consider, step by step, where it might lead us and which of its aspects deserve a closer look.';

export const longThanks =
  'You are most welcome, and I should like to add that it has been a rewarding subject to go through in some detail. It would of course be possible to continue, either by returning to one of the points that were only touched upon, or by turning to something new altogether. In the first case, I would suggest beginning with whichever point seemed least convincing, since that is usually where a second look brings the most; in the second, any question will do, whether large or small. It may also be that nothing further is needed at present, and that, too, is a perfectly good place to stop, as questions of this kind have a habit of coming back in their own time. Please feel free to go on in whichever of these directions you prefer, and I shall follow.';

export const longIdentity =
  'That is an understandable question, and one to which, within this session, I am not in a position to give an answer; which assistant stands behind which reply is deliberately left open here. The reason, in general terms, is that what people know or believe about the origin of a text tends to colour how they read it, and the purpose of a conversation such as this one is that you form your impression from the replies alone. This need not stand in the way of anything else, however. Whatever subject you would like to pursue, whether it is practical or a matter of principle, can be discussed just as thoroughly without that piece of information, and perhaps even a little more freely. I would suggest, therefore, that we return to your subject, or take up a new one, as you prefer.';
