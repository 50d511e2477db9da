import { drawInteger, type Random, shuffled } from '../../shared/allocation/random.ts';
import { emptyReply, prismModels } from '../../shared/prism/layout.ts';
import type { PrismRow } from '../../shared/prism/write-rows.ts';
import { drawNormal } from '../../shared/rehearsal/draws.ts';
import { dealt, drawLength, marked, pick } from './draws.ts';
import { timeOf } from './people.ts';

/** The release's own numbers; a smaller set has as large a part of each. */
const release = { people: 1_500, surveyOnly: 104, conversations: 8_011, turns: 27_172, responses: 68_371, emptyReplies: 147, chosen: 27_437 };

export interface Size {
  readonly people: number;
  readonly surveyOnly: number;
  readonly conversations: number;
  readonly turns: number;
  readonly responses: number;
  readonly emptyReplies: number;
  readonly chosen: number;
}

export function sizeFor(people: number): Size {
  const part = (count: number): number => Math.round((count * people) / release.people);
  return {
    people,
    surveyOnly: part(release.surveyOnly),
    conversations: part(release.conversations),
    turns: part(release.turns),
    responses: part(release.responses),
    emptyReplies: part(release.emptyReplies),
    chosen: part(release.chosen),
  };
}

/** How many conversations each person held: none for those of the survey alone, up to seven for the others. */
export function conversationsEach({ people, surveyOnly, conversations }: Size, random: Random): number[] {
  const held = Array.from({ length: people - surveyOnly }, () => 1);
  spread(held, conversations, 7, random);
  return shuffled([...held, ...Array.from({ length: surveyOnly }, () => 0)], random);
}

/** Adds to counts at random places until they come to the total. */
function spread(counts: number[], total: number, most: number, random: Random): void {
  for (let missing = total - counts.reduce((sum, count) => sum + count, 0); missing > 0; ) {
    const place = drawInteger(random, counts.length);
    if ((counts[place] ?? most) >= most) {
      if (counts.every((count) => count >= most)) return;
      continue;
    }
    counts[place] = (counts[place] ?? 0) + 1;
    missing -= 1;
  }
}

export interface GeneratedConversation {
  readonly row: PrismRow;
  readonly utterances: readonly PrismRow[];
}

/** Conversations with their utterances, one after the other; `held` says how many each person has. */
export function* generatedConversations(size: Size, held: readonly number[], random: Random, text: (length: number) => string): Generator<GeneratedConversation> {
  const turnsEach = Array.from({ length: size.conversations }, () => 2);
  spread(turnsEach, size.turns, 22, random);
  const types = dealt([['unguided', 3_113], ['values guided', 2_460], ['controversy guided', 2_438]], size.conversations, random);
  // Four answer an opening and two each later message, less the replies that never came.
  const failed = marked(size.conversations * 4 + (size.turns - size.conversations) * 2 - size.responses, size.conversations, random);
  const empty = marked(size.emptyReplies, size.responses, random);
  const doublyChosen = marked(size.chosen - size.turns, size.turns, random);
  const users = held.flatMap((count, user) => Array.from({ length: count }, () => `user${user}`));
  let interaction = 0;
  let utterance = 0;
  for (const [index, turnCount] of turnsEach.entries()) {
    const head = { conversation_id: `c${index}`, user_id: users[index] ?? 'user0' };
    const type = types[index] ?? 'unguided';
    const balanced = index % 5 !== 0;
    const history: PrismRow[] = [];
    const utterances: PrismRow[] = [];
    let opening = '';
    let winner: { readonly model: string; readonly provider: string } | null = null;
    for (let turn = 0; turn < turnCount; turn += 1) {
      const prompt = text(drawLength(random, turn === 0 ? { mean: 110, minimum: 2, maximum: 1_195 } : { mean: 70, minimum: 1, maximum: 1_311 }));
      if (turn === 0) opening = prompt;
      history.push({ turn, role: 'user', content: prompt });
      const models: readonly { readonly model: string; readonly provider: string }[] = winner === null ? drawModels(failed.has(index) ? 3 : 4, random) : [winner, winner];
      const scores = models.map(() => drawScore(random));
      const best = pick(scores.flatMap((score, place) => (score === Math.max(...scores) ? [place] : [])), random);
      const alsoChosen = doublyChosen.has(interaction) ? (best + 1) % models.length : -1;
      const places = shuffled(models.map((_, place) => place), random);
      for (const [place, { model, provider }] of models.entries()) {
        const reply = empty.has(utterance) ? emptyReply : text(drawLength(random, { mean: 565, minimum: 1, maximum: 4_630 }));
        const score = scores[place] ?? null;
        const chosen = place === best || place === alsoChosen;
        const within = places[place] ?? place;
        history.push({ turn, role: 'model', content: reply, model_name: model, model_provider: provider, score, if_chosen: chosen, within_turn_id: within });
        utterances.push({
          utterance_id: `ut${utterance}`,
          interaction_id: `int${interaction}`,
          ...head,
          turn,
          within_turn_id: within,
          conversation_type: type,
          user_prompt: prompt,
          model_name: model,
          model_provider: provider,
          model_response: reply,
          score,
          if_chosen: chosen,
          included_in_balanced_subset: balanced,
        });
        utterance += 1;
      }
      winner = models[best] ?? winner;
      interaction += 1;
    }
    const seconds = Math.round((73.5 + random.next() ** 3 * 17_072.3) * 10) / 10;
    yield {
      row: {
        ...head,
        conversation_type: type,
        opening_prompt: opening,
        conversation_turns: turnCount,
        conversation_history: history,
        performance_attributes: attributes(random),
        choice_attributes: attributes(random),
        open_feedback: text(drawLength(random, { mean: 230, minimum: 2, maximum: 1_581 })),
        generated_datetime: timeOf(index * 3),
        timing_duration_s: seconds,
        timing_duration_mins: Math.round((seconds / 60) * 100) / 100,
        included_in_balanced_subset: balanced,
      },
      utterances,
    };
  }
}

function drawModels(count: number, random: Random) {
  const all = Object.entries(prismModels).flatMap(([provider, models]) => models.map((model) => ({ model, provider })));
  return shuffled(all, random).slice(0, count);
}

/** Mean 65 and standard deviation 29, with the lump at the slider's default. */
function drawScore(random: Random): number {
  if (random.next() < 0.04) return 50;
  return Math.min(100, Math.max(1, Math.round(69 + 34 * drawNormal(random))));
}

/** In about a fifth of the conversations something was not applicable. */
function attributes(random: Random): PrismRow {
  const some = random.next() < 0.12;
  const names = ['values', 'fluency', 'factuality', 'safety', 'diversity', 'creativity', 'helpfulness'];
  return Object.fromEntries(names.map((name) => [name, some && random.next() < 0.3 ? null : drawInteger(random, 100) + 1]));
}
