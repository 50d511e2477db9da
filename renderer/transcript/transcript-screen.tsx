import { useState, type ReactNode } from 'react';
import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorApi, ModeratorContract } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { Sections, type Section } from '../ui/sections.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { AnswersPart, NotesPart, StepsPart } from './overview-parts.tsx';
import { AuditTrailPart } from './audit-trail-part.tsx';
import { ConversationPart } from './conversation-part.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import '../ui/subject.css';
import '../ui/turn.css';
import './transcript.css';

type Transcript = OutputOf<ModeratorContract, 'transcript/get'>;
type Unblinded = OutputOf<ModeratorContract, 'transcript/unblind'>;

/** A session to read. Blinded; which arm stood where is shown on request, for this reading only. */
export function TranscriptScreen({
  api,
  sessionId,
  back,
  onBack,
}: {
  readonly api: ModeratorApi;
  readonly sessionId: string;
  /** Where it was opened from. */
  readonly back: 'sessions' | 'participant';
  readonly onBack: () => void;
}) {
  const loaded = useLoaded(() => api.call['transcript/get']({ sessionId }));
  const [asking, setAsking] = useState<'unblind' | 'void' | null>(null);
  // Not kept anywhere: closing the transcript forgets it.
  const [arms, setArms] = useState<Unblinded | null>(null);
  const transcript = loaded.value;

  return (
    <main className="subject" data-screen="transcript" aria-busy={loaded.busy}>
      <div className="subject-head">
        <Button kind="plain" onClick={onBack}>
          <Icon name="previous" size={16} />
          {message(back === 'sessions' ? 'transcript.back' : 'transcript.back.participant')}
        </Button>
        <div className="subject-who">
          <ScreenTitle>
            {transcript === null
              ? message('transcript.title')
              : message('transcript.participant', { code: transcript.participantCode })}
          </ScreenTitle>
          {transcript !== null && (
            <>
              <p className="quiet">{subtitleOf(transcript)}</p>
              <p className="quiet">{heldBy(transcript)}</p>
            </>
          )}
        </div>
        {transcript !== null && transcript.standing !== 'voided' && (
          <Button
            unavailable={transcript.status === 'running'}
            title={transcript.status === 'running' ? message('transcript.void.running') : undefined}
            onClick={() => setAsking('void')}
          >
            {message('transcript.void')}
          </Button>
        )}
        {transcript !== null && arms === null && (
          <Button
            unavailable={transcript.status === 'running'}
            title={transcript.status === 'running' ? message('transcript.unblind.running') : undefined}
            onClick={() => setAsking('unblind')}
          >
            {message('transcript.unblind')}
          </Button>
        )}
        {arms !== null && <Button onClick={() => setArms(null)}>{message('transcript.blind-again')}</Button>}
      </div>
      {loaded.problem !== null && (
        <div className="subject-notice">
          {loaded.refusal === 'session-erased' ? (
            <Notice>{loaded.problem}</Notice>
          ) : (
            <Notice tone="danger" actions={<Button onClick={loaded.reload}>{message('transcript.load-again')}</Button>}>
              {loaded.problem}
            </Notice>
          )}
        </div>
      )}
      {transcript === null && loaded.problem === null && (
        <p className="subject-notice quiet" role="status">
          {message('transcript.loading')}
        </p>
      )}
      {transcript !== null && transcript.standing !== 'kept' && (
        <div className="subject-notice">
          <Notice tone="attention">{standingOf(transcript)}</Notice>
        </div>
      )}
      {arms !== null && (
        <div className="subject-notice">
          <Notice tone="attention">{message('transcript.unblinded.now')}</Notice>
        </div>
      )}
      {transcript !== null && <TranscriptParts transcript={transcript} arms={arms} />}
      {asking === 'unblind' && (
        <ReasonDialog
          words={wordsOf('unblind')}
          onAct={(reason) => api.call['transcript/unblind']({ sessionId, reason })}
          onDone={(unblinded) => {
            setAsking(null);
            setArms(unblinded);
            // The unblinding is itself an event of the audit trail.
            loaded.reload();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'void' && (
        <ReasonDialog
          words={wordsOf('void')}
          onAct={(reason) => api.call['transcript/void']({ sessionId, reason })}
          onDone={() => {
            setAsking(null);
            loaded.reload();
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </main>
  );
}

function TranscriptParts({ transcript, arms }: { readonly transcript: Transcript; readonly arms: Unblinded | null }) {
  const [chosen, setChosen] = useState('steps');
  const conversation = transcript.conversations.find((entry) => `conversation-${entry.conversationId}` === chosen);
  const sections: readonly Section[] = [
    { id: 'steps', label: message('transcript.steps') },
    { id: 'answers', label: message('transcript.answers'), detail: String(transcript.answers.length) },
    ...transcript.conversations.map((entry) => ({
      id: `conversation-${entry.conversationId}`,
      label: labelOf(transcript, entry),
      detail: String(entry.repeat?.exchanges.length ?? entry.turns.filter((turn) => turn.status !== 'voided').length),
    })),
    { id: 'notes', label: message('transcript.notes'), detail: String(transcript.notes.length) },
    { id: 'audit', label: message('transcript.audit'), detail: String(transcript.auditTrail.length) },
  ];
  const part = (): ReactNode => {
    if (conversation !== undefined) {
      const named = arms?.conversations.find((entry) => entry.conversationId === conversation.conversationId);
      return <ConversationPart conversation={conversation} arms={named ?? null} />;
    }
    if (chosen === 'answers') return <AnswersPart transcript={transcript} />;
    if (chosen === 'notes') return <NotesPart transcript={transcript} />;
    if (chosen === 'audit') return <AuditTrailPart trail={transcript.auditTrail} />;
    return <StepsPart transcript={transcript} />;
  };
  return (
    <Sections label={message('transcript.parts')} sections={sections} chosen={chosen} onChoose={setChosen}>
      {part()}
    </Sections>
  );
}

/** Two conversations can have one title: then they are counted. */
function labelOf({ conversations }: Transcript, entry: Transcript['conversations'][number]): string {
  const { title } = entry;
  if (entry.practice) return message('transcript.practice', { title });
  if (entry.repeat !== null) return message('transcript.repeat', { title });
  const same = conversations.filter((each) => each.title === title && !each.practice && each.repeat === null);
  return same.length === 1 ? title : message('transcript.numbered', { title, number: same.indexOf(entry) + 1 });
}

function wordsOf(what: 'unblind' | 'void') {
  return {
    title: message(`transcript.${what}.title`),
    about: message(`transcript.${what}.about`),
    reason: message(`transcript.${what}.reason`),
    cancel: message(`transcript.${what}.cancel`),
    confirm: message(`transcript.${what}.confirm`),
  };
}

function heldBy({ sessionNumber, sessionCount, moderator, studyVersion }: Transcript): string {
  return message('transcript.held-by', {
    number: sessionNumber,
    count: sessionCount,
    moderator,
    signed: moderator === '' ? 'no' : 'yes',
    version: studyVersion ?? 0,
  });
}

function standingOf({ standing, voidReason, endReason }: Transcript): string {
  return message('transcript.standing', { standing, reason: voidReason ?? endReason ?? '' });
}

function subtitleOf(transcript: Transcript): string {
  return message(`transcript.subtitle.${transcript.status}`, {
    study: transcript.studyTitle,
    at: dayAndTime(transcript.startedAtUtcMilliseconds, document.documentElement.lang),
    reason: transcript.endReason ?? '',
    unblinded: transcript.unblinded ? 'yes' : 'no',
  });
}
