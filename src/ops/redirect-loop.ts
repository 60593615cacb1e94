import type { Request, RequestHandler } from 'express';
import { AuthError } from '../auth/index.js';
import type { Observer } from './requests.js';

export interface RoundCounter {
  /** A sign-in came back from the pool. */
  add(browser: string): void;
  /** The browser has shown a page: whatever went before, it is not going round. */
  clear(browser: string): void;
  /** Whether this browser has been round too often. */
  isLooping(browser: string): boolean;
  readonly size: () => number;
}

const mostBrowsers = 10_000;

/** Counts the sign-ins of each browser since it last showed a page. */
export const createRoundCounter = ({
  mostRounds,
  withinMs,
  now,
}: {
  readonly mostRounds: number;
  readonly withinMs: number;
  readonly now: () => number;
}): RoundCounter => {
  const browsers = new Map<string, { readonly rounds: number; readonly sinceMs: number }>();
  const current = (browser: string) => {
    const seen = browsers.get(browser);
    // In both directions: a clock that was set back must not hold a browser up until it has caught up.
    return seen !== undefined && Math.abs(now() - seen.sinceMs) < withinMs ? seen : undefined;
  };

  return {
    add(browser) {
      const seen = current(browser) ?? { rounds: 0, sinceMs: now() };
      const [oldest] = browsers.keys();
      if (browsers.size >= mostBrowsers && oldest !== undefined) browsers.delete(oldest);
      browsers.set(browser, { rounds: seen.rounds + 1, sinceMs: seen.sinceMs });
    },
    clear: (browser) => void browsers.delete(browser),
    isLooping: (browser) => (current(browser)?.rounds ?? 0) > mostRounds,
    size: () => browsers.size,
  };
};

/**
 * Stops a browser that signs in again and again without ever showing a page: the pool's own cookie lets it go
 * round without a word, as fast as the network allows. It is told apart by address and by what it says of
 * itself; that costs no cookie and no store, and people behind one address clear each other's count by the pages
 * that they see.
 */
export const createLoopBreaker = ({
  mountPath,
  now = Date.now,
}: {
  readonly mountPath: string;
  readonly now?: () => number;
}): { readonly guard: RequestHandler; readonly observe: Observer } => {
  const withinMs = 60_000;
  const counter = createRoundCounter({ mostRounds: 6, withinMs, now });

  return {
    guard: function stopRedirectLoop(request, _response, next) {
      if (counter.size() === 0 || !counter.isLooping(browserOf(request))) return next();
      return next(
        new AuthError('too_many_requests', { reason: 'redirect_loop', retryAfterSeconds: withinMs / 1000 }),
      );
    },
    observe: ({ route, status, contentType }, request) => {
      if (route === `${mountPath}/callback` && status === 303) counter.add(browserOf(request));
      else if (counter.size() > 0 && isPage(status, contentType)) counter.clear(browserOf(request));
    },
  };
};

// The page that explains the loop ends it too: who tries again after reading gets another six rounds.
const isPage = (status: number, contentType = ''): boolean =>
  contentType.startsWith('text/html') && (status < 300 || status >= 400);

const browserOf = (request: Request): string =>
  [
    request.ip,
    request.headers['user-agent']?.slice(0, 200),
    request.headers['accept-language']?.slice(0, 50),
  ].join('\n');
