import { STATUS_CODES } from 'node:http';
import { AuthError, statusByCode } from '../auth/index.js';
import type { AuthErrorCode } from '../auth/index.js';
import { awsTexts } from './aws-texts.js';
import { errorTexts, textsByPoolError, textsByReason } from './error-texts.js';
import type { ErrorText } from './error-texts.js';
import { textForStatus } from './status-texts.js';
import { errorWordsIn, type Language } from './words/language.js';
import type { ErrorSentences } from './words/words.js';

/** What may be told about an error: everything here is ours, nothing comes from the error's message. */
export interface Problem {
  readonly status: number;
  /** Only errors of the table in `src/auth/errors.ts` have one. */
  readonly code?: AuthErrorCode;
  readonly text: ErrorText;
  readonly retryAfterSeconds?: number;
  readonly signInUrl?: string;
}

/** Reduces whatever was thrown to what may be told about it. Never throws. Programs are told in English. */
export const problemOf = (error: unknown, language: Language = 'en'): Problem => {
  if (error instanceof AuthError) return problemOfAuth(error, language);
  const status = statusOf(error);
  const text = textForStatus(status);
  const words = errorWordsIn(language)?.byStatus;
  const ofStatus = words?.[status] ?? words?.[status >= 500 ? 'unexpected' : 'refused'];
  return { status, text: spoken(text, ofStatus) };
};

/** The problem that a code stands for, apart from any request. `undefined`: there is no such code. */
export const problemOfCode = (code: string, language: Language = 'en'): Problem | undefined =>
  isCode(code)
    ? {
        status: statusByCode[code],
        code,
        text: spoken(errorTexts[code], errorWordsIn(language)?.byCode[code]),
      }
    : undefined;

/**
 * The problem as RFC 9457 has it. The type is a path of this site, and a page that explains the code is
 * there; a status that says everything by itself has the type `about:blank` and the standard title.
 */
export const problemDetails = (
  { status, code, text, signInUrl }: Problem,
  { basePath, requestId }: { readonly basePath: string; readonly requestId: string | undefined },
): Readonly<Record<string, string | number>> => ({
  type: code === undefined ? 'about:blank' : `${basePath}/problems/${code}`,
  title: code === undefined ? (STATUS_CODES[status] ?? text.title) : text.title,
  status,
  detail: `${text.happened} ${text.advice}`,
  ...(code !== undefined && { code }),
  ...(requestId !== undefined && { requestId }),
  ...(signInUrl !== undefined && { signInUrl }),
});

const problemOfAuth = (error: AuthError, language: Language): Problem => {
  const { status, code, retryAfterSeconds, signInUrl } = error;
  return {
    status,
    code,
    text: textOf(error, language),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(signInUrl !== undefined && { signInUrl }),
  };
};

const textOf = (error: AuthError, language: Language): ErrorText => {
  const { code, reason = '', poolError = '' } = error;
  const words = errorWordsIn(language);
  const ofRefusal = code === 'sign_in_refused' ? textsByPoolError.get(poolError) : undefined;
  const ofPool = ofRefusal ?? awsTexts.get(poolError);
  if (ofPool !== undefined) return spoken(ofPool, words?.byPoolError[poolError]);
  const ofReason = textsByReason.get(reason);
  if (ofReason !== undefined) return spoken(ofReason, words?.byReason[reason]);
  return spoken(errorTexts[code], words?.byCode[code]);
};

/** The text in the words of another language, where there are any. */
const spoken = (text: ErrorText, words: ErrorSentences | undefined): ErrorText =>
  words === undefined ? text : { ...text, ...words };

// Express and the usual body parsers put the status on the error. Only the client's own mistakes are told apart.
const statusOf = (error: unknown): number => {
  if (error instanceof Error && 'status' in error && isClientError(error.status)) return error.status;
  return error instanceof URIError ? 400 : 500;
};

const isClientError = (status: unknown): status is number =>
  typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 500;

const isCode = (code: string): code is AuthErrorCode => Object.hasOwn(statusByCode, code);
