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

// Written out, because `Intl` would take more time than the rest of the page.
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `atMs` as it looks at `nowMs` (both in milliseconds since the epoch). */
export const momentAt = (atMs: number, nowMs: number): Moment => {
  const at = new Date(atMs);
  const iso = at.toISOString();
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
  return { iso, phrase: phraseFor(atMs - nowMs), exact: `${day} at ${iso.slice(11, 16)} UTC` };
};

const phraseFor = (distanceMs: number): string => {
  const lengthMs = Math.abs(distanceMs);
  if (lengthMs < minuteMs) return distanceMs > 0 ? 'in less than a minute' : 'just now';
  const length = lengthInWords(lengthMs);
  return distanceMs > 0 ? `in ${length}` : `${length} ago`;
};

// Each unit begins at one and a half of it: "80 minutes" says more than "1 hour".
const lengthInWords = (lengthMs: number): string => {
  if (lengthMs >= 1.5 * dayMs) return counted(lengthMs / dayMs, 'day');
  return lengthMs >= 1.5 * hourMs
    ? counted(lengthMs / hourMs, 'hour')
    : counted(lengthMs / minuteMs, 'minute');
};

const counted = (count: number, unit: string): string => {
  const whole = Math.round(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
};

/** A length of time in words: `15 minutes`, `12 hours`. */
export const durationInWords = (minutes: number): string =>
  minutes >= 120 && minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute');

/** How much of a time is left at `nowMs`, in whole percent from 0 to 100. All in milliseconds since the epoch. */
export const percentLeft = (fromMs: number, toMs: number, nowMs: number): number =>
  toMs <= fromMs ? 0 : Math.min(100, Math.max(0, Math.round(((toMs - nowMs) / (toMs - fromMs)) * 100)));
