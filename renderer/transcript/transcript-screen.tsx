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
import { UnblindDialog } from './unblind-dialog.tsx';
import './transcript.css';

type Transcript = OutputOf<ModeratorContract, 'transcript/get'>;
type Unblinded = OutputOf<ModeratorContract, 'transcript/unblind'>;

/** A session to read. Blinded; which arm stood where is shown on request, for this reading only. */
export function TranscriptScreen({
  api,
  sessionId,
  onBack,
}: {
  readonly api: ModeratorApi;
  readonly sessionId: string;
  readonly onBack: () => void;
}) {
  const loaded = useLoaded(() => api.call['transcript/get']({ sessionId }));
  const [asking, setAsking] = useState(false);
  // Not kept anywhere: closing the transcript forgets it.
  const [arms, setArms] = useState<Unblinded | null>(null);
  const transcript = loaded.value;

  return (
    <main className="transcript" data-screen="transcript" aria-busy={loaded.busy}>
      <div className="transcript-head">
        <Button kind="plain" onClick={onBack}>
          <Icon name="previous" size={16} />
          {message('transcript.back')}
        </Button>
        <div className="transcript-who">
          <ScreenTitle>
            {transcript === null
              ? message('transcript.title')
              : message('transcript.participant', { code: transcript.participantCode })}
          </ScreenTitle>
          {transcript !== null && <p className="quiet">{subtitleOf(transcript)}</p>}
        </div>
        {transcript !== null && arms === null && (
          <Button
            unavailable={transcript.status === 'running'}
            title={transcript.status === 'running' ? message('transcript.unblind.running') : undefined}
            onClick={() => setAsking(true)}
          >
            {message('transcript.unblind')}
          </Button>
        )}
        {arms !== null && <Button onClick={() => setArms(null)}>{message('transcript.blind-again')}</Button>}
      </div>
      {loaded.problem !== null && (
        <div className="transcript-notice">
          <Notice tone="danger" actions={<Button onClick={loaded.reload}>{message('transcript.load-again')}</Button>}>
            {loaded.problem}
          </Notice>
        </div>
      )}
      {transcript === null && loaded.problem === null && (
        <p className="transcript-notice quiet" role="status">
          {message('transcript.loading')}
        </p>
      )}
      {arms !== null && (
        <div className="transcript-notice">
          <Notice tone="attention">{message('transcript.unblinded.now')}</Notice>
        </div>
      )}
      {transcript !== null && <TranscriptParts transcript={transcript} arms={arms} />}
      {asking && transcript !== null && (
        <UnblindDialog
          onAct={(reason) => api.call['transcript/unblind']({ sessionId, reason })}
          onDone={(unblinded) => {
            setAsking(false);
            setArms(unblinded);
            // The unblinding is itself an event of the audit trail.
            loaded.reload();
          }}
          onClose={() => setAsking(false)}
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
      label: entry.practice ? message('transcript.practice', { title: entry.title }) : entry.title,
      detail: String(entry.turns.filter((turn) => turn.status !== 'voided').length),
    })),
    { id: 'notes', label: message('transcript.notes'), detail: String(transcript.notes.length) },
    { id: 'audit', label: message('transcript.audit'), detail: String(transcript.auditTrail.length) },
  ];
  const part = (): ReactNode => {
    if (conversation !== undefined) {
      const slots = arms?.conversations.find((entry) => entry.conversationId === conversation.conversationId)?.slots;
      return <ConversationPart conversation={conversation} arms={slots ?? null} />;
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

function subtitleOf(transcript: Transcript): string {
  return message(`transcript.subtitle.${transcript.status}`, {
    study: transcript.studyTitle,
    at: dayAndTime(transcript.startedAtUtcMilliseconds, document.documentElement.lang),
    reason: transcript.endReason ?? '',
    unblinded: transcript.unblinded ? 'yes' : 'no',
  });
}
