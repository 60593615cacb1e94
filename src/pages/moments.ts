import * as en from './words/en/index.js';
import type { Words } from './words/words.js';

/** A point in time, said three ways: for machines, for people, and to the minute. */
export interface Moment {
  readonly iso: string;
  /** `in 58 minutes`, `3 hours ago`, `just now`. */
  readonly phrase: string;
  /** `23 November 2026 at 07:28 UTC`. */
  readonly exact: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// Put together here, because `Intl` would take more time than the rest of the page.

/** `atMs` as it looks at `nowMs` (both in milliseconds since the epoch), in English unless other words are given. */
export const momentAt = (atMs: number, nowMs: number, { moments }: Pick<Words, 'moments'> = en): Moment => {
  const at = new Date(atMs);
  const iso = at.toISOString();
  const month = moments.months[at.getUTCMonth()] ?? '';
  const exact = moments.exact(at.getUTCDate(), month, at.getUTCFullYear(), iso.slice(11, 16));
  return { iso, phrase: phraseFor(atMs - nowMs, moments), exact };
};

const phraseFor = (distanceMs: number, words: Words['moments']): string => {
  const lengthMs = Math.abs(distanceMs);
  if (lengthMs < minuteMs) return distanceMs > 0 ? words.soon : words.justNow;
  const length = lengthInWords(lengthMs, words);
  return distanceMs > 0 ? words.ahead(length) : words.ago(length);
};

// Each unit begins at one and a half of it: "80 minutes" says more than "1 hour".
const lengthInWords = (lengthMs: number, words: Words['moments']): string => {
  if (lengthMs >= 1.5 * dayMs) return words.days(Math.round(lengthMs / dayMs));
  return lengthMs >= 1.5 * hourMs
    ? words.hours(Math.round(lengthMs / hourMs))
    : words.minutes(Math.round(lengthMs / minuteMs));
};

/** A length of time in words: `15 minutes`, `12 hours`. */
export const durationInWords = (minutes: number, { moments }: Pick<Words, 'moments'> = en): string =>
  minutes >= 120 && minutes % 60 === 0
    ? moments.hours(Math.round(minutes / 60))
    : moments.minutes(Math.round(minutes));

/** How much of a time is left at `nowMs`, in whole percent from 0 to 100. All in milliseconds since the epoch. */
export const percentLeft = (fromMs: number, toMs: number, nowMs: number): number =>
  toMs <= fromMs ? 0 : Math.min(100, Math.max(0, Math.round(((toMs - nowMs) / (toMs - fromMs)) * 100)));
