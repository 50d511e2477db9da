import { finding, type Finding } from '../finding.ts';
import { characters } from '../summary.ts';
import type { MadeDialog } from './p-rlhf-dialogs.ts';

/** `max_text_length`: message and chosen reply together must stay below it, message and rejected reply may reach it. */
const longestTexts = 2_300;
/** `max_prompt_text_length`: a longer prompt, with the marks that the loader puts around it, is cut at its beginning. */
const longestPrompt = 1_400;

/** What the loader writes before the history: user number, ten end-of-text marks that hold the place of the user tokens, separator. */
const userTokens = 10 * characters('<|end_of_text|>');
const identifierLength = (user: number): number => characters(`USER: ${user} `) + userTokens + characters('||');
const aroundMessage = characters('<|start_header_id|>user<|end_header_id|>\n\n<|eot_id|>\n');
const aroundReply = characters('<|start_header_id|>assistant<|end_header_id|>\n\n<|eot_id|>\n');

/** What the files say of a user to the loader. */
interface KnownUser {
  /** 0 when unseen. */
  readonly number: number;
  readonly demographics: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * What the loader would take out or cut short without a word, by dialog and turn. A turn's prompt is not its
 * message: it is everything said in the dialog up to and with the message, which is how a short message late
 * in a long conversation comes to be cut. With `--add_textual_info True` the profile stands before it and
 * counts, too. Lengths are Unicode code points, as Python counts them.
 */
export function longTurns(dialogs: readonly MadeDialog[], userOf: (userId: string) => KnownUser): readonly (Finding | null)[] {
  const replies: string[] = [];
  const rejectedReplies: string[] = [];
  const prompts: string[] = [];
  const promptsWithProfile: string[] = [];
  const longProfiles = new Set<string>();
  for (const { dialog } of dialogs) {
    const user = userOf(dialog.user_id);
    const before = identifierLength(user.number);
    const beforeWithProfile = before + characters(profileText(user.demographics));
    let history = 0;
    for (const { turn_nb, user_utterance, chosen_utterance, rejected_utterance } of dialog.turns) {
      const place = `${dialog.dialog_id}, turn ${turn_nb}`;
      const message = characters(user_utterance[0]);
      const chosen = characters(chosen_utterance[0]);
      history += aroundMessage + message;
      if (rejected_utterance.length > 0) {
        const isTooLong = message + chosen >= longestTexts;
        if (isTooLong) replies.push(place);
        else {
          if (before + history > longestPrompt) prompts.push(place);
          if (beforeWithProfile + history > longestPrompt) promptsWithProfile.push(place);
          if (beforeWithProfile >= longestPrompt) longProfiles.add(dialog.user_id);
          for (const rejected of rejected_utterance) if (message + characters(rejected) > longestTexts) rejectedReplies.push(place);
        }
      }
      history += aroundReply + chosen;
    }
  }
  return [
    finding('p-rlhf-reply-too-long', 'warning', replies),
    finding('p-rlhf-rejected-too-long', 'warning', rejectedReplies),
    finding('p-rlhf-prompt-too-long', 'warning', prompts),
    finding('p-rlhf-prompt-too-long-with-profile', 'warning', promptsWithProfile),
    finding('p-rlhf-profile-too-long', 'warning', [...longProfiles]),
  ];
}

/** What the loader tells of a person in each prompt, when told to: preferences first, then the rest in order. */
function profileText({ preference, ...others }: KnownUser['demographics']): string {
  const told = Object.entries({ preference: Array.isArray(preference) ? preference.join(', ') : '', ...others });
  return `User textual information: ${told.map(([name, value]) => `${name}: ${value}; `).join('')}`;
}
