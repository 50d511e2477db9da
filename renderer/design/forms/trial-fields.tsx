import type { Layout } from '../../../shared/study/conversations.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { TrialStage } from '../../../shared/study/stages.ts';
import { problemsAt } from '../editing.ts';
import { CardChoice, CheckInput, SelectInput } from './choice-inputs.tsx';
import { ConversationTypes } from './conversation-types.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { LayoutPicture } from './layout-picture.tsx';
import { NumberInput } from './number-input.tsx';
import { ProblemLines } from './problem-lines.tsx';
import { EndSheets, TurnSheet } from './sheets-editor.tsx';
import { StandIns } from './stand-ins.tsx';

/** Practice and conversations: who answers how, about what, for how long, and what is judged of it. */
export function TrialFields({ at, stage }: { readonly at: ProblemPath; readonly stage: TrialStage }) {
  const editing = useEditing();
  return (
    <>
      <FormPart name="part.layout">
        <LayoutFields at={[...at, 'layout']} layout={stage.layout} />
      </FormPart>
      {stage.kind === 'practice' && (
        <FormPart name="part.stand-ins">
          <StandIns at={[...at, 'arms']} stage={stage} />
        </FormPart>
      )}
      <FormPart name="part.conversations">
        <NumberInput at={[...at, 'conversations', 'count']} name="conversations.count" width="third" />
        <SelectInput
          at={[...at, 'conversations', 'order']}
          name="conversations.order"
          width="two-thirds"
          options={(['listed', 'balanced', 'participant'] as const).map((order) => ({ value: order, label: formWords(`order.${order}`) }))}
        />
        <ConversationTypes at={[...at, 'conversations', 'types']} stage={stage} />
      </FormPart>
      <FormPart name="part.turns">
        <NumberInput at={[...at, 'turns', 'minimum']} name="turns.minimum" unit="unit.turns" width="third" />
        <NumberInput at={[...at, 'turns', 'maximum']} name="turns.maximum" unit="unit.turns" width="third" />
        <NumberInput at={[...at, 'timeLimitSeconds']} name="turns.time" unit="unit.seconds" width="third" empty="null" placeholder="none" />
        <div className="form-field whole">
          <ProblemLines problems={problemsAt(editing, [...at, 'turns'])} />
        </div>
      </FormPart>
      <FormPart name="part.messages">
        <NumberInput at={[...at, 'messages', 'maximumCharacters']} name="messages.characters" unit="unit.characters" width="half" />
        <NumberInput at={[...at, 'messages', 'maximumWords']} name="messages.words" unit="unit.words" width="half" empty="null" placeholder="none" />
        <CheckInput at={[...at, 'messages', 'pasting']} name="messages.pasting" />
      </FormPart>
      <FormPart name="part.replies">
        <NumberInput at={[...at, 'replies', 'words']} name="replies.words" unit="unit.words" width="half" empty="null" placeholder="none" />
        <NumberInput at={[...at, 'replies', 'revealDelayMilliseconds']} name="replies.delay" unit="unit.milliseconds" width="half" />
      </FormPart>
      <FormPart name="part.turn-sheet">
        <TurnSheet at={[...at, 'turnSheet']} stage={stage} />
      </FormPart>
      <FormPart name="part.end-sheets">
        <EndSheets at={[...at, 'sheets']} stage={stage} />
      </FormPart>
    </>
  );
}

const layouts: readonly Layout['kind'][] = ['parallel', 'branch', 'common-thread'];

function LayoutFields({ at, layout }: { readonly at: ProblemPath; readonly layout: Layout }) {
  const editing = useEditing();
  return (
    <>
      <CardChoice
        name="layout"
        value={layout.kind}
        options={layouts.map((kind) => ({
          value: kind,
          label: formWords(`layout.${kind}`),
          help: formWords(`layout.${kind}.about`),
          picture: <LayoutPicture kind={kind} />,
        }))}
        disabled={editing.readOnly}
        problems={[...problemsAt(editing, at), ...problemsAt(editing, [...at, 'kind'])]}
        onChoose={(kind) => editing.change(at, newLayout(kind))}
      />
      {layout.kind === 'parallel' && (
        <SelectInput
          at={[...at, 'sendTo']}
          name="layout.send-to"
          options={(['all', 'all-or-one'] as const).map((value) => ({ value, label: formWords(`send-to.${value}`) }))}
        />
      )}
      {layout.kind === 'branch' && <NumberInput at={[...at, 'samplesPerTurn']} name="layout.samples" unit="unit.responses" width="half" />}
    </>
  );
}

function newLayout(kind: Layout['kind']): Layout {
  switch (kind) {
    case 'parallel':
      return { kind, sendTo: 'all' };
    case 'branch':
      return { kind, samplesPerTurn: 2 };
    case 'common-thread':
      return { kind };
  }
}
