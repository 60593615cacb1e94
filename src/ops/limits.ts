import type { Request, RequestHandler } from 'express';
import {
  ipKeyGenerator,
  MemoryStore,
  rateLimit,
  type ClientRateLimitInfo,
  type Store,
} from 'express-rate-limit';
import { AuthError } from '../auth/index.js';
import type { Observer } from './requests.js';

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
 * Counts only the requests that were refused, for an API whose good callers may call as often as they like.
 * It counts in this process: looking into Redis for every call would cost more than it saves.
 */
export const limitRefusals = ({
  perMinute,
  pathPrefix,
}: {
  readonly perMinute: number;
  readonly pathPrefix: string;
}): { readonly guard: RequestHandler; readonly observe: Observer } => {
  const counter = createLocalCounter();
  counter.init({ windowMs } as Parameters<typeof counter.init>[0]);
  return {
    guard: async function stopRefusedCallers(request, _response, next) {
      const seen = await counter.get(clientOf(request));
      next(seen !== undefined && seen.totalHits >= perMinute ? tooMany(seen.resetTime) : undefined);
    },
    observe: ({ status, path }, request) => {
      if (status === 401 && path.toLowerCase().startsWith(pathPrefix))
        void counter.increment(clientOf(request));
    },
  };
};
