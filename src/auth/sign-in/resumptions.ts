import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieAttributes, cookieName, cookiesNamed } from '../cookies.js';
import type { Settings } from '../options.js';
import type { Sealer } from '../seal.js';
import type { SessionStore } from '../store.js';
import type { PendingSignIn } from './pending.js';

/** What is left of a sign-in that was sent round by the pool's sign-out, and begins again when it lands. */
export type Resumption = Pick<
  PendingSignIn,
  'returnTo' | 'isStepUp' | 'maxAgeSeconds' | 'level' | 'lang' | 'draft'
>;

/** That much of a sign-in, which may be all of one. */
export const leftOf = ({
  returnTo,
  isStepUp,
  maxAgeSeconds,
  level,
  lang,
  draft,
}: Resumption): Resumption => ({
  returnTo,
  isStepUp,
  maxAgeSeconds,
  level,
  lang,
  draft,
});

/** The sign-in that this browser goes on with once the pool has forgotten it: a sealed cookie, used once. */
export interface Resumptions {
  /** Gives how many characters it takes among the cookies. */
  keep(response: Response, resumption: Resumption): number;
  /** Uses it up, for the first caller. `undefined`: this browser has nothing to go on with. Throws `AuthError`. */
  take(request: Request, response: Response): Promise<Resumption | undefined>;
  /** Whoever signs out does not want to go on. */
  forget(request: Request, response: Response): void;
}

/** What seals the cookie and says whether it is used up. */
export interface ResumptionsDeps {
  readonly settings: Pick<Settings, 'isHttps' | 'now'>;
  readonly sealer: Sealer;
  readonly store: Pick<SessionStore, 'claim'>;
}

interface Kept extends Resumption {
  readonly keptAtMs: number;
}

// A redirect or two, but a company account that is signed out on the way may ask first.
const lifeMs = 10 * 60_000;

/** Lies beside the pending sign-ins, by a name like theirs, and opens as none of them. */
export const createResumptions = ({ settings, sealer, store }: ResumptionsDeps): Resumptions => {
  const prefix = `${cookieName('signin', settings)}.`;
  const attributes = cookieAttributes(settings);
  const purposeOf = (id: string): string => `sign-in that goes on ${id}`;

  const all = (request: Request) =>
    cookiesNamed(request, prefix).flatMap(([id, sealed]) => {
      const text = sealer.open(sealed, purposeOf(id));
      // Sealed here, under this name and for this purpose only, so it has the form that `keep` gave it.
      return text === undefined ? [] : [{ id, kept: JSON.parse(text) as Kept }];
    });

  const forget = (request: Request, response: Response): void => {
    for (const { id } of all(request)) response.clearCookie(`${prefix}${id}`, attributes);
  };

  return {
    forget,

    keep(response, resumption) {
      const id = randomBytes(16).toString('base64url');
      const kept: Kept = { ...leftOf(resumption), keptAtMs: settings.now() };
      const sealed = sealer.seal(JSON.stringify(kept), purposeOf(id));
      response.cookie(`${prefix}${id}`, sealed, { ...attributes, maxAge: lifeMs });
      return `${prefix}${id}=${sealed}; `.length;
    },

    async take(request, response) {
      const alive = all(request).filter(({ kept }) => settings.now() - kept.keptAtMs < lifeMs);
      const [latest] = alive.toSorted((a, b) => b.kept.keptAtMs - a.kept.keptAtMs);
      if (latest === undefined) return undefined;
      const isFirst = await store.claim(`sign-in that goes on:${latest.id}`, 2 * lifeMs);
      forget(request, response);
      return isFirst ? latest.kept : undefined;
    },
  };
};
