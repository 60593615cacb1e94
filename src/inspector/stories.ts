import type { AuthEvent } from '../auth/index.js';
import type { Exchange, Happening } from './recording.js';
import { eventsIn, isCallback, isRefresh, isSignedOutPage, isSignOut, startedSignIn } from './telling.js';

export type StoryKind = 'sign-in' | 'step-up' | 'silent-sign-in' | 'refresh' | 'sign-out' | 'other';

/** Requests that belong together, from the first to the last. */
export interface Story {
  readonly id: string;
  readonly kind: StoryKind;
  readonly exchanges: readonly [Exchange, ...Exchange[]];
}

/** What became of it. */
export type Ending = 'done' | 'failed' | 'under way';

type Failure = Extract<AuthEvent, { readonly code: unknown }>;

// The signed-out page belongs to the sign-out just before it, and not to one that somebody opens an hour later.
const backWithinMs = 2 * 60_000;

/** Puts the requests of one browser (oldest first) into stories, the newest first. */
export const storiesOf = (exchanges: readonly Exchange[]): readonly Story[] => {
  let stories: readonly Story[] = [];
  for (const exchange of exchanges) {
    const story = stories.find((one) => belongsTo(exchange, one));
    stories =
      story === undefined
        ? [{ id: exchange.id, kind: kindOf(exchange), exchanges: [exchange] }, ...stories]
        : stories.map((one) => (one === story ? { ...one, exchanges: [...one.exchanges, exchange] } : one));
  }
  // The signed-out page by itself says nothing.
  return stories.filter(({ kind, exchanges: [first] }) => kind !== 'other' || !isSignedOutPage(first));
};

const belongsTo = (exchange: Exchange, { kind, exchanges }: Story): boolean => {
  const [first] = exchanges;
  if (isCallback(exchange)) {
    const state = stateIn(exchange.query);
    return state !== undefined && state === stateIn(first.answer?.location?.query ?? []);
  }
  if (isSignedOutPage(exchange)) {
    const isNear = exchange.startedAtMs - first.startedAtMs < backWithinMs;
    return kind === 'sign-out' && exchanges.length === 1 && isNear && startedSignIn(exchange) === undefined;
  }
  return exchange.sharedWith !== undefined && exchanges.some(({ id }) => id === exchange.sharedWith);
};

const stateIn = (query: Exchange['query']): string | undefined =>
  query.find(({ name }) => name === 'state')?.value;

/** What a request is by itself. */
export const kindOf = (exchange: Exchange): StoryKind => {
  const started = startedSignIn(exchange);
  if (started?.type === 'sign_in_started') {
    if (started.isSilent === true) return 'silent-sign-in';
    return started.isStepUp ? 'step-up' : 'sign-in';
  }
  if (isCallback(exchange) || eventsIn(exchange).some(({ type }) => type === 'sign_in_failed'))
    return 'sign-in';
  if (isSignOut(exchange) || eventsIn(exchange).some(({ type }) => type === 'sign_in_ended'))
    return 'sign-out';
  return isRefresh(exchange) || exchange.sharedWith !== undefined ? 'refresh' : 'other';
};

/** The failure that a request ended with, as it was told. */
export const failureIn = (exchange: Exchange): Failure | undefined => {
  const failures = eventsIn(exchange).filter(
    (event): event is Failure => 'code' in event && event.type !== 'keys_unavailable',
  );
  // What ended the request, rather than what went wrong beside it.
  return failures.find(({ type }) => type === 'sign_in_failed' || type === 'refresh_failed') ?? failures[0];
};

/** Why another site’s request was refused, where one was. */
export const crossSiteReasonIn = (exchange: Exchange): string | undefined => {
  const refused = eventsIn(exchange).find(({ type }) => type === 'cross_site_refused');
  return refused?.type === 'cross_site_refused' ? refused.reason : undefined;
};

export const endingOf = ({ kind, exchanges }: Story): Ending => {
  const isFailed = exchanges.some(
    (one) =>
      failureIn(one) !== undefined ||
      crossSiteReasonIn(one) !== undefined ||
      (one.answer?.status ?? 0) >= 500,
  );
  if (isFailed) return 'failed';
  const isSignIn = kind === 'sign-in' || kind === 'step-up' || kind === 'silent-sign-in';
  return isSignIn && !exchanges.some(isCallback) ? 'under way' : 'done';
};

/** What happened in a story, in all of its requests. */
export const happeningsIn = ({ exchanges }: Story): readonly Happening[] =>
  exchanges.flatMap(({ happenings }) => happenings);

/** From the first request to the last answer. */
export const durationOf = ({ exchanges }: Story): number => {
  const ends = exchanges.map(({ answer, beganMs }) => answer?.endedMs ?? beganMs);
  return Math.round(Math.max(...ends) - exchanges[0].beganMs);
};
