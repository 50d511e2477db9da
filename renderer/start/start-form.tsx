import { useRef, useState } from 'react';
import { Pin, type ModeratorApi, type SessionEntry, type StudyEntry } from '../../shared/contract/moderator.ts';
import { ParticipantCode } from '../../shared/contract/participant-code.ts';
import { drawCode } from '../../shared/people/code.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { announce } from '../ui/announcer.tsx';
import { useBattery } from '../ui/battery.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../ui/staff-call.ts';
import { CheckList } from './check-list.tsx';
import { withBattery } from './power.ts';
import { SessionDetailFields } from './session-detail-fields.tsx';
import { missingDetail, startOf, type SessionDetails } from './session-details.ts';
import { useNextSession } from './use-next-session.ts';
import { usePersonalChecks } from './use-personal-checks.ts';
import { drawFromCrypto, isEasyPin, suggestPin } from './suggestions.ts';

type Display = 'second' | 'same';

export interface StartFormProps {
  readonly api: ModeratorApi;
  readonly study: StudyEntry;
  /** Who comes back; null for somebody new. */
  readonly participantCode: string | null;
  /** Who signed the session before, to be offered again. */
  readonly lastModerator: string;
  /** The session to go on with; null for a new one. */
  readonly session: SessionEntry | null;
  readonly takenCodes: readonly string[];
  readonly displays: number;
  readonly pinIsSet: boolean;
  readonly onCancel: () => void;
  readonly onStarted: (view: LiveView) => void;
}

export function StartForm({
  api,
  study,
  participantCode,
  lastModerator,
  session,
  takenCodes,
  displays,
  pinIsSet: pinWasSet,
  onCancel,
  onStarted,
}: StartFormProps) {
  const { studyId } = study;
  const battery = useBattery();
  const checks = useLoaded(() => api.call['preflight/run']({ studyId }));
  const starting = useStaffCall();
  const [code, setCode] = useState(() => session?.participantCode ?? participantCode ?? drawCode(takenCodes, drawFromCrypto));
  const [pin, setPin] = useState(() => suggestPin(drawFromCrypto));
  const [pinIsSet, setPinIsSet] = useState(pinWasSet);
  const [display, setDisplay] = useState<Display>(displays > 1 ? 'second' : 'same');
  const codeField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);

  const readCode = ParticipantCode.safeParse(code);
  const codeProblem = session !== null || readCode.success ? null : message('start.code.problem');
  const next = useNextSession(api, studyId, session === null && readCode.success ? readCode.data : null);
  const personalChecks = usePersonalChecks(api, studyId, session === null && readCode.success ? readCode.data : null, checks.value);
  const [details, setDetails] = useState<SessionDetails>({ moderator: lastModerator, stratum: null, replaces: '', outsideGap: '' });
  const missing = session === null ? missingDetail(study, next, details) : null;
  const pinProblem = pinIsSet || Pin.safeParse(pin).success ? null : message('start.pin.problem');

  // The missing PIN is no obstacle here: it is set on this screen, with the start.
  const lines = checks.value === null ? null : [...personalChecks, ...checks.value.map((check) => withBattery(check, battery))];
  const problems = lines?.filter((line) => line.verdict === 'problem' && line.id !== 'pin') ?? [];
  const obstacle =
    codeProblem !== null
      ? message('start.wait.code')
      : pinProblem !== null
        ? message('start.wait.pin')
        : lines === null || checks.busy
          ? checks.problem === null
            ? message('start.wait.checks')
            : message('start.wait.checks-failed')
          : problems.length > 0
            ? message('start.wait.problems', { count: problems.length })
            : missing !== null
              ? message(missing)
              : null;

  const start = async (): Promise<void> => {
    const started = await starting.run(async () => {
      if (!pinIsSet) {
        const kept = await api.call['settings/set-pin']({ pin });
        if (!kept.ok) return kept;
        setPinIsSet(true);
      }
      return session === null
        ? api.call['session/start']({ studyId, participantCode: code, display, ...startOf(details, next) })
        : api.call['session/continue']({ sessionId: session.sessionId, display });
    });
    if (started !== null) onStarted(started.value);
  };

  const startLabel = session === null ? message('start.start') : message('start.continue');
  return (
    <form
      className="start-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (obstacle === null && !starting.busy) void start();
      }}
    >
      <div className="start-columns">
        <div className="stack">
          <section className="card stack">
            <h2>{message('start.participant')}</h2>
            {session === null ? (
              <div className="start-with-button">
                <TextField
                  ref={codeField}
                  label={message('start.code')}
                  help={message('start.code.help')}
                  problem={codeProblem}
                  value={code}
                  maxLength={32}
                  spellCheck={false}
                  onChange={(event) => setCode(event.target.value)}
                />
                <Button onClick={() => setCode(drawCode([...takenCodes, code], drawFromCrypto))}>
                  {message('start.code.another')}
                </Button>
              </div>
            ) : (
              <p className="start-code">{session.participantCode}</p>
            )}
            {session === null && <SessionDetailFields study={study} next={next} details={details} onChange={setDetails} />}
          </section>
          <section className="card stack">
            <h2>{message('start.display')}</h2>
            {displays > 1 ? (
              <RadioGroup
                label={message('start.display.question')}
                options={[
                  { value: 'second', label: message('start.display.second') },
                  { value: 'same', label: message('start.display.same') },
                ]}
                value={display}
                onChange={(value) => setDisplay(value === 'second' ? 'second' : 'same')}
              />
            ) : (
              <p>{message('start.display.only')}</p>
            )}
            {display === 'same' && <p className="quiet">{message('start.display.return')}</p>}
          </section>
          <section className="card stack">
            <h2>{message('start.pin')}</h2>
            {pinIsSet ? (
              <p className="quiet">{message('start.pin.set')}</p>
            ) : (
              <>
                <TextField
                  ref={pinField}
                  label={message('start.pin.new')}
                  help={message('start.pin.help')}
                  problem={pinProblem}
                  className="start-pin"
                  inputMode="numeric"
                  maxLength={12}
                  value={pin}
                  onChange={(event) => setPin(event.target.value)}
                />
                {pinProblem === null && isEasyPin(pin) && <p className="quiet">{message('start.pin.easy')}</p>}
              </>
            )}
          </section>
        </div>
        <CheckList lines={lines} busy={checks.busy} problem={checks.problem} onRunAgain={checks.reload} />
      </div>
      <div className="start-foot">
        {starting.problem !== null && <Notice tone="danger">{starting.problem}</Notice>}
        <div className="row start-buttons">
          <p className="start-obstacle" id="start-obstacle">
            {starting.busy ? message('start.starting.about') : (obstacle ?? message('start.ready'))}
          </p>
          <Button onClick={onCancel} unavailable={starting.busy}>
            {message('start.cancel')}
          </Button>
          <Button
            kind="primary"
            type="submit"
            aria-describedby="start-obstacle"
            aria-busy={starting.busy}
            unavailable={obstacle !== null || starting.busy}
            onUnavailable={() => {
              if (obstacle === null) return;
              announce(obstacle);
              (codeProblem === null ? (pinProblem === null ? null : pinField) : codeField)?.current?.focus();
            }}
          >
            {starting.busy ? message('start.starting') : startLabel}
          </Button>
        </div>
      </div>
    </form>
  );
}
