import { describe, expect, it } from 'vitest';
import type { PeopleChange } from '../../../../electron/storage/people.ts';
import type { ParticipantSummary } from '../../../../shared/people/participant.ts';
import { smallStudy } from '../../session/small-study.ts';
import { PlayedSession } from '../../session/play.ts';
import { newFolder, opened } from '../data-folders.ts';
import { entriesOf, storeSession } from '../played-sessions.ts';
import { openStorageForReading } from '../../../../electron/storage/open-storage.ts';

const studyId = smallStudy.id;
const nothing: PeopleChange = { add: [], profiles: [], notes: [], run: null };
const codeOfError = (code: string) => expect.objectContaining({ code }) as Error;
const ada = { code: 'A2-222-C', origin: 'csv', originId: 'user1', profile: { age: '25-34', stated_prefs: { values: 80 } } } as const;
const ben = { code: 'B2-333-D', origin: 'app', originId: null, profile: {} } as const;

describe('the register of a study', () => {
  it('keeps participants in the order in which they came, also for whoever only reads', async () => {
    const folder = newFolder();
    const storage = await opened(folder, { now: () => 7 });
    storage.changePeople(studyId, { ...nothing, add: [ben, ada], run: { kind: 'csv', from: 'people.csv', summary: '2 added.' } });
    expect(storage.listParticipants(studyId)).toEqual(
      [ben, ada].map((person) => ({ studyId, addedAtUtcMilliseconds: 7, excluded: null, withdrawn: null, erased: null, ...person })),
    );
    expect(storage.listImportRuns(studyId)).toEqual([{ id: 1, studyId, kind: 'csv', from: 'people.csv', summary: '2 added.', atUtcMilliseconds: 7 }]);
    expect(storage.listParticipants('other')).toEqual([]);
    const reading = openStorageForReading(folder);
    expect(reading.readParticipant(studyId, ada.code)).toEqual(storage.readParticipant(studyId, ada.code));
    expect(reading.readParticipant(studyId, 'nobody')).toBeNull();
    reading.close();
  });

  it('refuses a code or an origin id that is taken, and then writes nothing of the change', async () => {
    const storage = await opened();
    storage.changePeople(studyId, { ...nothing, add: [ada] });
    for (const taken of [{ ...ben, code: ada.code }, { ...ben, originId: 'user1' }]) {
      const change = { ...nothing, add: [{ ...ben, code: 'X' }, taken], notes: [{ code: ada.code, text: 'Hello', by: 'AB' }] };
      expect(() => { storage.changePeople(studyId, change); }).toThrow(codeOfError('participant-exists'));
    }
    expect(storage.listParticipants(studyId).map(({ code }) => code)).toEqual([ada.code]);
    expect(storage.listNotes(studyId, ada.code)).toEqual([]);
    storage.changePeople('other', { ...nothing, add: [ada] });
  });

  it('changes profiles and origin ids together, or not at all', async () => {
    const storage = await opened();
    storage.changePeople(studyId, { ...nothing, add: [ada, ben] });
    storage.changePeople(studyId, { ...nothing, profiles: [{ code: ben.code, profile: { age: '18-24' }, originId: 'user2' }] });
    expect(storage.readParticipant(studyId, ben.code)).toMatchObject({ originId: 'user2', profile: { age: '18-24' } });
    const half = { ...nothing, profiles: [{ code: ada.code, profile: {} }, { code: 'nobody', profile: {} }] };
    expect(() => { storage.changePeople(studyId, half); }).toThrow(codeOfError('unknown-participant'));
    const twice = { ...nothing, profiles: [{ code: ada.code, profile: {}, originId: 'user2' }] };
    expect(() => { storage.changePeople(studyId, twice); }).toThrow(codeOfError('participant-exists'));
    expect(storage.readParticipant(studyId, ada.code)?.profile).toEqual(ada.profile);
    storage.setProfile(studyId, ada.code, { self_description: 'Half a pair: \uD83D' });
    expect(storage.readParticipant(studyId, ada.code)?.profile).toEqual({ self_description: 'Half a pair: \uFFFD' });
  });

  it('keeps notes, exclusion, readmission and withdrawal with who did it and when', async () => {
    let now = 10;
    const storage = await opened(undefined, { now: () => now });
    storage.changePeople(studyId, { ...nothing, add: [ada] });
    storage.addNote(studyId, ada.code, { text: 'Left-handed', by: 'AB' });
    now = 20;
    storage.setExcluded(studyId, ada.code, { reason: 'under age', by: 'CD' });
    expect(storage.readParticipant(studyId, ada.code)?.excluded).toEqual({ atUtcMilliseconds: 20, reason: 'under age', by: 'CD' });
    storage.setExcluded(studyId, ada.code, null);
    storage.setWithdrawn(studyId, ada.code, { reason: 'moved away', by: 'AB' });
    expect(storage.readParticipant(studyId, ada.code)).toMatchObject({ excluded: null, withdrawn: { atUtcMilliseconds: 20, reason: 'moved away', by: 'AB' } });
    expect(storage.listNotes(studyId, ada.code)).toEqual([{ id: 1, text: 'Left-handed', by: 'AB', addedAtUtcMilliseconds: 10 }]);
    expect(() => { storage.addNote(studyId, 'nobody', { text: 'x', by: 'AB' }); }).toThrow(codeOfError('unknown-participant'));
  });

  it('has everybody with a session in it, once', async () => {
    const storage = await opened();
    storage.changePeople(studyId, { ...nothing, add: [{ ...ben, code: 'K7' }] });
    storeSession(storage, 's-1', new PlayedSession(smallStudy, 'one', { participantCode: 'K7' }));
    storeSession(storage, 's-2', new PlayedSession(smallStudy, 'two', { participantCode: 'L8' }));
    expect(storage.listParticipants(studyId).map(({ code, origin }) => [code, origin])).toEqual([['K7', 'app'], ['L8', 'session']]);
    storage.registerFromSession(studyId, 'L8');
    storage.registerFromSession(studyId, 'M9');
    expect(storage.listParticipants(studyId)).toHaveLength(3);
    // A session that is refused leaves nobody behind.
    const session = new PlayedSession(smallStudy, 'three', { participantCode: 'N1' });
    const twice = [...entriesOf(session.events, storage.saveStudy(smallStudy)), ...entriesOf(session.events.slice(0, 1), 'x')];
    expect(() => storage.appendEvents('s-3', twice)).toThrow(codeOfError('invalid-event'));
    expect(storage.readParticipant(studyId, 'N1')).toBeNull();
  });

  it('keeps one summary for each participant, until it is discarded', async () => {
    const storage = await opened();
    storage.changePeople(studyId, { ...nothing, add: [ada] });
    const made: ParticipantSummary = {
      text: 'Likes rivers.',
      madeText: 'Likes rivers.',
      providerId: 'practice',
      model: 'practice-1',
      request: '[]',
      madeAtUtcMilliseconds: 3,
      reviewed: null,
    };
    storage.setSummary(studyId, ada.code, made);
    expect(storage.readSummary(studyId, ada.code)).toEqual(made);
    const reviewed = { ...made, text: 'Loves rivers.', reviewed: { by: 'AB', atUtcMilliseconds: 4 } };
    storage.setSummary(studyId, ada.code, reviewed);
    expect(storage.readSummary(studyId, ada.code)).toEqual(reviewed);
    storage.setSummary(studyId, ada.code, null);
    expect(storage.readSummary(studyId, ada.code)).toBeNull();
    expect(() => { storage.setSummary(studyId, 'nobody', made); }).toThrow(codeOfError('unknown-participant'));
  });
});

describe('what is kept beside the register', () => {
  it('keeps own models by arm and participant, all of a table or none', async () => {
    const storage = await opened(undefined, { now: () => 9 });
    storage.changePeople(studyId, { ...nothing, add: [ben, ada] });
    const rowOf = (armId: string, participantCode: string) => ({ studyId, armId, participantCode, providerId: 'lab', model: `ft-${armId}`, origin: 'csv' as const });
    storage.setOwnModels([rowOf('own', ada.code), rowOf('own', ben.code), rowOf('else', ada.code)]);
    expect(storage.listOwnModels(studyId, 'own')).toEqual([rowOf('own', ben.code), rowOf('own', ada.code)].map((row) => ({ ...row, setAtUtcMilliseconds: 9 })));
    expect(() => { storage.setOwnModels([{ ...rowOf('own', ada.code), model: 'new' }, rowOf('own', 'nobody')]); }).toThrow(codeOfError('unknown-participant'));
    storage.setOwnModels([{ ...rowOf('own', ada.code), model: 'new' }]);
    storage.removeOwnModel(studyId, 'own', ben.code);
    expect(storage.listOwnModels(studyId).map(({ armId, model }) => [armId, model])).toEqual([['else', 'ft-else'], ['own', 'new']]);
  });

  it('keeps training jobs as their owner wrote them, newest first', async () => {
    let now = 1;
    const storage = await opened(undefined, { now: () => now });
    const first = storage.addTuningRow({ state: 'waiting' });
    const second = storage.addTuningRow({ state: 'waiting' });
    now = 2;
    storage.updateTuningRow(first, { state: 'done', model: 'ft-1' });
    expect(storage.listTuningRows()).toEqual([
      { id: second, content: { state: 'waiting' }, createdAtUtcMilliseconds: 1, updatedAtUtcMilliseconds: 1 },
      { id: first, content: { state: 'done', model: 'ft-1' }, createdAtUtcMilliseconds: 1, updatedAtUtcMilliseconds: 2 },
    ]);
    expect(() => { storage.updateTuningRow(99, {}); }).toThrow(RangeError);
  });

  it('names the copies that hold words of a participant, newest first', async () => {
    const storage = await opened(undefined, { now: () => 5 });
    const both = [ada, ben].map(({ code }) => ({ studyId, participantCode: code }));
    storage.recordCopy({ kind: 'export', where: '/somewhere/study.zip', people: both });
    storage.recordCopy({ kind: 'tuning', where: 'lab', people: both.slice(0, 1) });
    expect(storage.listCopies(studyId, ada.code)).toEqual([
      { id: 2, kind: 'tuning', where: 'lab', madeAtUtcMilliseconds: 5, people: both.slice(0, 1) },
      { id: 1, kind: 'export', where: '/somewhere/study.zip', madeAtUtcMilliseconds: 5, people: both },
    ]);
    expect(storage.listCopies(studyId, ben.code).map(({ id }) => id)).toEqual([1]);
    expect(storage.listCopies('other', ada.code)).toEqual([]);
  });
});
