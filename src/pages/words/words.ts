import type { AuthErrorCode } from '../../auth/index.js';
import type * as account from './en/account.js';
import type * as frame from './en/frame.js';
import type * as selfService from './en/self-service.js';

// What the pages say. A language is a folder of files with this shape; English is the one that the types are made of.

/** Three sentences about what did not work. */
export interface ErrorSentences {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

/** English has its own beside the way on that each offers: `error-texts.ts`, `aws-texts.ts`, `status-texts.ts`. */
export interface ErrorWords {
  readonly byCode: Readonly<Record<AuthErrorCode, ErrorSentences>>;
  readonly byPoolError: Readonly<Record<string, ErrorSentences>>;
  readonly byReason: Readonly<Record<string, ErrorSentences>>;
  readonly byStatus: Readonly<Record<string, ErrorSentences>>;
}

/** All that the pages say in one language. */
export type Words = typeof frame & typeof account & typeof selfService;

/** Any language but English. */
export type Translation = Words & {
  readonly errors: ErrorWords;
  /** By the English sentence of `src/aws`. */
  readonly refusals: Readonly<Record<string, string>>;
};
