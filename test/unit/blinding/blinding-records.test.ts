import { describe, expect, it } from 'vitest';
import { blindingRecordsOf } from '../../../shared/blinding/records.ts';
import type { Stage } from '../../../shared/study/stages.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy, withStages } from '../session/small-study.ts';

describe('what a blinding report is made of', () => {
  it('scores every guess by the arms that its own question was about', () => {
    const study = withStages(smallStudy, (stages) =>
      stages.flatMap((stage): Stage[] =>
        stage.kind === 'blinding-guess' ? [stage, { ...stage, id: 'guess-pooled', title: 'Which felt average?', targets: ['arm-pooled'] }] : [stage],
      ),
    );
    const session = new PlayedSession(study);
    while (session.state.status === 'running') session.completeStep();
    const { guesses } = blindingRecordsOf(study, [{ sessionId: 's', state: session.state, events: session.events }]);
    expect(guesses.map(({ conversationId, targets }) => [conversationId, targets])).toEqual([
      ['trials-1', ['arm-personal']],
      ['trials-2', ['arm-personal']],
      ['trials-1', ['arm-pooled']],
      ['trials-2', ['arm-pooled']],
    ]);
  });

  it('takes no pause for time that a judgement took', () => {
    const session = new PlayedSession(smallStudy);
    session.reach('trials');
    session.holdTurn('Hello');
    session.must({ kind: 'conversation/finish', conversationId: session.conversationId() });
    session.wait(4_000);
    session.must({ kind: 'session/pause', reason: 'Phone call' }, 'moderator');
    session.wait(600_000);
    session.must({ kind: 'session/resume' }, 'moderator');
    session.wait(3_000);
    session.fillSheet();
    const { judgements } = blindingRecordsOf(smallStudy, [{ sessionId: 's', state: session.state, events: session.events }]);
    expect(judgements.map(({ milliseconds }) => milliseconds)).toEqual([7_000, 7_000, 7_000, 7_000]);
  });
});
