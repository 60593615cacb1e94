import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieAttributes, cookieName, cookiesNamed } from '../cookies.js';
import { refuseUnless } from '../errors.js';
import type { Settings } from '../options.js';
import type { SignInSecrets } from '../pool/pool.js';
import type { Sealer } from '../seal.js';
import type { SessionStore } from '../store.js';

/** A sign-in that left for the pool and is not back yet. */
export interface PendingSignIn {
  readonly secrets: SignInSecrets;
  readonly returnTo: string;
  readonly startedAtMs: number;
  /** Whether the person was sent to prove again who they are. */
  readonly isStepUp: boolean;
}

/**
 * The sign-ins that this browser has under way: a sealed cookie each. So starting one costs the server nothing, however often
 * somebody opens the address, and two tabs do not overwrite each other's.
 */
export interface PendingSignIns {
  keep(request: Request, response: Response, pending: PendingSignIn): void;
  /** The pending sign-in that this state belongs to. `undefined`: not of this browser, forged, or expired. */
  find(request: Request, state: string): PendingSignIn | undefined;
  /**
   * Uses the pending sign-in up: the first caller goes on, every other one gets `AuthError`
   * `sign_in_expired`, also at the same moment and on other processes.
   */
  useUp(response: Response, pending: PendingSignIn): Promise<void>;
}

/** What seals the cookies and says which of them are used up. */
export interface PendingSignInsDeps {
  readonly settings: Pick<Settings, 'isHttps' | 'now'>;
  readonly sealer: Sealer;
  readonly store: Pick<SessionStore, 'claim'>;
}

const lifeMs = 10 * 60_000;
const mostAtOnce = 5;
// Node answers 431 to more than 16 kB of headers, which would lock the browser out of the whole site.
const mostCharacters = 8000;

/** A name for a pending sign-in that tells nothing about its state. */
export const digestOf = (state: string): string =>
  createHash('sha256').update(state).digest('base64url').slice(0, 22);

/** Keeps at most five sign-ins per browser for ten minutes, the newest ones, within 8,000 characters of cookies. */
export const createPendingSignIns = ({ settings, sealer, store }: PendingSignInsDeps): PendingSignIns => {
  const prefix = `${cookieName('signin', settings)}.`;
  const attributes = cookieAttributes(settings);
  const purposeOf = (id: string): string => `pending sign-in ${id}`;

  const open = (id: string, sealed: string): PendingSignIn | undefined => {
    const text = sealer.open(sealed, purposeOf(id));
    if (text === undefined) return undefined;
    const pending: unknown = JSON.parse(text);
    if (!isPendingSignIn(pending)) return undefined;
    const ageMs = settings.now() - pending.startedAtMs;
    return ageMs >= 0 && ageMs < lifeMs ? pending : undefined;
  };

  const all = (request: Request) =>
    cookiesNamed(request, prefix).map(([id, sealed]) => ({
      id,
      size: sealed.length,
      pending: open(id, sealed),
    }));

  const forget = (response: Response, id: string): void => {
    response.clearCookie(`${prefix}${id}`, attributes);
  };

  return {
    keep(request, response, pending) {
      const id = digestOf(pending.secrets.state);
      const sealed = sealer.seal(JSON.stringify(pending), purposeOf(id));
      const others = all(request).toSorted((a, b) => startOf(b.pending) - startOf(a.pending));
      let characters = sealed.length;
      others.forEach((other, index) => {
        characters += other.size;
        const isTooMuch = index + 1 >= mostAtOnce || characters > mostCharacters;
        if (other.pending === undefined || isTooMuch) forget(response, other.id);
      });
      response.cookie(`${prefix}${id}`, sealed, { ...attributes, maxAge: lifeMs });
    },

    find(request, state) {
      const id = digestOf(state);
      const found = all(request).find((one) => one.id === id)?.pending;
      return found?.secrets.state === state ? found : undefined;
    },

    async useUp(response, { secrets }) {
      const id = digestOf(secrets.state);
      const isFirst = await store.claim(`sign-in:${id}`, lifeMs);
      forget(response, id);
      refuseUnless(isFirst, 'already_used', 'sign_in_expired');
    },
  };
};

const startOf = (pending: PendingSignIn | undefined): number => pending?.startedAtMs ?? 0;

// Sealed by us, but perhaps by an older version; and a record without its secrets would switch off the checks that they
// are for.
const isPendingSignIn = (value: unknown): value is PendingSignIn => {
  const { secrets, returnTo, startedAtMs, isStepUp } = Object(value) as Partial<PendingSignIn>;
  const parts = [secrets?.state, secrets?.nonce, secrets?.codeVerifier];
  const isWhole = parts.every((part) => typeof part === 'string' && part !== '');
  return (
    isWhole &&
    typeof returnTo === 'string' &&
    typeof startedAtMs === 'number' &&
    typeof isStepUp === 'boolean'
  );
};
