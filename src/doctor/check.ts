import type { Subject } from './subject.js';

export type Outcome = 'pass' | 'warn' | 'fail' | 'skip';

/** What a check found: what was sent or looked at, what was expected, and what to do where something is to be done. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly message: string;
  /** Text to paste, or a sentence. Never a secret. */
  readonly fix?: string;
}

/** A verdict by the name of its check, as `--json` prints it. */
export interface Finding {
  readonly check: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly fix: string | null;
}

export interface Check {
  readonly name: string;
  /** Checks without which this one would only repeat what they said. */
  readonly needs?: readonly string[];
  /** Whether it makes sense only where the issuer is a Cognito user pool. */
  readonly isOfCognito?: boolean;
  /** How to look by hand, for whoever has to because the check was skipped. */
  readonly byHand?: (subject: Subject) => string;
  run(subject: Subject): Verdict | Promise<Verdict>;
}

export const pass = (message: string): Verdict => ({ outcome: 'pass', message });
export const warn = (message: string, fix: string): Verdict => ({ outcome: 'warn', message, fix });
export const fail = (message: string, fix: string): Verdict => ({ outcome: 'fail', message, fix });
export const skip = (message: string, fix?: string): Verdict => ({
  outcome: 'skip',
  message,
  ...(fix !== undefined && { fix }),
});
