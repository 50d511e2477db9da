import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newStagingFile, openStaging } from '../../../../electron/storage/staging.ts';
import type { NewEvent, Storage } from '../../../../electron/storage/storage.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import type { ImportedConversation } from '../../../../shared/prism/imported-conversation.ts';
import { PlayedSession } from '../../session/play.ts';
import { smallStudy } from '../../session/small-study.ts';
import { entriesOf } from '../played-sessions.ts';

const kinds = [
  'message', 'reply', 'prompt', 'system prompt', 'answer', 'judgement', 'note', 'incident', 'pause', 'unblinding', 'end', 'draft',
  'received', 'detail', 'screened', 'leak', 'earlier answer', 'transcript', 'transcript reply', 'profile in session',
  'summary in session', 'exchange', 'profile', 'origin id', 'participant note', 'summary', 'made summary', 'request',
  'imported message', 'imported reply', 'imported feedback', 'imported extra', 'conversation id', 'own model', 'exclusion',
] as const;

export type Words = Readonly<Record<(typeof kinds)[number], string>>;

/** Words that nobody else says: long, different for each kind, and beyond ASCII. */
function wordsOf(person: string): Words {
  return Object.fromEntries(
    kinds.map((kind) => [kind, `${createHash('sha256').update(`${person} ${kind}`).digest('hex').slice(0, 48)}-größer`]),
  ) as Words;
}

/** Every kind of which a piece of twelve bytes stands in a file of the folder, backups left out. */
export function foundIn(folder: string, words: Words): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).startsWith(join(folder, 'backups')))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return kinds.filter((kind) => {
    const bytes = Buffer.from(words[kind], 'utf8');
    const pieces = [0, 5, 12, 18, 24, 36].map((at) => bytes.subarray(at, at + 12));
    return files.some((file) => pieces.some((piece) => file.includes(piece)));
  });
}

/** The kinds that must be found before anything is erased; drafts go when their session is over. */
export const findable: readonly string[] = kinds.filter((kind) => kind !== 'draft');

export const everyKind: readonly string[] = kinds;

/** The kinds that are said of somebody who holds no session. */
export const findableWithoutSession: readonly string[] = [
  'profile', 'origin id', 'participant note', 'summary', 'made summary', 'request', 'imported message', 'imported reply',
  'imported feedback', 'imported extra', 'conversation id', 'own model', 'exclusion',
];

/**
 * Somebody who is imported, noted about, summed up, has a model of their own, and holds two sessions in which something
 * is said wherever anything can be said. Drafts are kept on the way.
 */
export function storePerson(storage: Storage, person: string): { readonly code: string; readonly words: Words; readonly sessionIds: readonly string[] } {
  const { code, words } = storeWithoutSession(storage, smallStudy.id, person);
  const sessionIds = [`${person}-1`, `${person}-2`];
  for (const sessionId of sessionIds) storeTalkativeSession(storage, sessionId, code, words);
  return { code, words, sessionIds };
}

/** The same person before any session. */
export function storeWithoutSession(storage: Storage, studyId: string, person: string): { readonly code: string; readonly words: Words } {
  const words = wordsOf(person);
  const file = newStagingFile(storage.folder);
  const staging = openStaging(file);
  staging.addParticipant({ originId: words['origin id'], profile: { self_description: words.profile, age: '25-34 years old' } });
  staging.addConversation({ originId: words['origin id'], conversation: importedOf(words) });
  staging.close();
  const taken = storage.takeStaged(studyId, file, { kind: 'prism', from: 'prism' });
  rmSync(file);
  const code = taken.people[0]?.participantCode ?? '';
  storage.addNote(studyId, code, { text: words['participant note'], by: 'AB' });
  storage.setSummary(studyId, code, {
    text: words.summary,
    madeText: words['made summary'],
    providerId: 'practice',
    model: 'practice-1',
    request: JSON.stringify([{ role: 'user', content: words.request }]),
    madeAtUtcMilliseconds: 5,
    reviewed: { by: 'AB', atUtcMilliseconds: 6 },
  });
  storage.setOwnModels([
    { studyId, armId: 'arm-personal', participantCode: code, providerId: 'practice', model: words['own model'], origin: 'app' },
  ]);
  storage.setExcluded(studyId, code, { reason: words.exclusion, by: 'AB' });
  return { code, words };
}

function storeTalkativeSession(storage: Storage, sessionId: string, participantCode: string, words: Words): void {
  const session = new PlayedSession(smallStudy, sessionId, { participantCode });
  while (session.state.status === 'running') session.completeStep();
  const digest = storage.saveStudy(smallStudy);
  const entries = talkative(entriesOf(session.events, digest), words);
  const middle = Math.floor(entries.length / 2);
  storage.appendEvents(sessionId, entries.slice(0, middle));
  storage.saveDraft(sessionId, 'message/first', words.draft);
  storage.appendEvents(sessionId, entries.slice(middle));
}

/** The session with the person's words in every place that has words, and with everything that can disturb one. */
function talkative(entries: readonly NewEvent[], words: Words): readonly NewEvent[] {
  const said = entries.map((entry): NewEvent => ({ ...entry, event: saidIn(entry.event, words) }));
  const started = said.findIndex(({ event }) => event.kind === 'call-started');
  const ended = said.findIndex(({ event }) => event.kind === 'call-ended');
  const entryOf = (at: NewEvent | undefined, event: SessionEvent): NewEvent => ({ at: at?.at ?? { utcMilliseconds: 1, monotonicMilliseconds: 1 }, actor: 'system', event });
  return said.flatMap((entry, index) => {
    const { event } = entry;
    if (index === started && event.kind === 'call-started') return [entry, entryOf(entry, attemptOf(event.payload.callId, words))];
    if (index === ended && event.kind === 'call-ended') return [entry, entryOf(entry, screeningOf(event.payload.callId, words))];
    if (event.kind !== 'session-completed') return [entry];
    return [
      entryOf(entry, { kind: 'session-paused', payload: { reason: words.pause } }),
      entryOf(entry, { kind: 'session-resumed', payload: {} }),
      entryOf(entry, { kind: 'note-added', payload: { text: words.note } }),
      entryOf(entry, { kind: 'incident-recorded', payload: { text: words.incident } }),
      entryOf(entry, { kind: 'session-ended', payload: { reason: words.end, standing: 'kept' } }),
      entryOf(entry, { kind: 'session-unblinded', payload: { reason: words.unblinding } }),
    ];
  });
}

function saidIn(event: SessionEvent, words: Words): SessionEvent {
  switch (event.kind) {
    case 'session-created':
      return { kind: event.kind, payload: { ...event.payload, ...createdOf(event.payload, words) } };
    case 'turn-sent':
      return { kind: event.kind, payload: { ...event.payload, text: words.message } };
    case 'call-started': {
      const model = { ...event.payload.model, systemPrompt: words['system prompt'] };
      return { kind: event.kind, payload: { ...event.payload, model, messages: [{ role: 'user', content: words.prompt }] } };
    }
    case 'call-ended':
      return event.payload.reply ? { kind: event.kind, payload: { ...event.payload, reply: { ...event.payload.reply, text: words.reply } } } : event;
    case 'questionnaire-answered':
      return { kind: event.kind, payload: { ...event.payload, answers: { age: 'old', wish: words.answer } } };
    case 'judgements-confirmed':
      return Object.keys(event.payload.texts).length > 0
        ? { kind: event.kind, payload: { ...event.payload, texts: { feedback: { good: words.judgement, bad: '' } } } }
        : event;
    default:
      return event;
  }
}

function createdOf({ trials, models }: Extract<SessionEvent, { kind: 'session-created' }>['payload'], words: Words) {
  return {
    earlierAnswers: { profile: { wish: words['earlier answer'] } },
    models: models.map((each) => ({ ...each, model: { ...each.model, systemPrompt: words['system prompt'] } })),
    trials: trials.map((trial, index) =>
      index === 0
        ? {
            ...trial,
            repeatOf: {
              sessionId: 'earlier',
              conversationId: 'trials-1',
              transcript: [{ message: words.transcript, replies: [{ armId: 'arm-generic', text: words['transcript reply'] }] }],
            },
          }
        : trial,
    ),
    personal: {
      profile: { self_description: words['profile in session'] },
      summary: words['summary in session'],
      exchanges: [
        { source: 'imported' as const, conversationId: 'c', type: null, turn: 0, atUtcMilliseconds: null, message: words.exchange, better: 'b', worse: null, gap: null },
      ],
    },
  };
}

function attemptOf(callId: string, words: Words): SessionEvent {
  return {
    kind: 'attempt-ended',
    payload: {
      callId,
      attempt: 1,
      attempts: 4,
      category: 'connection-lost',
      statusCode: null,
      detail: words.detail,
      receivedText: words.received,
      startedAtUtcMilliseconds: 1,
      totalMilliseconds: 1,
      retryInMilliseconds: 1,
    },
  };
}

function screeningOf(callId: string, words: Words): SessionEvent {
  return {
    kind: 'reply-screened',
    payload: {
      callId,
      leaks: [{ category: 'name', start: 0, end: 3, text: words.leak }],
      action: 'masked',
      look: { headings: false, bold: false, emoji: false, trailingQuestions: false },
      text: words.screened,
    },
  };
}

function importedOf(words: Words): ImportedConversation {
  return {
    conversationId: words['conversation id'],
    type: 'unguided',
    generatedAt: '2023-11-23 10:00:00',
    turns: [
      {
        turn: 0,
        message: words['imported message'],
        responses: [
          {
            text: words['imported reply'],
            model: 'a-model',
            provider: 'a-provider',
            score: 50,
            chosen: true,
            withinTurnId: 0,
            slot: null,
            utteranceId: 'ut-1',
            interactionId: 'int-1',
            extra: {},
          },
        ],
        extra: {},
      },
    ],
    performance: { values: 40 },
    choice: { values: null },
    feedback: words['imported feedback'],
    extra: { whatever: words['imported extra'] },
  };
}
