import type { OwnModelEntry, OwnModelsView } from '../../shared/contract/personal.ts';
import { isOwnModelArm, ownModelNameOf, type OwnModelArm } from '../../shared/personal/own-model.ts';
import type { RegisteredParticipant } from '../../shared/people/participant.ts';
import { sessionPlanOf, type Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { OwnModelFound, OwnModelsOfParticipant } from '../settings/resolve-models.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { ownModelTable, readOwnModelTable } from './own-model-table.ts';

type Answer = NonNullable<OwnModelEntry['answers']>;

/** Whether an endpoint has a model. */
export type HasModel = (providerId: string, model: string) => Promise<Answer>;

export interface OwnModelsSurroundings {
  readonly storage: Pick<Storage, 'listParticipants' | 'readParticipant' | 'listOwnModels' | 'setOwnModels' | 'removeOwnModel'>;
  readonly settings: Pick<Settings, 'commonModelOf' | 'addressOf'>;
  /** A study as it is used or being written. */
  readonly studyOf: (studyId: string) => Study | Promise<Study>;
  readonly hasModel: HasModel;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
}

/** What was found at an endpoint is believed for this long: enough for a check and the start that follows. */
const believedMilliseconds = 10 * 60_000;
const checkedAtOnce = 4;

/** The models that single participants have, as far as a study gives an arm to them. */
export class OwnModels {
  readonly #surroundings: OwnModelsSurroundings;
  readonly #answers = new Map<string, { readonly answer: Answer; readonly at: number }>();

  constructor(surroundings: OwnModelsSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * The models of a participant, each of them known to be there. A session without conversations needs none:
   * in an earlier one people say what their models will be trained on.
   * @throws CallRefusal 'no-own-model' when the study refuses people without one, 'own-model-unreachable'
   *   when nobody can say whether it is there. Neither sentence names an arm or a model.
   */
  async forSession(study: Study, participantCode: string, sessionNumber: number): Promise<OwnModelsOfParticipant> {
    if (!sessionPlanOf(study, sessionNumber).stages.some(({ kind }) => kind === 'conversations')) return new Map();
    const found = await Promise.all(
      study.arms.filter(isOwnModelArm).map(async (arm) => [arm.id, await this.#findOne(study, arm, participantCode)] as const),
    );
    return new Map(found);
  }

  async #findOne(study: Study, arm: OwnModelArm, participantCode: string): Promise<OwnModelFound> {
    const originId = this.#surroundings.storage.readParticipant(study.id, participantCode)?.originId ?? null;
    const name = this.#naming(study, arm)({ code: participantCode, originId });
    const answer = name === null ? 'no' : await this.#ask(name.providerId, name.model);
    if (name !== null && answer === 'yes') return name;
    if (answer === 'unreachable') throw new CallRefusal('own-model-unreachable', message('own-model.unreachable'));
    if ((arm.personalisation.withoutOne ?? 'refuse') === 'common') return { standing: 'common' };
    throw new CallRefusal('no-own-model', message('own-model.none'));
  }

  async list(studyId: string, armId: string): Promise<OwnModelsView> {
    const { study, arm } = await this.#armOf(studyId, armId);
    return { studyId, armId, entries: this.#entriesOf(study, arm), problems: [] };
  }

  /** Asks for every model, a few at a time, whatever was found before. */
  async check(studyId: string, armId: string): Promise<OwnModelsView> {
    const { study, arm } = await this.#armOf(studyId, armId);
    this.#answers.clear();
    const waiting = [...this.#peopleOf(studyId)];
    const nameOf = this.#naming(study, arm);
    const askNext = async (): Promise<void> => {
      for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
        const name = nameOf(person);
        if (name !== null) await this.#ask(name.providerId, name.model);
      }
    };
    await Promise.all(Array.from({ length: checkedAtOnce }, askNext));
    return { studyId, armId, entries: this.#entriesOf(study, arm), problems: [] };
  }

  async set(
    studyId: string,
    armId: string,
    participantCode: string,
    model: { readonly providerId: string; readonly model: string },
  ): Promise<OwnModelsView> {
    await this.#armOf(studyId, armId);
    if (!this.#isParticipant(studyId, participantCode)) {
      throw new CallRefusal('unknown-participant', message('own-model.unknown-participant', { code: participantCode }));
    }
    this.#surroundings.settings.addressOf(model.providerId);
    this.#surroundings.storage.setOwnModels([{ studyId, armId, participantCode, ...model, origin: 'app' }]);
    return this.list(studyId, armId);
  }

  async remove(studyId: string, armId: string, participantCode: string): Promise<OwnModelsView> {
    await this.#armOf(studyId, armId);
    this.#surroundings.storage.removeOwnModel(studyId, armId, participantCode);
    return this.list(studyId, armId);
  }

  /** Takes a table `participant,model[,provider]`: all of it, or nothing and a sentence for each problem. */
  async importTable(studyId: string, armId: string, text: string, fileName: string): Promise<OwnModelsView> {
    const { study, arm } = await this.#armOf(studyId, armId);
    const { rows, problems } = readOwnModelTable(text, fileName, {
      commonProviderId: this.#surroundings.settings.commonModelOf(study, arm).providerId,
      isParticipant: (code) => this.#isParticipant(studyId, code),
      isProvider: (id) => this.#isProvider(id),
    });
    if (problems.length === 0) {
      this.#surroundings.storage.setOwnModels(rows.map((row) => ({ studyId, armId, ...row, origin: 'csv' as const })));
    }
    return { ...(await this.list(studyId, armId)), problems: [...problems] };
  }

  /** The table that {@link importTable} reads. */
  exportTable(studyId: string, armId: string): string {
    return ownModelTable(this.#surroundings.storage.listOwnModels(studyId, armId));
  }

  #entriesOf(study: Study, arm: OwnModelArm): OwnModelEntry[] {
    const nameOf = this.#naming(study, arm);
    return this.#peopleOf(study.id).map((person): OwnModelEntry => {
      const { code } = person;
      const name = nameOf(person);
      const answers = name === null ? null : this.#believed(name.providerId, name.model);
      const without = arm.personalisation.withoutOne === 'common' ? 'common' : null;
      const standing = name !== null && answers !== 'no' ? name.standing : without;
      return { participantCode: code, standing, model: name?.model ?? null, providerId: name?.providerId ?? null, answers, mapped: name?.standing === 'mapped' };
    });
  }

  #peopleOf(studyId: string) {
    return this.#surroundings.storage.listParticipants(studyId).filter(({ erased }) => erased === null);
  }

  /** Reads the table of an arm once, however many people are asked about. */
  #naming(study: Study, arm: OwnModelArm) {
    const { storage, settings } = this.#surroundings;
    const rows = new Map(storage.listOwnModels(study.id, arm.id).map((row) => [row.participantCode, row]));
    const common = settings.commonModelOf(study, arm).providerId;
    return ({ code, originId }: Pick<RegisteredParticipant, 'code' | 'originId'>) => {
      const row = rows.get(code);
      const name = ownModelNameOf(arm, row ? { providerId: row.providerId, model: row.model } : null, { participantCode: code, originId });
      return name === null ? null : { ...name, providerId: name.providerId ?? common };
    };
  }

  async #ask(providerId: string, model: string): Promise<Answer> {
    if (this.#believed(providerId, model) === 'yes') return 'yes';
    const answer = await this.#surroundings.hasModel(providerId, model);
    this.#answers.set(keyOf(providerId, model), { answer, at: this.#surroundings.monotonic() });
    return answer;
  }

  #believed(providerId: string, model: string): Answer | null {
    const known = this.#answers.get(keyOf(providerId, model));
    return known !== undefined && this.#surroundings.monotonic() - known.at < believedMilliseconds ? known.answer : null;
  }

  async #armOf(studyId: string, armId: string): Promise<{ readonly study: Study; readonly arm: OwnModelArm }> {
    const study = await this.#surroundings.studyOf(studyId);
    const arm = study.arms.find((each) => each.id === armId);
    if (arm === undefined || !isOwnModelArm(arm)) throw new CallRefusal('no-own-model-arm', message('own-model.no-arm'));
    return { study, arm };
  }

  #isParticipant(studyId: string, code: string): boolean {
    const found = this.#surroundings.storage.readParticipant(studyId, code);
    return found !== null && found.erased === null;
  }

  #isProvider(providerId: string): boolean {
    try {
      this.#surroundings.settings.addressOf(providerId);
      return true;
    } catch {
      return false;
    }
  }
}

function keyOf(providerId: string, model: string): string {
  return JSON.stringify([providerId, model]);
}
