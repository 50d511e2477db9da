import { openSheetOf, revealedTurns, turnToJudge, type CurrentTrial } from './queries.ts';
import type { Slot } from './events.ts';
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

/** The slot that judgements of the preferred one are about: of an earlier sheet, or that a branch went on from. */
function preferredOf({ conversation, stage }: CurrentTrial): Slot | null {
  if (conversation.preferred !== null || stage.layout.kind !== 'branch') return conversation.preferred;
  return revealedTurns(conversation)[0]?.preferred ?? null;
}

function copyOf({ ratings, rankings, choices, texts }: Given): Pick<SheetView, 'ratings' | 'rankings' | 'choices' | 'texts'> {
  return { ratings: [...ratings], rankings: { ...rankings }, choices: { ...choices }, texts };
}
