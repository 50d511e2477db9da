import { describe, expect, it } from 'vitest';
import { previewState, startedAt, type PreviewState } from '../../../../renderer/design/preview/preview-state.ts';
import { momentsOfStage, subjectOf, type Moment } from '../../../../renderer/design/preview/moments.ts';
import { beginning, type SampleWords } from '../../../../renderer/design/preview/synthetic-session.ts';
import { screenOf } from '../../../../shared/session/participant-view.ts';
import { ParticipantScreen, type ScreenOf } from '../../../../shared/session/views.ts';
import { stagesOf, type Study } from '../../../../shared/study/protocol.ts';
import type { StageKind, StageOf } from '../../../../shared/study/stages.ts';
import { stageOf, templateNames, templateStudy } from '../../study/templates-at-hand.ts';

const words: SampleWords = {
  messages: ['What could I do with a free Sunday?', 'And if it rains?'],
  replies: ['# Go out\n\n**Walk** by the river. 🌊 Shall I say more?', 'Read.', 'Cook something slow.'],
};

function allMoments(study: Study): readonly Moment[] {
  return study.sessions.flatMap(({ stages }, session) => stages.flatMap((stage) => momentsOfStage(study, session, stage)));
}

function screenAt(study: Study, moment: Moment): ParticipantScreen {
  const preview: PreviewState = previewState(study, moment, words);
  if (preview.kind === 'none') throw new Error(`${moment.stage.id} ${moment.id}: ${preview.why}`);
  return screenOf(preview.state, beginning);
}

function momentOf(study: Study, kind: StageKind, id: string): Moment {
  const found = allMoments(study).find((moment) => moment.stage.kind === kind && moment.id === id);
  if (!found) throw new Error(`No moment ${id} of ${kind}.`);
  return found;
}

/** The conversations of a template, with something of them changed. */
function withTalk(study: Study, change: (stage: StageOf<'conversations'>) => void): Study {
  const copy = structuredClone(study);
  change(stageOf(copy, 'conversations'));
  return copy;
}

describe.each(templateNames)('the preview of %s', (name) => {
  const study = templateStudy(name);

  it('has a screen for every moment of every stage, of a kind that the participant’s window knows', () => {
    for (const moment of allMoments(study)) {
      const screen = screenAt(study, moment);
      expect(ParticipantScreen.safeParse(screen).error).toBeUndefined();
      if (moment.kind === 'sheet') expect(screen.kind).toBe('judgement');
      if (moment.kind === 'screen') expect(screen.kind).toBe(moment.stage.kind);
    }
  });

  it('has something to show for whatever the outline can choose', () => {
    const places = [[], ['arms'], ['arms', 0], ['sessions', 0], ['allocation'], ['analysis'], ['blinding']];
    for (const selection of places) expect(subjectOf(study, selection).moments).not.toEqual([]);
    expect(subjectOf(study, ['sessions', 0]).moments).toHaveLength(study.sessions[0]?.stages.length ?? 0);
  });
});

describe('moments of a conversation', () => {
  const study = templateStudy('prism-x');
  const talk = (id: string): ScreenOf<'conversation'> => screenAt(study, momentOf(study, 'conversations', id)) as ScreenOf<'conversation'>;

  it('begins without a word, waits for every slot, and shows all replies at once', () => {
    expect(talk('opening')).toMatchObject({ kind: 'conversation', turnCount: 0, waiting: 'no' });
    expect(talk('waiting')).toMatchObject({ waiting: 'replies', canSend: false });
    const { threads } = talk('replies');
    expect(threads).toHaveLength(study.arms.length);
    expect(threads.every(({ turns }) => turns[0]?.reply !== null)).toBe(true);
  });

  it('judges the sheets one after the other, the second about the preferred slot of the first', () => {
    const second = screenAt(study, momentOf(study, 'conversations', 'sheet-2')) as ScreenOf<'judgement'>;
    expect(second).toMatchObject({ sheetNumber: 2, judging: { preferred: 'A' } });
  });

  it('shows in the branch of PRISM 2024 first the arms, then the samples, then the history', () => {
    const branch = templateStudy('prism-2024');
    const layout = stageOf(branch, 'conversations').layout;
    const samples = screenAt(branch, momentOf(branch, 'conversations', 'samples')) as ScreenOf<'conversation'>;
    expect(samples.history).toHaveLength(1);
    expect(samples.threads).toHaveLength(layout.kind === 'branch' ? layout.samplesPerTurn : 0);
  });

  it('plays the look that the study asks for into its replies', () => {
    const plain = structuredClone(study);
    plain.blinding.look = { headings: true, bold: true, emoji: true, trailingQuestions: true };
    const screen = screenAt(plain, momentOf(plain, 'conversations', 'replies')) as ScreenOf<'conversation'>;
    const replies = screen.threads.map(({ turns }) => turns[0]?.reply ?? '').join('\n');
    expect(replies).toContain('Walk by the river.');
    expect(replies).not.toMatch(/#|\*\*|🌊|Shall I/u);
  });

  it('offers the choice of a type where the participant picks it, and only there', () => {
    const picked = withTalk(study, (stage) => {
      stage.conversations.order = 'participant';
    });
    expect(screenAt(picked, momentOf(picked, 'conversations', 'type-choice')).kind).toBe('type-choice');
    expect(() => momentOf(study, 'conversations', 'type-choice')).toThrow();
  });

  it('keeps sample words within the limits of messages', () => {
    const short = withTalk(study, (stage) => {
      stage.messages = { ...stage.messages, maximumWords: 2 };
      stage.conversations.types.forEach((type) => {
        type.opening = { kind: 'free' };
      });
    });
    const screen = screenAt(short, momentOf(short, 'conversations', 'waiting')) as ScreenOf<'conversation'>;
    expect(screen.threads[0]?.turns[0]?.message).toBe('What could');
  });
});

describe('a draft that is not in order', () => {
  const study = templateStudy('prism-x');

  it('still shows its consent when nothing can be dealt', () => {
    const broken = { ...structuredClone(study), arms: [] };
    expect(screenAt(broken, momentOf(broken, 'consent', 'screen')).kind).toBe('consent');
    expect(previewState(broken, momentOf(broken, 'conversations', 'replies'), words)).toEqual({ kind: 'none', why: 'not-in-order' });
  });

  it('shows conversations although more arms are to be shown than there are, or two stages have one name', () => {
    const many = structuredClone(study);
    many.allocation.armsPerConversation = 6;
    many.arms = many.arms.slice(0, 3);
    expect(screenAt(many, momentOf(many, 'conversations', 'replies')).kind).toBe('conversation');
    const twice = structuredClone(study);
    twice.sessions[0]?.stages.push(structuredClone(stageOf(twice, 'conversations')));
    expect(screenAt(twice, momentOf(twice, 'conversations', 'replies')).kind).toBe('conversation');
  });

  it('says what is missing for a guess or a repeat without conversations', () => {
    const silent = structuredClone(study);
    for (const session of silent.sessions) session.stages = session.stages.filter(({ kind }) => kind !== 'conversations');
    silent.sessions[0]?.stages.push(stageOf(study, 'blinding-guess'));
    expect(previewState(silent, momentOf(silent, 'blinding-guess', 'screen'), words)).toEqual({ kind: 'none', why: 'nothing-to-guess' });
    const [first] = silent.sessions;
    first?.stages.push({ kind: 'repeats', id: 'again', title: 'Again', of: 'gone', count: 1, prompt: 'Once more.', sheets: ['x'] });
    const repeat = momentOf(silent, 'repeats', 'screen');
    expect(previewState(silent, repeat, words).kind).toBe('none');
  });
});

it('judges once more in a later session what was said in the first', () => {
  const study = templateStudy('prism-x');
  const talk = stageOf(study, 'conversations');
  const [first] = study.sessions;
  if (!first) throw new Error('The template has no session.');
  first.stages = first.stages.filter(({ kind }) => kind !== 'repeats');
  study.sessions.push({
    id: 'later',
    title: 'Later',
    expectedMinutes: 10,
    gap: { minimumDays: 7, maximumDays: 14 },
    stages: [{ kind: 'repeats', id: 'again', title: 'Again', of: talk.id, count: 1, prompt: 'Once more.', sheets: [talk.sheets[0]?.id ?? ''] }],
  });
  const screen = screenAt(study, momentOf(study, 'repeats', 'sheet-1')) as ScreenOf<'judgement'>;
  expect(screen).toMatchObject({ kind: 'judgement', repeat: true, prompt: 'Once more.' });
  expect(screen.threads.every(({ turns }) => turns.length > 0)).toBe(true);
});

it('lets a break end when it would if it began now', () => {
  const study = templateStudy('prism-x');
  const [first] = study.sessions;
  first?.stages.unshift({ kind: 'break', id: 'pause', title: 'Break', text: 'Rest.', minimumSeconds: 30 });
  expect(startedAt(screenAt(study, momentOf(study, 'break', 'screen')), 1_000_000)).toMatchObject({ endsAtUtcMilliseconds: 1_030_000 });
  expect(stagesOf(study)[0]?.id).toBe('pause');
});
