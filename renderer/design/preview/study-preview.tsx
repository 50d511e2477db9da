import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from '../../../shared/contract/call.ts';
import { participantCommands, type ParticipantCommand } from '../../../shared/session/commands.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { ParticipantView } from '../../../shared/session/views.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, Select } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { message } from '../../ui/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Selection } from '../editing.ts';
import { subjectOf, type Moment } from './moments.ts';
import { PreviewBoundary } from './preview-boundary.tsx';
import { PreviewFrame, type ScreenSize } from './preview-frame.tsx';
import { previewState } from './preview-state.ts';
import { sampleWords } from './sample-words.ts';
import { afterCommand, beginning, withReplies } from './synthetic-session.ts';
import './preview.css';

const sizes = {
  laptop: { width: 1280, height: 800 },
  large: { width: 1920, height: 1080 },
} as const satisfies Record<string, ScreenSize>;
type SizeName = keyof typeof sizes;
type ThemeName = 'light' | 'dark';

/**
 * The exact screen that a participant will have at what is selected, while it is written. Held by the engine
 * with sample words, shown by the participant's own page in a frame. It never takes the focus unless it is tried.
 */
export function StudyPreview({ study, selection }: { readonly study: Study; readonly selection: Selection }) {
  const shown = useDeferredValue(study);
  return (
    <section className="study-preview" aria-label={message('design.preview.title')}>
      <PreviewBoundary resetBy={shown} fallback={<Notice tone="attention">{message('design.preview.broken')}</Notice>}>
        <Preview study={shown} selection={selection} />
      </PreviewBoundary>
    </section>
  );
}

function Preview({ study, selection }: { readonly study: Study; readonly selection: Selection }) {
  const [size, setSize] = useState<SizeName>('laptop');
  const [theme, setTheme] = useState<ThemeName>(themeOfPage);
  const [enlarged, setEnlarged] = useState(false);
  // Kept from stage to stage: whoever looks at replies looks at replies in the next stage too.
  const [chosen, setChosen] = useState<{ readonly area: string; readonly id: string } | null>(null);
  const { moments, first, hint } = subjectOf(study, selection);
  const area = areaOf(selection);
  const id = chosen?.area === area ? chosen.id : first;
  const moment = moments.find((each) => each.id === id) ?? moments.find((each) => each.id === first) ?? moments[0];

  const tools = (
    <div className="preview-tools">
      <Select
        label={message('design.preview.size')}
        hideLabel
        value={size}
        options={[
          { value: 'laptop', label: message('design.preview.size.laptop') },
          { value: 'large', label: message('design.preview.size.large') },
        ]}
        onChange={(event) => setSize(event.target.value === 'large' ? 'large' : 'laptop')}
      />
      <Select
        label={message('design.preview.theme')}
        hideLabel
        value={theme}
        options={[
          { value: 'light', label: message('design.preview.theme.light') },
          { value: 'dark', label: message('design.preview.theme.dark') },
        ]}
        onChange={(event) => setTheme(event.target.value === 'dark' ? 'dark' : 'light')}
      />
      {!enlarged && moment !== undefined && (
        <Button onClick={() => setEnlarged(true)}>
          <Icon name="enlarge" size={18} />
          {message('design.preview.enlarge')}
        </Button>
      )}
    </div>
  );
  const stage = moment !== undefined && (
    <>
      <MomentSwitch moments={moments} current={moment} onChoose={(next) => setChosen({ area, id: next })} />
      <Screen key={enlarged ? 'large' : 'small'} study={study} moment={moment} size={sizes[size]} theme={theme} fits={enlarged ? 'both' : 'width'} />
    </>
  );

  return (
    <>
      <div className="preview-head">
        <h2>{message('design.preview.title')}</h2>
        {tools}
      </div>
      {hint !== null && <p className="quiet preview-hint">{message(`design.preview.hint.${hint}`)}</p>}
      {!enlarged && stage}
      {enlarged && (
        <Dialog title={message('design.preview.title')} className="preview-dialog" onClose={() => setEnlarged(false)}>
          {tools}
          {stage}
        </Dialog>
      )}
    </>
  );
}

/** The moments of what is chosen, as buttons of which one is pressed. */
function MomentSwitch({
  moments,
  current,
  onChoose,
}: {
  readonly moments: readonly Moment[];
  readonly current: Moment;
  readonly onChoose: (id: string) => void;
}) {
  if (moments.length < 2) return null;
  return (
    <div className="preview-moments" role="group" aria-label={message('design.preview.moments')}>
      {moments.map((moment) => (
        <button
          key={moment.id}
          type="button"
          className="preview-moment"
          aria-pressed={moment === current}
          onClick={() => onChoose(moment.id)}
        >
          {nameOf(moment)}
        </button>
      ))}
    </div>
  );
}

function nameOf({ id, kind, sheet, stage }: Moment): string {
  if (id.startsWith('stage-')) return stage.title.trim() === '' ? stage.id : stage.title;
  if (kind === 'sheet') return message('design.preview.moment.sheet', { number: sheet ?? 1 });
  return message(`design.preview.moment.${kind}`);
}

/** A session that is being tried, and what it was tried from. */
interface Trying {
  readonly from: unknown;
  readonly state: SessionState;
}

const replyAfterMilliseconds = 900;

function Screen({
  study,
  moment,
  size,
  theme,
  fits,
}: {
  readonly study: Study;
  readonly moment: Moment;
  readonly size: ScreenSize;
  readonly theme: ThemeName;
  readonly fits: 'width' | 'both';
}) {
  const made = useMemo(() => previewState(study, moment, sampleWords()), [study, moment]);
  const [trying, setTrying] = useState<Trying | null>(null);
  const [attempt, setAttempt] = useState(0);
  const begun = useRef(0);
  const tried = trying !== null && trying.from === made ? trying.state : null;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const state = tried ?? (made.kind === 'state' ? made.state : null);
  const view = useMemo(() => (state === null ? null : viewOf(state)), [state]);
  if (made.kind === 'none' || view === null) {
    return <Notice>{message(`design.preview.none.${made.kind === 'none' ? made.why : 'not-in-order'}`)}</Notice>;
  }

  const onTry = (name: string, input: Readonly<Record<string, unknown>>): Answer<ParticipantView> => {
    const command = commandOf(name, input);
    if (tried === null || command === null) return { ok: false, code: 'not-now', message: '' };
    const result = afterCommand(tried, command, Date.now() - begun.current);
    if (!result.ok) return { ok: false, ...result.problem };
    setTrying({ from: made, state: result.value });
    if (command.kind === 'turn/send') {
      timer.current = setTimeout(() => setTrying((now) => (now === null ? null : { ...now, state: answered(now.state) })), replyAfterMilliseconds);
    }
    return { ok: true, value: viewOf(result.value) };
  };
  const begin = (): void => {
    clearTimeout(timer.current);
    begun.current = Date.now();
    setTrying({ from: made, state: made.state });
    if (tried !== null) setAttempt(attempt + 1);
  };

  return (
    <>
      <PreviewFrame
        view={view}
        place={`${study.id} ${moment.stage.id} ${moment.id} ${attempt}`}
        theme={theme}
        size={size}
        trying={tried !== null}
        fits={fits}
        onTry={onTry}
      />
      <div className="preview-foot">
        <Checkbox label={message('design.preview.try')} checked={tried !== null} onChange={() => (tried === null ? begin() : setTrying(null))} />
        {tried !== null && <Button onClick={begin}>{message('design.preview.again')}</Button>}
        <p className="quiet">{message(tried === null ? 'design.preview.about' : 'design.preview.trying')}</p>
      </div>
    </>
  );
}

function viewOf(state: SessionState): ParticipantView {
  return participantView('preview', state, beginning);
}

function answered(state: SessionState): SessionState {
  try {
    return withReplies(state, sampleWords());
  } catch {
    // Tried on a draft that the engine cannot go on with: it stays as it is.
    return state;
  }
}

function commandOf(name: string, input: Readonly<Record<string, unknown>>): ParticipantCommand | null {
  if (!Object.hasOwn(participantCommands, name)) return null;
  const parsed = participantCommands[name as keyof typeof participantCommands].safeParse(input);
  return parsed.success ? ({ kind: name, ...parsed.data } as ParticipantCommand) : null;
}

function areaOf([area, , list]: Selection): string {
  return area === 'sessions' ? (list === undefined ? 'session' : 'stage') : String(area ?? 'study');
}

function themeOfPage(): ThemeName {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}
