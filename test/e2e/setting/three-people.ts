import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Somebody of an earlier study, as PRISM's files tell of them. */
export interface EarlierPerson {
  readonly userId: string;
  readonly country: string;
  /** Two turns of one conversation, the first turn first: message, reply liked best, reply liked least. */
  readonly exchanges: readonly { readonly message: string; readonly better: string; readonly worse: string }[];
}

/** Words that no participant of wires says, so that only time orders what is near in topic. */
export const threePeople: readonly EarlierPerson[] = ['keeper', 'sailor', 'weaver'].map((trade, index) => ({
  userId: `user${index + 7}`,
  country: ['Iceland', 'Uruguay', 'Nepal'][index] ?? '',
  exchanges: [0, 1].map((turn) => ({
    message: `Qviiki ${trade} ${turn} zorbla?`,
    better: `Mellun ${trade} ${turn} fint.`,
    worse: `Grontel ${trade} ${turn} olwe.`,
  })),
}));

/** Writes them in PRISM's released layout. */
export async function writePrismFolder(folder: string, people: readonly EarlierPerson[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeLines(path.join(folder, 'survey.jsonl'), people.map(surveyRow));
  await writeLines(path.join(folder, 'conversations.jsonl'), people.map(conversationRow));
}

function surveyRow({ userId, country }: EarlierPerson) {
  return {
    user_id: userId,
    survey_only: false,
    num_completed_conversations: 1,
    stated_prefs: { values: 10, creativity: 20, fluency: 30, factuality: 40, diversity: 50, safety: 60, personalisation: 70, helpfulness: 80, other: null, other_text: null },
    self_description: `Surveyed as ${userId}.`,
    system_string: `Be good to ${userId}.`,
    age: '45-54 years old',
    gender: 'Female',
    location: { reside_country: country, reside_countryISO: null },
  };
}

function conversationRow({ userId, exchanges }: EarlierPerson, index: number) {
  const history = exchanges.flatMap(({ message, better, worse }, turn) => [
    { turn, role: 'user', content: message },
    { turn, role: 'model', content: worse, model_name: 'old-one', model_provider: 'old', score: 11, if_chosen: false, within_turn_id: 0 },
    { turn, role: 'model', content: better, model_name: 'old-two', model_provider: 'old', score: 91, if_chosen: true, within_turn_id: 1 },
  ]);
  return {
    conversation_id: `c${index}`,
    user_id: userId,
    conversation_type: 'unguided',
    opening_prompt: exchanges[0]?.message ?? '',
    conversation_turns: exchanges.length,
    conversation_history: history,
    performance_attributes: { values: 50 },
    choice_attributes: { values: 50 },
    open_feedback: 'It was as I like it.',
    generated_datetime: '2024-01-01 10:00:00',
    timing_duration_s: 100,
    timing_duration_mins: 1.7,
    included_in_balanced_subset: true,
  };
}

async function writeLines(file: string, rows: readonly object[]): Promise<void> {
  await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
