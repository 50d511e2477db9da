import { useRef, useState } from 'react';
import type { AttributeValue } from '../../shared/session/events.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle, TrialHead } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall, type PendingCall } from '../ui/pending-call.ts';
import { ReadAgain } from '../ui/read-again.tsx';
import { SavedState } from '../ui/saved-state.tsx';
import { nameOfSlot } from '../ui/slot-mark.tsx';
import { Slider } from '../ui/slider.tsx';
import { useKeptJudgement } from './use-kept-judgement.ts';
import './judgement.css';

/** Why the best one was best: its qualities on sliders, and what was good and bad in words. */
export function ExplanationScreen({ screen, call, drafts }: ScreenProps<'explanation'>) {
  const { conversationId, best, attributes, values, feedback, threads } = screen;
  const draftKey = (side: 'good' | 'bad') => `feedback:${conversationId}:${side}`;
  const [words, setWords] = useState(() => ({
    good: textFrom(drafts.read(draftKey('good'))),
    bad: textFrom(drafts.read(draftKey('bad'))),
  }));
  const body = useRef<HTMLElement>(null);
  const judging = usePendingCall('participant');
  const confirming = usePendingCall('participant');

  const assistant = nameOfSlot(best);
  const thread = threads.find((each) => each.slot === best);
  const openItems = attributes.items.filter((item) => values[item.id] === undefined);
  const missingCharacters = feedback.minimumCharacters - words.good.trim().length - words.bad.trim().length;
  const tooMany = Math.max(words.good.trim().length, words.bad.trim().length) - feedback.maximumCharacters;
  const missing =
    openItems.length > 0
      ? message('participant.explanation.missing-qualities', { count: openItems.length })
      : missingCharacters > 0
        ? message('participant.explanation.missing-words', { count: missingCharacters })
        : tooMany > 0
          ? message('participant.too-long', { count: tooMany })
          : null;

  const write = (side: 'good' | 'bad', text: string) => {
    setWords((before) => ({ ...before, [side]: text }));
    drafts.keep(draftKey(side), text);
  };
  const showMissing = () => {
    const item = openItems[0];
    const target = item === undefined ? 'textarea' : `[data-quality="${item.id}"] input`;
    body.current?.querySelector<HTMLElement>(target)?.focus();
  };

  return (
    <Page
      kind="explanation"
      ref={body}
      head={<TrialHead {...screen} />}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={missing}
          failure={confirming.failure ?? judging.failure}
          pending={confirming.pending}
          onContinue={() =>
            void confirming.run(() =>
              call['judgement/confirm-explanation']({ conversationId, good: words.good, bad: words.bad }),
            )
          }
          onShowMissing={showMissing}
          status={<SavedState drafts={drafts} prefix={`feedback:${conversationId}:`} />}
        />
      }
    >
      <section className="judgement-section">
        <div className="judgement-title">
          <PageTitle>{attributes.question.replaceAll('{assistant}', assistant)}</PageTitle>
          {thread !== undefined && <ReadAgain thread={thread} label={message('ui.read-again.of', { assistant })} />}
        </div>
        {attributes.help !== '' && <p className="quiet judgement-help">{attributes.help}</p>}
        <div className="card qualities">
          {attributes.items.map((item) => (
            <Quality
              key={item.id}
              item={item}
              scale={attributes}
              value={values[item.id] ?? null}
              send={(value) => call['judgement/rate-attribute']({ conversationId, attribute: item.id, value })}
              pending={judging}
            />
          ))}
        </div>
      </section>
      <section className="judgement-section">
        <h2 className="judgement-second">{feedback.question}</h2>
        <div className="feedback">
          {(['good', 'bad'] as const).map((side) => (
            <TextArea
              key={side}
              label={feedback[side]}
              rows={4}
              value={words[side]}
              onChange={(event) => write(side, event.target.value)}
            />
          ))}
        </div>
      </section>
    </Page>
  );
}

function Quality({
  item,
  scale,
  value,
  send,
  pending,
}: {
  readonly item: ScreenProps<'explanation'>['screen']['attributes']['items'][number];
  readonly scale: { readonly low: string; readonly high: string; readonly notApplicable: string };
  readonly value: AttributeValue | null;
  readonly send: (value: AttributeValue) => ReturnType<ScreenProps<'explanation'>['call']['judgement/rate-attribute']>;
  readonly pending: PendingCall;
}) {
  const [shown, rate] = useKeptJudgement<AttributeValue | null>(value, (next) => send(next ?? 'not-applicable'), pending);
  const notApplicable = shown === 'not-applicable';
  const row = useRef<HTMLDivElement>(null);
  return (
    <div className="quality" data-quality={item.id} data-slider-row="" ref={row}>
      <div className="quality-words">
        <span className="quality-label">{item.label}</span>
        {item.help !== undefined && <span className="quality-help">{item.help}</span>}
      </div>
      <Slider
        label={item.label}
        low={scale.low}
        high={scale.high}
        value={typeof shown === 'number' ? shown : null}
        noHint={notApplicable}
        onCommit={rate}
      />
      {/* Taken back by moving the slider: every quality then still has exactly one answer. */}
      <Button
        className="quality-not"
        aria-pressed={notApplicable}
        aria-label={message('participant.explanation.not-applicable', { quality: item.label, answer: scale.notApplicable })}
        onClick={() => {
          if (notApplicable) row.current?.querySelector('input')?.focus();
          else rate('not-applicable');
        }}
      >
        {notApplicable && <Icon name="check" size={18} />}
        {scale.notApplicable}
      </Button>
    </div>
  );
}

function textFrom(draft: unknown): string {
  return typeof draft === 'string' ? draft : '';
}
