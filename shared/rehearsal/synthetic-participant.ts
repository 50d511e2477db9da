import { drawInteger, type Random } from '../allocation/random.ts';
import type { ParticipantCommand } from '../session/commands.ts';
import type { BlindingGuess, Slot } from '../session/events.ts';
import type { ParticipantScreen, ScreenOf } from '../session/views.ts';
import { countWords } from '../session/words.ts';
import { leaves, messageWordsOf, type Person, secondsToJudge, secondsToRead, secondsToWrite, turnsOf } from './chooser.ts';
import { fillSheet } from './fill-sheet.ts';
import { writtenCharacters, writtenText } from './words.ts';

/** What a participant does next, after so many seconds at the screen. */
export type Move =
  | { readonly kind: 'act'; readonly seconds: number; readonly commands: readonly ParticipantCommand[] }
  /** Gets up and does not come back; whoever holds the session ends it as withdrawn. */
  | { readonly kind: 'leave'; readonly seconds: number }
  /** Nothing to do: replies are awaited, or the screen is at its end. */
  | { readonly kind: 'wait' };

/** What the rehearsal lends a participant besides the screen. */
export interface Help {
  /** A valid answer to a questionnaire; the screen alone says which questions there are. */
  readonly fillForm: (
    screen: ScreenOf<'questionnaire'>,
    random: Random,
  ) => Pick<Extract<ParticipantCommand, { kind: 'questionnaire/submit' }>, 'answers' | 'order'>;
  /** Which arm stands in a slot of what is judged; see `SheetOnScreen`. */
  readonly armOf: (conversationId: string, turn: number | null, slot: Slot) => string;
}

const wait: Move = { kind: 'wait' };

/**
 * A scripted person in front of the participant's window. What they do follows from the screen that a person
 * would see; nothing of it says which arm is which. Only their taste needs arms, and asks `Help.armOf`.
 */
export class SyntheticParticipant {
  readonly #person: Person;
  readonly #random: Random;
  readonly #help: Help;
  /** Messages that are meant to be sent, by conversation. */
  readonly #turns = new Map<string, number>();
  /** Conversations after which leaving was thought about. */
  readonly #stayedAfter = new Set<string>();
  #before: { readonly conversationId: string; readonly practice: boolean } | null = null;

  /** @param random of this session; the person is the same in all of theirs */
  constructor(person: Person, random: Random, help: Help) {
    this.#person = person;
    this.#random = random;
    this.#help = help;
  }

  /** @param now UTC milliseconds */
  next(screen: ParticipantScreen, now: number): Move {
    if (this.#hasHadEnough(screen)) return { kind: 'leave', seconds: 0 };
    switch (screen.kind) {
      case 'idle':
      case 'covered':
      case 'end':
        return wait;
      case 'consent':
        return this.#read(screen.stage.text, {
          kind: 'consent/give',
          stageId: screen.stage.id,
          statements: screen.stage.statements.map(({ id }) => id),
        });
      case 'questionnaire':
        return this.#fillForm(screen);
      case 'instructions':
      case 'debrief':
        return this.#read(screen.stage.text, { kind: 'text/confirm', stageId: screen.stage.id, answer: null });
      case 'break': {
        const { stage, endsAtUtcMilliseconds: until } = screen;
        const seconds = Math.max(this.#secondsToReadText(stage.text), until === null ? 0 : (until - now) / 1_000);
        return { kind: 'act', seconds, commands: [{ kind: 'text/confirm', stageId: stage.id, answer: null }] };
      }
      case 'message':
        return this.#leaveMessage(screen);
      case 'type-choice':
        return this.#pickType(screen);
      case 'conversation':
        return this.#talk(screen, now);
      case 'judgement':
        return this.#judge(screen, screen.judging);
      case 'blinding-guess':
        return this.#guess(screen);
    }
  }

  /** Once after every conversation in earnest, when the next screen is there. */
  #hasHadEnough(screen: ParticipantScreen): boolean {
    const at = 'conversationId' in screen && !(screen.kind === 'judgement' && screen.repeat) ? screen : null;
    const before = this.#before;
    if (at !== null) this.#before = at;
    if (before === null || before.practice || before.conversationId === at?.conversationId || screen.kind === 'end') return false;
    if (this.#stayedAfter.has(before.conversationId)) return false;
    this.#stayedAfter.add(before.conversationId);
    return leaves(this.#person, this.#random);
  }

  #secondsToReadText(text: string): number {
    return secondsToRead(this.#person, countWords(text));
  }

  #read(text: string, command: ParticipantCommand): Move {
    return { kind: 'act', seconds: this.#secondsToReadText(text), commands: [command] };
  }

  #fillForm(screen: ScreenOf<'questionnaire'>): Move {
    const { stage } = screen;
    const { answers, order } = this.#help.fillForm(screen, this.#random);
    const perQuestion = secondsToJudge(this.#person, 1) * 1_000;
    const names = Object.keys(answers);
    const timings = Object.fromEntries(
      names.map((name) => [name, { firstChangeMilliseconds: Math.round(perQuestion / 2), lastChangeMilliseconds: Math.round(perQuestion), changes: 1 }]),
    );
    // A battery is as many decisions as it has sliders.
    const decisions = names.reduce((sum, name) => sum + decisionsIn(answers[name]), 0);
    const written = names.reduce((sum, name) => sum + (typeof answers[name] === 'string' ? Math.max(0, countWords(answers[name]) - 3) : 0), 0);
    return {
      kind: 'act',
      seconds: secondsToJudge(this.#person, decisions) + secondsToWrite(this.#person, written),
      commands: [{ kind: 'questionnaire/submit', stageId: stage.id, answers, timings, order }],
    };
  }

  #leaveMessage({ stage }: ScreenOf<'message'>): Move {
    const { answer: box } = stage;
    const answer = box === null ? null : writtenCharacters(box.minimumCharacters, box.maximumCharacters, this.#random);
    const writing = answer === null ? 0 : secondsToWrite(this.#person, countWords(answer));
    const seconds = this.#secondsToReadText(stage.text) + writing;
    return { kind: 'act', seconds, commands: [{ kind: 'text/confirm', stageId: stage.id, answer }] };
  }

  #pickType({ conversationId, types }: ScreenOf<'type-choice'>): Move {
    const type = types[drawInteger(this.#random, types.length)];
    if (type === undefined) return wait;
    const seconds = secondsToJudge(this.#person, 1) + types.reduce((sum, { prompt }) => sum + this.#secondsToReadText(prompt), 0);
    return { kind: 'act', seconds, commands: [{ kind: 'conversation/pick-type', conversationId, typeId: type.id }] };
  }

  #talk(screen: ScreenOf<'conversation'>, now: number): Move {
    if (screen.waiting !== 'no') return wait;
    if (screen.judging !== null) return this.#judge(screen, screen.judging);
    const { conversationId, turnCount, canFinish, canSend, addressable } = screen;
    let planned = this.#turns.get(conversationId);
    if (planned === undefined) {
      planned = turnsOf(this.#person, { minimum: screen.minimumTurns, maximum: screen.maximumTurns }, this.#random);
      this.#turns.set(conversationId, planned);
    }
    const reading = this.#secondsToReadReplies(screen);
    const mayWrite = canSend || addressable.length > 0;
    if (canFinish && (turnCount >= planned || !mayWrite)) {
      return { kind: 'act', seconds: reading, commands: [{ kind: 'conversation/finish', conversationId }] };
    }
    if (!mayWrite) return wait;
    const text = this.#messageFor(screen);
    const seconds = reading + secondsToWrite(this.#person, countWords(text));
    const until = screen.talkUntilUtcMilliseconds;
    if (until !== null && now + seconds * 1_000 >= until) {
      // The time is over before the message is written: whoever is talking then goes on to the judgements.
      return { kind: 'act', seconds: Math.max(0, until - now) / 1_000, commands: [{ kind: 'conversation/finish', conversationId }] };
    }
    return { kind: 'act', seconds, commands: [{ kind: 'turn/send', conversationId, text, slot: this.#addressee(screen) }] };
  }

  /** To all where that can be; now and then to one alone, where the study lets people choose. */
  #addressee({ canSend, addressable, turnCount, minimumTurns }: ScreenOf<'conversation'>): Slot | null {
    const one = addressable[drawInteger(this.#random, Math.max(1, addressable.length))] ?? null;
    if (!canSend) return one;
    return turnCount >= minimumTurns && one !== null && this.#random.next() < 0.2 ? one : null;
  }

  #messageFor({ openings, maximumMessageCharacters, maximumMessageWords, returnedMessage }: ScreenOf<'conversation'>): string {
    if (openings !== null) return openings[drawInteger(this.#random, openings.length)] ?? '';
    if (returnedMessage !== null) return returnedMessage;
    const words = Math.min(messageWordsOf(this.#person, this.#random), maximumMessageWords ?? Infinity);
    return writtenText(words, this.#random).slice(0, maximumMessageCharacters).trim();
  }

  #secondsToReadReplies({ threads, prompt, turnCount }: ScreenOf<'conversation'>): number {
    if (turnCount === 0) return this.#secondsToReadText(prompt);
    return threads.reduce((sum, { turns }) => sum + this.#secondsToReadText(turns.at(-1)?.reply ?? ''), 0);
  }

  #judge(screen: ScreenOf<'conversation' | 'judgement'>, view: ScreenOf<'judgement'>['judging']): Move {
    const { conversationId } = screen;
    const { commands, decisions, words } = fillSheet(
      this.#person,
      { conversationId, view, threads: screen.threads, armOf: (slot) => this.#help.armOf(conversationId, view.turn, slot) },
      this.#random,
    );
    const questions = view.sheet.judgements.reduce((sum, { question }) => sum + this.#secondsToReadText(question), 0);
    return { kind: 'act', seconds: questions + secondsToJudge(this.#person, decisions) + secondsToWrite(this.#person, words), commands };
  }

  /** Guesses as somebody who cannot tell: every slot and "none" alike. */
  #guess({ stage, conversations }: ScreenOf<'blinding-guess'>): Move {
    const guesses = conversations.map(({ conversationId, slots }): BlindingGuess => {
      const slot = slots[drawInteger(this.#random, slots.length + 1)] ?? null;
      const sure = stage.sureChoices[drawInteger(this.#random, stage.sureChoices.length)]?.value ?? null;
      return { conversationId, slot, sure: slot === null ? null : sure };
    });
    return { kind: 'act', seconds: secondsToJudge(this.#person, 2 * guesses.length), commands: [{ kind: 'guess/submit', stageId: stage.id, guesses }] };
  }
}

function decisionsIn(answer: unknown): number {
  return typeof answer === 'object' && answer !== null ? Math.max(1, Object.keys(answer).length) : 1;
}
