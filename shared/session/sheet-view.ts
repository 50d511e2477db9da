import { openSheetOf, preferredOf, turnToJudge, type CurrentTrial } from './queries.ts';
import type { Given } from './state.ts';
import type { SheetView } from './views.ts';

/** The sheet that is to be filled in now, of the last turn or at the end; null when none is. */
export function openSheet(trial: CurrentTrial): SheetView | null {
  const { conversation, stage } = trial;
  const turn = turnToJudge(stage, conversation);
  if (turn) {
    return {
      sheet: turn.sheet,
      turn: turn.index,
      slots: turn.turn.slots.map(({ slot }) => slot),
      preferred: null,
      ...copyOf(turn.turn.given),
    };
  }
  const sheet = conversation.phase === 'judging' ? openSheetOf(trial) : null;
  if (!sheet) return null;
  return {
    sheet,
    turn: null,
    slots: conversation.slots.map(({ slot }) => slot),
    preferred: preferredOf(trial),
    ...copyOf(conversation.given),
  };
}

function copyOf({ ratings, rankings, choices, texts }: Given): Pick<SheetView, 'ratings' | 'rankings' | 'choices' | 'texts'> {
  return { ratings: [...ratings], rankings: { ...rankings }, choices: { ...choices }, texts };
}
