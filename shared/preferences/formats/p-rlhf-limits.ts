import { finding, type Finding } from '../finding.ts';
import { characters } from '../summary.ts';
import type { MadeDialog } from './p-rlhf-dialogs.ts';

/** Message and reply together must be shorter than this. */
const shortestTooLong = 2_300;
/** A prompt must not be longer than this, with the marks that the loader puts around it. */
const longestPrompt = 1_400;

/** What the loader writes before the history: user number, ten end-of-text marks that hold the place of the user tokens, separator. */
const userTokens = 10 * characters('<|end_of_text|>');
const identifierLength = (user: number): number => characters(`USER: ${user} `) + userTokens + characters('||');
const aroundMessage = characters('<|start_header_id|>user<|end_header_id|>\n\n<|eot_id|>\n');
const aroundReply = characters('<|start_header_id|>assistant<|end_header_id|>\n\n<|eot_id|>\n');

/**
 * What the loader would take out or cut short without a word, by dialog and turn. A turn's prompt is not its
 * message: it is everything said in the dialog up to and with the message, which is how a short message late
 * in a long conversation comes to be cut. Lengths are Unicode code points, as Python counts them.
 * @param numberOf number of a user, 0 when unseen
 */
export function longTurns(dialogs: readonly MadeDialog[], numberOf: (userId: string) => number): readonly (Finding | null)[] {
  const replies: string[] = [];
  const rejectedReplies: string[] = [];
  const prompts: string[] = [];
  for (const { dialog } of dialogs) {
    let history = 0;
    for (const { turn_nb, user_utterance, chosen_utterance, rejected_utterance } of dialog.turns) {
      const place = `${dialog.dialog_id}, turn ${turn_nb}`;
      const message = characters(user_utterance[0]);
      const chosen = characters(chosen_utterance[0]);
      history += aroundMessage + message;
      if (rejected_utterance.length > 0) {
        const isTooLong = message + chosen >= shortestTooLong;
        if (isTooLong) replies.push(place);
        else {
          if (identifierLength(numberOf(dialog.user_id)) + history > longestPrompt) prompts.push(place);
          for (const rejected of rejected_utterance) if (message + characters(rejected) >= shortestTooLong) rejectedReplies.push(place);
        }
      }
      history += aroundReply + chosen;
    }
  }
  return [
    finding('p-rlhf-reply-too-long', 'warning', replies),
    finding('p-rlhf-rejected-too-long', 'warning', rejectedReplies),
    finding('p-rlhf-prompt-too-long', 'warning', prompts),
  ];
}
