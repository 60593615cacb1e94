import type { Link } from './rules.js';

/** Who takes part in a sign-in: the columns of the drawing, from left to right. */
export const lanes = ['browser', 'site', 'hosted-ui', 'token', 'keys', 'store'] as const;
export type Lane = (typeof lanes)[number];

/** What a step is, whoever does it. */
export interface StepKind {
  readonly from: Lane;
  readonly to: Lane;
  /** In the drawing, so it is short. */
  readonly title: string;
  /** For somebody who has never seen OpenID Connect. */
  readonly why: string;
  /** In the order in which they are made. */
  readonly checks?: readonly Check[];
  /** Where the step itself is described. */
  readonly read?: readonly Link[];
  readonly where: readonly Place[];
}

/** Something that has to be right, or the step fails. */
export interface Check {
  readonly text: string;
  readonly rule?: Link;
  /** What is said when it is not: words of `src/auth/reasons.ts`. */
  readonly reasons?: readonly string[];
}

/** Where it is done: a file below `src/auth`, and a name in it. */
export interface Place {
  readonly file: string;
  readonly name: string;
}

/** `at('sign-in/pending.ts', 'keep')` */
export const at = (file: string, name: string): Place => ({ file, name });
