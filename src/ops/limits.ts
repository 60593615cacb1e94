import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import {
  ipKeyGenerator,
  MemoryStore,
  rateLimit,
  type ClientRateLimitInfo,
  type Store,
} from 'express-rate-limit';
import { AuthError } from '../auth/index.js';

/** Counts the requests of each client within a window of time. */
export type Counter = Store;
/** How many requests a client has made, and when the count begins anew. */
export type Count = ClientRateLimitInfo;

/** A counter in the memory of this process. */
export const createLocalCounter = (): MemoryStore => new MemoryStore();

const windowMs = 60_000;
// Providers hand out a /64 to one household, and anybody there may use all of it.
const ipv6Subnet = 64;

const clientOf = (request: Request): string => ipKeyGenerator(request.ip ?? 'unknown', ipv6Subnet);

const tooMany = (resetTime: Date | undefined): AuthError => {
  const waitMs = resetTime === undefined ? windowMs : resetTime.getTime() - Date.now();
  return new AuthError('too_many_requests', {
    reason: 'rate',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
};

/**
 * So many requests per minute and client address, beyond that `too_many_requests`. `counter`: where to count;
 * without it, in this process.
 */
export const limitRequests = ({
  perMinute,
  counter = createLocalCounter(),
}: {
  readonly perMinute: number;
  readonly counter?: Counter | undefined;
}): RequestHandler =>
  rateLimit({
    windowMs,
    limit: perMinute,
    keyGenerator: clientOf,
    store: counter,
    standardHeaders: false,
    legacyHeaders: false,
    // It would write its advice to the console; what it looks for is settled by `config.ts`.
    validate: false,
    handler: (request: Limited, _response, next) => next(tooMany(request.rateLimit?.resetTime)),
  });

// Where express-rate-limit leaves what it knows.
interface Limited extends Request {
  readonly rateLimit?: { readonly resetTime?: Date };
}

/**
 * So many refused bearers per minute and client address; beyond that what is refused gets `too_many_requests`. Good
 * callers may call as often as they like, also from an address where somebody else tries bad tokens: who is bad is
 * known only once the token has been looked at. It counts in this process: Redis would be asked for every refusal.
 */
export const limitRefusals = ({ perMinute }: { readonly perMinute: number }): ErrorRequestHandler => {
  const counter = createLocalCounter();
  counter.init({ windowMs } as Parameters<typeof counter.init>[0]);
  return async function limitRefused(error: unknown, request, response, next) {
    if (!(error instanceof AuthError) || error.status !== 401) return next(error);
    const { totalHits, resetTime } = await counter.increment(clientOf(request));
    if (totalHits <= perMinute) return next(error);
    response.removeHeader('WWW-Authenticate');
    return next(tooMany(resetTime));
  };
};
