/** A point in time, said three ways: for machines, for people, and to the minute. */
export interface Moment {
  readonly iso: string;
  /** `in 58 minutes`, `3 hours ago`, `just now`. */
  readonly phrase: string;
  /** `23 November 2026 at 07:28 UTC`. */
  readonly exact: string;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// Each unit begins at one and a half of the next: "in 80 minutes" says more than "in 1 hour".
const units = [
  { unit: 'day', lengthMs: dayMs },
  { unit: 'hour', lengthMs: hourMs },
  { unit: 'minute', lengthMs: minuteMs },
] as const;

const relative = new Intl.RelativeTimeFormat('en');
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** `atMs` as it looks at `nowMs` (both in milliseconds since the epoch). */
export const momentAt = (atMs: number, nowMs: number): Moment => {
  const at = new Date(atMs);
  return { iso: at.toISOString(), phrase: phraseFor(atMs - nowMs), exact: `${absolute.format(at)} UTC` };
};

const phraseFor = (distanceMs: number): string => {
  const lengthMs = Math.abs(distanceMs);
  if (lengthMs < minuteMs) return distanceMs > 0 ? 'in less than a minute' : 'just now';
  const { unit, lengthMs: unitMs } = units.find((unit) => lengthMs >= 1.5 * unit.lengthMs) ?? units[2];
  return relative.format(Math.round(distanceMs / unitMs), unit);
};

/** A length of time in words: `15 minutes`, `12 hours`. */
export const durationInWords = (minutes: number): string => {
  const isHours = minutes >= 120 && minutes % 60 === 0;
  const count = isHours ? minutes / 60 : minutes;
  return `${count} ${isHours ? 'hour' : 'minute'}${count === 1 ? '' : 's'}`;
};
