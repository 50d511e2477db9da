import type { PreflightCheck } from '../../shared/contract/moderator.ts';
import { readableBytes } from '../ui/bytes.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { message, messageIfAny, type MessageKey } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';

type Verdict = PreflightCheck['verdict'];

const looks: Readonly<Record<Verdict, { readonly icon: IconName; readonly word: MessageKey }>> = {
  ok: { icon: 'check', word: 'preflight.verdict.ok' },
  attention: { icon: 'attention', word: 'preflight.verdict.attention' },
  problem: { icon: 'close', word: 'preflight.verdict.problem' },
};

/** The check before a session, line by line: what was looked at, how it stands, in words and with a sign. */
export function CheckList({
  lines,
  busy,
  problem,
  onRunAgain,
}: {
  readonly lines: readonly PreflightCheck[] | null;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onRunAgain: () => void;
}) {
  return (
    <section className="card stack check-list" aria-labelledby="preflight-title" aria-busy={busy}>
      <div className="screen-head">
        <h2 id="preflight-title">{message('preflight.title')}</h2>
        <Button unavailable={busy} onClick={onRunAgain}>
          <Icon name="refresh" size={16} />
          {message(busy ? 'preflight.running' : 'preflight.run-again')}
        </Button>
      </div>
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
      {lines === null ? (
        problem === null && (
          <p className="quiet" role="status">
            {message('preflight.about')}
          </p>
        )
      ) : (
        <ul className="checks">
          {lines.map((line) => (
            <li key={line.id} className={`preflight-line ${line.verdict}`}>
              <Icon name={looks[line.verdict].icon} />
              <div>
                <p className="preflight-name">
                  <strong>{messageIfAny(`preflight.${line.id}.name`) ?? line.id}</strong>
                  <span className="preflight-word">{message(looks[line.verdict].word)}</span>
                </p>
                <p>{sentenceOf(line)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function sentenceOf(line: PreflightCheck): string {
  const { free } = line.values;
  if (line.id === 'disk' && typeof free === 'number' && free < 0) return message('preflight.disk.unknown');
  const values = {
    ...line.values,
    ...(typeof free === 'number' ? { free: readableBytes(free, document.documentElement.lang) } : {}),
  };
  return messageIfAny(`preflight.${line.id}.${line.reason}`, values) ?? line.reason;
}
