import type { PreferenceExport, PreferencePreview, PreferenceSourceEntry } from '../../shared/contract/data.ts';
import { datasetCard } from '../../shared/preferences/card.ts';
import { dataSetInSteps, type PreferenceDataSet } from '../../shared/preferences/data-set.ts';
import type { Finding } from '../../shared/preferences/finding.ts';
import { preferenceFormatVersion, PreferenceManifest } from '../../shared/preferences/manifest.ts';
import type { PreferenceFormat, PreferencePair, PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { summaryInSteps, summaryOf } from '../../shared/preferences/summary.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { CopyMade } from '../storage/people.ts';
import type { ReadableStorage } from '../storage/storage.ts';
import { formatFiles, prismConversations, type DataSetPart } from './format-files.ts';
import { inTurns } from './in-turns.ts';
import { knownStudies, type KnownStudy, type StudyStorage } from './known-studies.ts';
import { readSources, type PreferenceStorage, type ReadSources } from './read-sources.ts';
import { findingsInWords, leftOutInWords } from './sentences.ts';
import { sourceEntries } from './sources.ts';
import { trainingFilesOf, type TrainingFile, type TrainingScope } from './training-files.ts';
import { writeFolder, type WrittenFile } from './write-folder.ts';

const examplesShown = 12;

export type CopyToNote = Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'>;

interface Needs {
  readonly storage: PreferenceStorage & StudyStorage & Pick<ReadableStorage, 'listImportedConversations'>;
  /** Studies that come with the app, where the data folder need not have them. */
  readonly otherStudies?: () => readonly Study[];
  /** Keeps in mind that words of participants left the database; left out where nothing can be written. */
  readonly recordCopy?: (copy: CopyToNote) => void;
  readonly appVersion: string;
}

interface Made {
  readonly sources: ReadSources;
  readonly dataSet: PreferenceDataSet;
}

/** Makes preference data of stored sessions and imported conversations. It reads and writes files, and changes no words. */
export class PreferenceData {
  readonly #needs: Needs;
  #previewing = new AbortController();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  sources(): PreferenceSourceEntry[] {
    return sourceEntries(this.#needs.storage, this.#known());
  }

  /**
   * What a recipe would make: counts, lengths, checks and the first pairs. Thousands of conversations take
   * seconds, in which everything else goes on.
   * @throws CallRefusal 'superseded' when another preview was asked for before this one was ready
   */
  async preview(recipe: PreferenceRecipe): Promise<PreferencePreview> {
    this.stopPreview();
    const { signal } = this.#previewing;
    const made = await this.#make(recipe, signal);
    const { pairs, leftOut } = made.dataSet;
    return {
      ...(await inTurns(summaryInSteps(pairs), signal)),
      leftOut: leftOutInWords(leftOut),
      findings: findingsInWords(findingsOf(made)),
      examples: spreadOver(pairs, examplesShown).map(({ participantCode, conversationId, turn, from, split, message: text, history, chosen, rejected }) => ({
        participantCode,
        conversationId,
        turn,
        from,
        split,
        message: text,
        earlierExchanges: history.length,
        chosen,
        rejected,
      })),
    };
  }

  /** Breaks off the preview that is being made, if there is one. */
  stopPreview(): void {
    this.#previewing.abort();
    this.#previewing = new AbortController();
  }

  /**
   * Writes the files of a format with a dataset card and a manifest. The same recipe over the same data gives
   * the same files, byte for byte.
   * @param folder not there yet, or empty
   * @throws CallRefusal when nothing makes a pair, something is there already, or the file system refuses
   */
  async export(recipe: PreferenceRecipe, format: PreferenceFormat, folder: string): Promise<PreferenceExport> {
    const made = await this.#make(recipe);
    const conversations = format === 'prism' ? await inTurns(prismConversations(made.sources, recipe)) : [];
    if (made.dataSet.pairs.length === 0 && conversations.length === 0) throw new CallRefusal('nothing', message('preferences.nothing'));
    const whole: DataSetPart = { ...made.dataSet, conversations, surveyed: format === 'prism' ? made.sources.surveyed() : [] };
    const files: WrittenFile[] = [];
    const found: Finding[] = [...findingsOf(made)];
    await writeFolder(folder, async (writeFile) => {
      // Beforehand, because somebody may be erased, or the app killed, while it is written.
      this.#needs.recordCopy?.({ kind: 'preference-data', where: folder, people: peopleIn(whole) });
      for (const [name, part] of recipe.subject === 'pooled' ? [['', whole] as const] : partsByParticipant(whole, recipe.sources.length > 1)) {
        const { files: ofPart, findings } = formatFiles(format, part, made.sources);
        found.push(...findings);
        for (const file of ofPart) files.push(await writeFile({ ...file, name: `${name}${file.name}` }));
      }
      const card = this.#card(recipe, format, made, merged(found), files);
      files.push(await writeFile({ name: 'README.md', rows: 0, chunks: [card] }));
      const manifest = this.#manifest(recipe, format, made, files);
      files.push(await writeFile({ name: 'manifest.json', rows: 0, chunks: [`${JSON.stringify(manifest, null, 2)}\n`] }));
    });
    return { folder, files, findings: findingsInWords(merged(found)) };
  }

  /** What models are trained on: OpenAI's lines, one file for each model of a scope. */
  async trainingFiles(recipe: PreferenceRecipe, scope: TrainingScope): Promise<readonly TrainingFile[]> {
    const { dataSet, sources } = await this.#make(recipe);
    return trainingFilesOf(dataSet.pairs, scope, sources.registeredProfileOf);
  }

  async #make(recipe: PreferenceRecipe, signal?: AbortSignal): Promise<Made> {
    const sources = readSources(this.#needs.storage, recipe, this.#known());
    return { sources, dataSet: await inTurns(dataSetInSteps(recipe, sources.conversations, sources.repeats), signal) };
  }

  #known(): ReadonlyMap<string, KnownStudy> {
    return knownStudies(this.#needs.storage, this.#needs.otherStudies?.() ?? []);
  }

  #card(recipe: PreferenceRecipe, format: PreferenceFormat, { sources, dataSet }: Made, findings: readonly Finding[], files: readonly WrittenFile[]): string {
    return datasetCard({
      format,
      recipe,
      appVersion: this.#needs.appVersion,
      studies: sources.manifest().map((source) => ({
        studyId: source.study_id,
        title: sources.titles.get(source.study_id) ?? source.study_id,
        sessions: source.sessions.length,
        importedConversations: source.imported_conversations,
      })),
      summary: summaryOf(dataSet.pairs),
      unseenParticipants: dataSet.participants.filter(({ unseen }) => unseen).length,
      leftOutConversations: dataSet.leftOutConversations,
      leftOut: leftOutInWords(dataSet.leftOut),
      findings: findingsInWords(findings),
      files,
    });
  }

  #manifest(recipe: PreferenceRecipe, format: PreferenceFormat, { sources, dataSet: { pairs } }: Made, files: readonly WrittenFile[]): PreferenceManifest {
    const train = pairs.filter(({ split }) => split === 'train').length;
    return PreferenceManifest.parse({
      format: 'visavis-preference-data',
      format_version: preferenceFormatVersion,
      app_version: this.#needs.appVersion,
      file_format: format,
      recipe,
      sources: [...sources.manifest()],
      pairs: pairs.length,
      train_pairs: train,
      test_pairs: pairs.length - train,
      files: [...files],
    } satisfies PreferenceManifest);
  }
}

function findingsOf({ sources, dataSet }: Made): readonly Finding[] {
  return [...dataSet.findings, ...sources.findings()];
}

/** Findings of several parts that say the same become one. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const byId = new Map<string, Finding>();
  for (const each of findings) {
    const known = byId.get(each.id);
    byId.set(each.id, known ? { ...known, count: known.count + each.count, places: [...known.places, ...each.places].slice(0, 20) } : each);
  }
  return [...byId.values()];
}

/** Everybody who has pairs or conversations, in order of first appearance, with the name of their folder. */
function partsByParticipant({ pairs, participants, feedback, conversations }: DataSetPart, severalStudies: boolean): readonly (readonly [string, DataSetPart])[] {
  const parts = new Map<string, { studyId: string; participantCode: string; pairs: PreferencePair[]; conversations: DataSetPart['conversations'][number][] }>();
  const partOf = ({ studyId, participantCode }: { readonly studyId: string; readonly participantCode: string }) => {
    const key = `${studyId}/${participantCode}`;
    const part = parts.get(key) ?? { studyId, participantCode, pairs: [], conversations: [] };
    parts.set(key, part);
    return part;
  };
  for (const pair of pairs) partOf(pair).pairs.push(pair);
  for (const conversation of conversations) partOf(conversation).conversations.push(conversation);
  const used = new Map<string, number>();
  return [...parts.values()].map(({ studyId, participantCode, ...part }) => [
    `${freeName(`${severalStudies ? `${studyId}.` : ''}${participantCode}`, used)}/`,
    { ...part, feedback, surveyed: [], participants: participants.filter((each) => each.studyId === studyId && each.participantCode === participantCode) },
  ]);
}

/** `A1` and `a1` are two folders on some disks and one on others: the second becomes `a1.2`. No code holds a full stop. */
function freeName(name: string, used: Map<string, number>): string {
  const before = used.get(name.toLowerCase()) ?? 0;
  used.set(name.toLowerCase(), before + 1);
  return before === 0 ? name : `${name}.${before + 1}`;
}

function peopleIn({ participants, conversations, surveyed }: DataSetPart): CopyMade['people'] {
  const people = [...participants, ...conversations, ...surveyed].map(({ studyId, participantCode }) => ({ studyId, participantCode }));
  return [...new Map(people.map((each) => [`${each.studyId}/${each.participantCode}`, each])).values()];
}

/** Some of many, evenly from the first to the last, so that examples are not all of one person. */
function spreadOver<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]).filter((item) => item !== undefined);
}
