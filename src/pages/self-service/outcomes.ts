import type { Request } from 'express';
import { wordsFor } from '../words/language.js';
import { wordFor } from '../words/word-for.js';

/** What was done, said once on the page that follows. */
export interface Outcome {
  readonly text: string;
  readonly isGood: boolean;
}

const goodOnes: ReadonlySet<string> = new Set([
  'saved',
  'address-confirmed',
  'address-removed',
  'address-restored',
  'code-sent',
  'password-changed',
  'app-on',
  'factor-changed',
  'device-forgotten',
  'passkey-removed',
  'passkey-added',
]);

/** Said above a form that has come back with what was typed into it. */
export const draftIsBack = (request: Request): Outcome => ({
  text: wordsFor(request).outcomes.draft,
  isGood: false,
});

/** The outcome that the address of a page names: the address has the word, and nothing of it is shown. */
export const outcomeIn = (request: Request): Outcome | undefined => {
  const { outcome } = request.query;
  if (typeof outcome !== 'string' || outcome === 'draft') return undefined;
  const text = wordFor(outcome, wordsFor(request).outcomes);
  return text === undefined ? undefined : { text, isGood: goodOnes.has(outcome) };
};
