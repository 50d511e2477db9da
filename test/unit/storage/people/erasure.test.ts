import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blindingReportOf } from '../../../../electron/blinding/report.ts';
import { exportStudy } from '../../../../electron/exchange/export-study.ts';
import { openStorage } from '../../../../electron/storage/open-storage.ts';
import { projectionTables } from '../../../../electron/storage/projections/projections.ts';
import type { Storage } from '../../../../electron/storage/storage.ts';
import { StudyShelf } from '../../../../electron/studies/study-shelf.ts';
import { heldRow, standingOf } from '../../../../shared/schedule/participants.ts';
import { Archive } from '../../exchange/archives.ts';
import { PlayedSession } from '../../session/play.ts';
import { smallStudy } from '../../session/small-study.ts';
import { newFolder, opened, tamperWith } from '../data-folders.ts';
import { entriesOf, storeSession } from '../played-sessions.ts';
import { everyKind, findable, findableWithoutSession, foundIn, storePerson, storeWithoutSession } from './person-with-words.ts';

const studyId = smallStudy.id;
const why = { reason: 'asked for it by letter', by: 'AB' };

/** Everything that is stored of a participant, row by row. */
function allOf(storage: Storage, code: string, sessionIds: readonly string[]): unknown {
  const sessions = sessionIds.map((id) => `'${id}'`).join(', ');
  const bySession = ['event', 'event_payload', 'draft', ...projectionTables];
  const byPerson = ['participant_note', 'participant_summary', 'imported_conversation', 'own_model'];
  return [
    ...bySession.map((table) => storage.select(`SELECT * FROM ${table} WHERE session_id IN (${sessions})`)),
    ...byPerson.map((table) => storage.select(`SELECT * FROM ${table} WHERE participant_code = ?`, [code])),
    storage.select('SELECT * FROM participant WHERE code = ?', [code]),
  ];
}

describe('erasing a participant', () => {
  it('leaves no byte of anything they or the models said in any file of the data folder', async () => {
    const storage = await opened();
    const { code, words } = storePerson(storage, 'ada');
    const counted = storage.countErasable(studyId, code);
    expect(foundIn(storage.folder, words)).toEqual(expect.arrayContaining([...findable]));
    expect(storage.eraseParticipant(studyId, code, why)).toEqual(counted);
    expect(counted).toMatchObject({ sessions: 2, importedConversations: 1, notes: 1 });
    expect(counted.events).toBeGreaterThan(100);
    expect(foundIn(storage.folder, words)).toEqual([]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    expect(storage.countErasable(studyId, code)).toEqual({ sessions: 0, events: 0, importedConversations: 0, notes: 0 });
    storage.close();
    expect(foundIn(storage.folder, words)).toEqual([]);
    expect(everyKind.length).toBeGreaterThan(30);
  });

  it('leaves no byte of somebody in the register of a draft study, before and after the draft is gone', async () => {
    const storage = await opened();
    storage.saveStudyDraft({ studyId: 'a-draft', title: 'A draft', madeFrom: null, content: { ...smallStudy, id: 'a-draft' } });
    const { code, words } = storeWithoutSession(storage, 'a-draft', 'ada');
    expect(foundIn(storage.folder, words).toSorted()).toEqual(findableWithoutSession.toSorted());
    expect(storage.eraseParticipant('a-draft', code, why)).toEqual({ sessions: 0, events: 0, importedConversations: 1, notes: 1 });
    expect(foundIn(storage.folder, words)).toEqual([]);
    expect(storage.deleteStudyDraft('a-draft')).toBe(true);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    storage.close();
    expect(foundIn(storage.folder, words)).toEqual([]);
  });

  it('finds a draft while it is being typed, and not once its writer was erased', async () => {
    const storage = await opened();
    const { code, words } = storePerson(storage, 'ada');
    const session = new PlayedSession(smallStudy, 'third', { participantCode: code });
    storeSession(storage, 'ada-3', session);
    storage.saveDraft('ada-3', 'message/first', words.draft);
    expect(foundIn(storage.folder, words)).toContain('draft');
    expect(() => storage.eraseParticipant(studyId, code, why)).toThrow(expect.objectContaining({ code: 'session-running' }) as Error);
    expect(storage.listNotes(studyId, code)).toHaveLength(1);
    storage.appendEvents('ada-3', [
      { event: { kind: 'session-ended', payload: { reason: 'has to leave', standing: 'kept' } }, at: session.now(), actor: 'moderator' },
    ]);
    storage.eraseParticipant(studyId, code, why);
    expect(foundIn(storage.folder, words)).toEqual([]);
  });

  it('leaves everything of everybody else as it was', async () => {
    const storage = await opened();
    const ada = storePerson(storage, 'ada');
    const ben = storePerson(storage, 'ben');
    const before = allOf(storage, ben.code, ben.sessionIds);
    storage.eraseParticipant(studyId, ada.code, why);
    expect(allOf(storage, ben.code, ben.sessionIds)).toEqual(before);
    expect(foundIn(storage.folder, ben.words)).toEqual(expect.arrayContaining([...findable]));
    expect(foundIn(storage.folder, ada.words)).toEqual([]);
    expect(storage.readEvents('ben-1').length).toBeGreaterThan(50);
  });

  it('leaves a tombstone: who, when, why, and which sessions there were', async () => {
    const storage = await opened(undefined, { now: () => 1_900_000_000_000 });
    const { code } = storePerson(storage, 'ada');
    const before = storage.listSessions();
    storage.eraseParticipant(studyId, code, why);
    expect(storage.readParticipant(studyId, code)).toEqual({
      studyId,
      code,
      addedAtUtcMilliseconds: 1_900_000_000_000,
      origin: 'prism',
      originId: null,
      profile: {},
      excluded: { atUtcMilliseconds: 1_900_000_000_000, reason: '', by: 'AB' },
      withdrawn: null,
      erased: { atUtcMilliseconds: 1_900_000_000_000, ...why },
    });
    expect(storage.listSessions()).toEqual(before.map((session) => ({ ...session, endReason: null, erased: true })));
    expect(storage.readStoredEvents('ada-1').every(({ payload, salt }) => payload === null && salt === null)).toBe(true);
    expect(storage.readDrafts('ada-1')).toEqual({});
    expect(() => storage.readEvents('ada-1')).toThrow(expect.objectContaining({ code: 'payload-erased' }) as Error);
  });

  it('leaves the row of the list with its session, and the participant without another one', async () => {
    const storage = await opened();
    const session = new PlayedSession(smallStudy, 'seed', { participantCode: 'K7' });
    while (session.state.status === 'running') session.completeStep();
    const [created, ...rest] = entriesOf(session.events, storage.saveStudy(smallStudy));
    if (created?.event.kind !== 'session-created') throw new Error('The session has no first event.');
    const dealt = { ...created, event: { ...created.event, payload: { ...created.event.payload, row: '3', stratum: null } } };
    storage.appendEvents('s-1', [dealt, ...rest]);
    const [before] = storage.listSessions();
    storage.eraseParticipant(studyId, 'K7', why);
    const sessions = storage.listSessions();
    expect(sessions).toEqual([{ ...before, erased: true }]);
    expect(sessions[0]?.firstRevealedAtUtcMilliseconds).not.toBeNull();
    expect(heldRow(sessions)).toEqual({ row: '3', stratum: null });
    expect(standingOf(smallStudy, sessions, Date.now(), storage.readParticipant(studyId, 'K7'))).toEqual({ kind: 'erased' });
  });

  it('leaves an archive and a blinding report of the others, in which the erased sessions are named only', async () => {
    const storage = await opened();
    const ada = storePerson(storage, 'ada');
    const ben = storePerson(storage, 'ben');
    storage.eraseParticipant(studyId, ada.code, why);
    const file = join(newFolder(), 'study.zip');
    await exportStudy(storage, studyId, file, { now: new Date(0), appVersion: '0' });
    const archive = await Archive.read(file);
    expect(archive.manifest()).toMatchObject({ erased_sessions: expect.arrayContaining([...ada.sessionIds]) as unknown });
    const text = [...archive.members.values()].join('\n');
    expect(text).toContain(ben.words.message);
    Object.values(ada.words).forEach((word) => { expect(text).not.toContain(word.slice(0, 12)); });
    const chained = archive.lines('events.jsonl').filter((line) => line['session_id'] === 'ada-1');
    chained.forEach((line, index) => { expect(line['previous_hash']).toBe(chained[index - 1]?.['hash'] ?? '0'.repeat(64)); });
    expect(chained.every((line) => line['payload'] === null && line['salt'] === null)).toBe(true);
    expect(() => blindingReportOf(storage, new StudyShelf([], storage), studyId)).not.toThrow();
  });

  it('is not undone by making the tables anew, by a later start, or by a late event', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const { code, words } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    const sessions = storage.listSessions();
    storage.rebuildProjections();
    expect(storage.listSessions()).toEqual(sessions);
    const late = { event: { kind: 'note-added' as const, payload: { text: 'Afterthought' } }, at: { utcMilliseconds: 1, monotonicMilliseconds: 1 }, actor: 'moderator' as const };
    expect(() => storage.appendEvents('ada-1', [late])).toThrow(expect.objectContaining({ code: 'payload-erased' }) as Error);
    for (const change of [
      () => { storage.setProfile(studyId, code, { age: 'old' }); },
      () => { storage.addNote(studyId, code, { text: 'Back again', by: 'AB' }); },
      () => { storage.setExcluded(studyId, code, why); },
      () => { storage.setOwnModels([{ studyId, armId: 'a', participantCode: code, providerId: 'p', model: 'm', origin: 'app' }]); },
    ]) {
      expect(change).toThrow(expect.objectContaining({ code: 'unknown-participant' }) as Error);
    }
    storage.close();
    const again = await opened(folder);
    // Whatever made a migration empty the tables of the projections, they come back without a word.
    tamperWith(again.file, (database) => {
      database.pragma('foreign_keys = OFF');
      database.exec('DELETE FROM session');
    });
    again.rebuildProjections();
    expect(again.listSessions()).toEqual(sessions);
    expect(again.verify()).toEqual({ sound: true, findings: [] });
    expect(foundIn(folder, words)).toEqual([]);
  });

  it('can be asked for twice, and then takes what came since', async () => {
    const storage = await opened();
    const { code, words } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    expect(storage.eraseParticipant(studyId, code, { reason: 'once more', by: 'CD' })).toEqual({ sessions: 0, events: 0, importedConversations: 0, notes: 0 });
    expect(storage.readParticipant(studyId, code)?.erased).toMatchObject(why);
    expect(foundIn(storage.folder, words)).toEqual([]);
    expect(() => storage.eraseParticipant(studyId, 'nobody', why)).toThrow(expect.objectContaining({ code: 'unknown-participant' }) as Error);
  });

  it('stays in one study: the same code in another one is somebody else', async () => {
    const storage = await opened();
    storage.changePeople('other-study', {
      add: [{ code: 'K7', origin: 'app', originId: null, profile: { age: 'young' } }],
      profiles: [],
      notes: [{ code: 'K7', text: 'Left-handed', by: 'AB' }],
      run: null,
    });
    const session = new PlayedSession(smallStudy);
    while (session.state.status === 'running') session.completeStep();
    storeSession(storage, 's-1', session);
    storage.eraseParticipant(studyId, 'K7', why);
    expect(storage.readParticipant('other-study', 'K7')).toMatchObject({ profile: { age: 'young' }, erased: null });
    expect(storage.listNotes('other-study', 'K7')).toHaveLength(1);
  });

  it('is checked: a row that comes back, or one that was changed, is found', async () => {
    const storage = await opened();
    const { code } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    tamperWith(storage.file, (database) => {
      database.prepare("INSERT INTO participant_note VALUES (99, ?, ?, 'words', 'AB', 1)").run(studyId, code);
      database.exec("UPDATE session SET end_reason = 'words' WHERE session_id = 'ada-1'");
      database.exec("INSERT INTO note VALUES ('ada-2', 3, 'note', 'moderator', 'words', 1)");
    });
    expect(storage.verify().findings).toEqual([
      'Session ada-1, table session: end_reason differs from what the events tell.',
      'Session ada-2, table note, row sequence 3: no event tells of it.',
      `Participant ${code} was erased, but table participant_note still has rows of them.`,
    ]);
  });

  it('goes on while a backup is being made, and the backup is whole', async () => {
    const storage = await opened();
    const { code, words } = storePerson(storage, 'ada');
    const backup = storage.backup();
    storage.eraseParticipant(studyId, code, why);
    const { file } = await backup;
    expect(foundIn(storage.folder, words)).toEqual([]);
    expect(readFileSync(file).length).toBeGreaterThan(4096);
    expect(storage.listBackups()).toHaveLength(1);
  });
});
