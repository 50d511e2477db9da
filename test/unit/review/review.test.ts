import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TranscriptView, UnblindedArms } from '../../../shared/contract/transcript.ts';
import type { ParticipantCommand } from '../../../shared/session/commands.ts';
import type { Answers } from '../../../shared/session/events.ts';
import { questionsOf } from '../../../shared/questionnaire/questions.ts';
import { stagesOf } from '../../../shared/study/protocol.ts';
import { moderatorCalls, type ModeratorServices } from '../../../electron/ipc/moderator-calls.ts';
import { keepBackups } from '../../../electron/live/keep-backups.ts';
import type { LiveSession } from '../../../electron/session/live-session.ts';
import { openServices, type Services } from '../../../electron/start-up/open-services.ts';
import { readOptions } from '../../../electron/start-up/options.ts';
import type { Review } from '../../../electron/review/review.ts';
import { homeView } from '../../../electron/home/home-view.ts';

const studyId = 'prism-x-practice';
let folder: string;
let services: Services;
let review: Review;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-review-'));
  services = await open();
  review = await services.review();
});
afterEach(async () => {
  await services.close();
  rmSync(folder, { recursive: true });
});

function open(): Promise<Services> {
  const environment = { VISAVIS_PRACTICE_SPEED: '0', VISAVIS_REVEAL_DELAY: '0' };
  return openServices({
    dataFolder: folder,
    resourcesFolder: 'resources',
    rehearsalWorker: new URL('../../../electron/rehearsal/worker.ts', import.meta.url),
    development: readOptions([], environment, false).development,
    environment: {},
    secrets: { canStore: () => false, encrypt: (text) => text, decrypt: (text) => text },
    createStore: () => ({ store: {} }),
  });
}

async function begin(participantCode = 'K7-001'): Promise<LiveSession> {
  await services.current.start({ studyId, participantCode, moderator: 'MM', stratum: null, replaces: null, outsideGap: null });
  return services.current.require();
}

function does(live: LiveSession, command: ParticipantCommand): void {
  const result = live.participant(command);
  if (!result.ok) throw new Error(result.problem.message);
}

/** Goes through the plan up to the first reply of the practice round. */
async function talk(live: LiveSession): Promise<void> {
  for (const stage of stagesOf(services.shelf.current(studyId).study)) {
    const stageId = stage.id;
    if (stage.kind === 'consent') does(live, { kind: 'consent/give', stageId, statements: stage.statements.map(({ id }) => id) });
    if (stage.kind === 'instructions') does(live, { kind: 'text/confirm', stageId, answer: null });
    if (stage.kind === 'questionnaire') {
      const answers: Answers = Object.fromEntries(
        questionsOf(stage.survey).map(({ name, type, choices, rows }): [string, Answers[string]] => {
          if (type === 'comment' || type === 'text') return [name, 'Curious, patient, and fond of plain words. '.repeat(6).trim()];
          if (rows.length > 0) return [name, Object.fromEntries(rows.map((row) => [row.value, 60]))];
          return [name, choices[0]?.value ?? ''];
        }),
      );
      does(live, { kind: 'questionnaire/submit', stageId, answers, timings: {}, order: [] });
    }
    if (stage.kind !== 'practice') continue;
    const conversationId = `${stage.id}-1`;
    const shown = revealed(live, conversationId);
    does(live, { kind: 'turn/send', conversationId, text: 'What can one cook with three eggs?', slot: null });
    await shown;
    return;
  }
}

function revealed(live: LiveSession, conversationId: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = live.onChange(() => {
      const { screen } = live.participantView();
      if (screen.kind !== 'conversation' || screen.conversationId !== conversationId) return;
      if (screen.threads.some((thread) => (thread.turns.at(-1)?.reply ?? null) === null)) return;
      stop();
      resolve();
    });
  });
}

it('shows a session afterwards without naming an arm, a model or an address anywhere', async () => {
  const live = await begin();
  await talk(live);
  live.moderator({ kind: 'note/add', text: 'Asked for water.' });
  live.moderator({ kind: 'session/end', reason: 'Fire drill', standing: 'kept' });
  const transcript = review.transcript(live.sessionId);
  expect(TranscriptView.parse(transcript)).toEqual(transcript);
  expect(transcript).toMatchObject({
    participantCode: 'K7-001',
    sessionNumber: 1,
    sessionCount: 1,
    moderator: 'MM',
    standing: 'kept',
    status: 'ended',
    endReason: 'Fire drill',
    unblinded: false,
    notes: [{ kind: 'note', text: 'Asked for water.' }],
  });
  const [conversation] = transcript.conversations;
  expect(conversation?.turns).toHaveLength(1);
  expect(conversation?.turns[0]?.replies.every(({ text }) => (text ?? '') !== '')).toBe(true);
  expect(transcript.answers.map(({ readable }) => readable).join('\n')).toMatch(/: 60/);
  expect(transcript.auditTrail.map(({ sequence }) => sequence)).toEqual(transcript.auditTrail.map((_, index) => index + 1));
  expect(new Set(transcript.auditTrail.map(({ hash }) => hash)).size).toBe(transcript.auditTrail.length);

  const said = JSON.stringify({ ...transcript, conversations: [] });
  for (const { model, armId } of services.settings.resolveModels(services.shelf.current(studyId).study, null)) {
    expect(said).not.toContain(`"${armId}"`);
    expect(said).not.toContain(model.model);
    expect(said).not.toContain(model.providerId === 'practice' ? services.practice.baseURL : model.baseURL);
  }
});

it('records who looked and why before it names the arms, once the session is over', async () => {
  const live = await begin();
  await talk(live);
  expect(() => review.unblind(live.sessionId, 'Curious')).toThrow(expect.objectContaining({ code: 'session-running' }));
  live.moderator({ kind: 'session/end', reason: 'Done', standing: 'kept' });
  const arms = UnblindedArms.parse(review.unblind(live.sessionId, 'Planned analysis'));
  const { trials } = services.storage.readEvents(live.sessionId).flatMap((event) => (event.kind === 'session-created' ? [event.payload] : []))[0]!;
  expect(arms.conversations.map(({ slots }) => slots.length)).toEqual(trials.map(({ slots }) => slots.length));
  expect(services.storage.readEvents(live.sessionId).at(-1)).toMatchObject({
    kind: 'session-unblinded',
    actor: 'moderator',
    payload: { reason: 'Planned analysis' },
  });
  services.current.leave();
  review.unblind(live.sessionId, 'Second look');
  const trail = review.transcript(live.sessionId).auditTrail.filter(({ kind }) => kind === 'session-unblinded');
  expect(trail.map(({ summary }) => summary)).toEqual(['Unblinded: Planned analysis', 'Unblinded: Second look']);
  expect(review.transcript(live.sessionId).unblinded).toBe(true);
});

it('names no arms of earlier sessions either, in the transcript or in an archive, while a session runs', async () => {
  const earlier = await begin();
  earlier.moderator({ kind: 'session/end', reason: 'Done', standing: 'kept' });
  services.current.leave();
  const running = await begin('K7-002');
  const refused = expect.objectContaining({ code: 'session-running' }) as unknown;
  expect(() => review.unblind(earlier.sessionId, 'Curious')).toThrow(refused);
  expect(review.transcript(earlier.sessionId).unblinded).toBe(false);

  const exportStudy = vi.fn(() => Promise.resolve(null));
  const { 'study/export': call } = moderatorCalls({ ...services, exportStudy } as unknown as ModeratorServices);
  expect(() => call({ studyId })).toThrow(refused);
  running.moderator({ kind: 'session/end', reason: 'Done', standing: 'kept' });
  await call({ studyId });
  expect(exportStudy).toHaveBeenCalledTimes(1);
  expect(review.unblind(earlier.sessionId, 'Planned analysis').conversations).not.toEqual([]);
});

it('takes a session up again after the app was closed in the middle, with the study it began with', async () => {
  const live = await begin();
  await talk(live);
  const before = live.participantView().screen;
  await expect(begin('K7-002')).rejects.toThrow(expect.objectContaining({ code: 'session-running' }));
  expect(() => services.current.leave()).toThrow(expect.objectContaining({ code: 'session-running' }));
  await services.close();
  services = await open();
  review = await services.review();
  expect(services.current.get()).toBeNull();
  expect(home()).toMatchObject({ liveSessionId: null, sessions: [{ status: 'running', step: 'Practice round' }] });
  expect(() => review.unblind(live.sessionId, 'Curious')).toThrow(expect.objectContaining({ code: 'session-running' }));
  await services.current.continue(live.sessionId);
  expect(services.current.participantView().screen).toEqual(before);
  expect(home()).toMatchObject({ liveSessionId: live.sessionId, studies: [{ sessions: { running: 1, complete: 0 } }] });
  await expect(services.current.continue('no-such-session')).rejects.toThrow(expect.objectContaining({ code: 'session-running' }));
});

it('finds that a session does not count, for a reason, once it is over and closed', async () => {
  const live = await begin();
  await talk(live);
  const refused = (code: string) => expect.objectContaining({ code }) as unknown;
  expect(() => review.voidSession(live.sessionId, 'Wrong study')).toThrow(refused('session-held'));
  live.moderator({ kind: 'session/end', reason: 'Fire drill', standing: 'kept' });
  // It is still on the screens, in a state that would not hear of it.
  expect(() => review.voidSession(live.sessionId, 'Wrong study')).toThrow(refused('session-held'));
  services.current.leave();
  const transcript = review.voidSession(live.sessionId, 'Wrong study');
  expect(transcript).toMatchObject({ status: 'ended', endReason: 'Fire drill', standing: 'voided', voidReason: 'Wrong study' });
  expect(transcript.conversations[0]?.turns).toHaveLength(1);
  expect(transcript.auditTrail.at(-1)).toMatchObject({ kind: 'session-voided', actor: 'moderator', summary: 'Found not to count: Wrong study' });
  expect(services.storage.readSession(live.sessionId)?.standing).toBe('voided');
  expect(() => review.voidSession(live.sessionId, 'Once more')).toThrow(refused('not-now'));
});

it('does not take a running session out, not even one that was interrupted', async () => {
  const live = await begin();
  services.current.close();
  expect(() => review.voidSession(live.sessionId, 'Wrong study')).toThrow(expect.objectContaining({ code: 'not-now' }));
  expect(() => review.voidSession('no-such-session', 'Wrong study')).toThrow(expect.objectContaining({ code: 'unknown-session' }));
});

it('backs the data up when a session is over', async () => {
  const failures: string[] = [];
  keepBackups(services.storage, services.current, Date.now, (line) => failures.push(line));
  const live = await begin();
  expect(services.storage.listBackups()).toEqual([]);
  live.moderator({ kind: 'session/end', reason: 'Done', standing: 'kept' });
  await expect.poll(() => services.storage.listBackups().length).toBe(1);
  expect(failures).toEqual([]);
});

it('names the codes of everybody who is registered as taken, with a session or without one', () => {
  const { id } = services.shelf.all()[0]!.study;
  const person = { origin: 'app', originId: null, profile: {} } as const;
  services.storage.changePeople(id, { add: [{ ...person, code: 'K7-264-N' }, { ...person, code: 'gone' }], profiles: [], notes: [], run: null });
  services.storage.eraseParticipant(id, 'gone', { reason: 'asked for it', by: 'AB' });
  expect(home().studies.find(({ studyId }) => studyId === id)?.takenCodes).toEqual(expect.arrayContaining(['K7-264-N', 'gone']));
});

function home() {
  return homeView({
    appVersion: '1.2.3',
    storage: services.storage,
    shelf: services.shelf,
    schedule: services.schedule,
    liveSessionId: () => services.current.get()?.sessionId ?? null,
    pinIsSet: () => false,
    displays: () => 1,
  });
}
