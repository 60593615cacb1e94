import type { Answer } from './ask.js';

export interface Sent extends Answer {
  /** What was asked, as the sender calls it. */
  readonly what: string;
  /** When it was sent, in milliseconds on the clock of `performance`. */
  readonly sentAtMs: number;
}

/** Requests at a steady rate, whether or not earlier ones have been answered. */
export interface Load {
  /** Stops sending, and gives everything that was sent, answered. */
  stop(): Promise<readonly Sent[]>;
  /** The same, for a test that failed before: nothing goes on being sent. */
  close(): Promise<unknown>;
}

/** `send(n)` sends the nth request and says what it was. */
export const startLoad = ({
  perSecond,
  send,
}: {
  readonly perSecond: number;
  readonly send: (number: number) => { readonly what: string; readonly answer: Promise<Answer> };
}): Load => {
  const underWay: Promise<Sent>[] = [];
  const startedAtMs = performance.now();

  const sendDue = (): void => {
    // Never a burst after this process has been busy itself: that would be another load than the one promised.
    const due = Math.min(((performance.now() - startedAtMs) * perSecond) / 1000, underWay.length + 4);
    while (underWay.length < due) {
      const sentAtMs = performance.now();
      const { what, answer } = send(underWay.length);
      underWay.push(answer.then((known) => ({ ...known, what, sentAtMs })));
    }
  };
  const clock = setInterval(sendDue, 2);

  const stop = async (): Promise<readonly Sent[]> => {
    clearInterval(clock);
    return Promise.all(underWay);
  };
  return { stop, close: stop };
};
