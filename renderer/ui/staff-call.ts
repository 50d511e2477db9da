import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import { announce } from './announcer.tsx';
import { message, messageIfAny } from './messages.ts';

type Failure = Extract<Answer<unknown>, { ok: false }>;

/** What went wrong, in a sentence: the code's own where there is one, otherwise what the main process said. */
function sentenceOfFailure(failure: Failure): string {
  const sentence = messageIfAny(`moderator.refusal.${failure.code}`);
  return sentence ?? (failure.message === '' ? message('ui.failed') : failure.message);
}

export interface StaffCall {
  readonly busy: boolean;
  /** Why the last call failed; null once another one begins. */
  readonly problem: string | null;
  readonly forget: () => void;
  /** Runs a call unless one is running; the result in a box, or null when there is none. */
  readonly run: <Value>(call: () => Promise<Answer<Value>>) => Promise<{ readonly value: Value } | null>;
}

/**
 * One call of a button or form: whether it runs, and why it failed. What was typed stays with the caller.
 * Without a time limit: the main process answers every call, and some wait for a person or a slow model.
 */
export function useStaffCall(): StaffCall {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);

  const run = useCallback(async <Value>(call: () => Promise<Answer<Value>>): Promise<{ value: Value } | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setProblem(null);
    const answer = await answerOf(call);
    running.current = false;
    setBusy(false);
    if (answer.ok) return { value: answer.value };
    const sentence = sentenceOfFailure(answer);
    setProblem(sentence);
    announce(sentence);
    return null;
  }, []);
  const forget = useCallback(() => setProblem(null), []);

  return { busy, problem, forget, run };
}

export interface Loaded<Value> {
  readonly value: Value | null;
  readonly busy: boolean;
  readonly problem: string | null;
  /** The code of a refusal, for what is no failure; null when there was none. */
  readonly refusal: string | null;
  readonly reload: () => void;
  /** Takes over a newer value that came with the answer to another call. */
  readonly replace: (value: Value) => void;
}

/** Loads what a screen shows, when it opens and when asked again. A failure keeps what was shown before. */
export function useLoaded<Value>(load: () => Promise<Answer<Value>>): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });

  useEffect(() => {
    let abandoned = false;
    void answerOf(latest.current).then((answer) => {
      if (abandoned) return;
      setBusy(false);
      setProblem(answer.ok ? null : sentenceOfFailure(answer));
      setRefusal(answer.ok ? null : answer.code);
      if (answer.ok) setValue(answer.value);
    });
    return () => {
      abandoned = true;
    };
  }, [round]);

  const reload = useCallback(() => {
    setBusy(true);
    setRound((count) => count + 1);
  }, []);

  return { value, busy, problem, refusal, reload, replace: setValue };
}

/**
 * The answer to a question that changes while somebody types: asked once typing rests, and only the answer to
 * the newest question counts. What was answered before stays until then; null asks nothing.
 */
export function useAnswer<Input, Value>(
  input: Input | null,
  ask: (input: Input) => Promise<Answer<Value>>,
  restMilliseconds = 400,
): { readonly value: Value | null; readonly busy: boolean; readonly problem: string | null } {
  const [shown, setShown] = useState<{ readonly of: string; readonly value: Value | null; readonly problem: string | null } | null>(null);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  const question = input === null ? null : JSON.stringify(input);

  useEffect(() => {
    if (question === null) return undefined;
    let abandoned = false;
    const timer = setTimeout(() => {
      void answerOf(() => latest.current(JSON.parse(question) as Input)).then((answer) => {
        if (abandoned) return;
        setShown((before) =>
          answer.ok ? { of: question, value: answer.value, problem: null } : { of: question, value: before?.value ?? null, problem: sentenceOfFailure(answer) },
        );
      });
    }, restMilliseconds);
    return () => {
      abandoned = true;
      clearTimeout(timer);
    };
  }, [question, restMilliseconds]);

  return { value: shown?.value ?? null, busy: question !== null && shown?.of !== question, problem: shown?.problem ?? null };
}

async function answerOf<Value>(call: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
  try {
    return await call();
  } catch {
    return { ok: false, code: 'no-answer', message: '' };
  }
}
