import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieAttributes, cookieName, cookiesNamed } from '../cookies.js';
import { refuseUnless } from '../errors.js';
import type { LevelRequirements } from '../levels.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import type { SignInHints } from '../pool/hint-parameters.js';
import type { SignInSecrets } from '../pool/pool.js';
import type { Sealer } from '../seal.js';
import type { SessionStore } from '../store.js';
import type { Draft } from './drafts.js';
import type { StepUp } from './step-up-link.js';

/** A sign-in that left for the pool and is not back yet. */
export interface PendingSignIn {
  readonly secrets: SignInSecrets;
  readonly returnTo: string;
  readonly startedAtMs: number;
  /** Whether the person was sent to prove again who they are. */
  readonly isStepUp: boolean;
  /** How old their proof may be, in seconds, where a guard asked for a recent one. */
  readonly maxAgeSeconds?: number | undefined;
  /** How they are to prove it, where a guard asked for a level. */
  readonly level?: LevelRequirements | undefined;
  /** Whether the pool was asked to forget what it knew of this browser. It is asked once. */
  readonly isAnew?: boolean | undefined;
  /** Whether nobody asked for it, so that nobody is to hear when nothing comes of it. */
  readonly isSilent?: boolean | undefined;
  /** What to ask the provider for once more, where the first time only linked two accounts. */
  readonly provider?: ProviderHints | undefined;
  /** The language that the pool's pages were asked for. */
  readonly lang?: string | undefined;
  /** Whether it began again by itself. It does so once. */
  readonly isRestarted?: boolean | undefined;
  /** What the person had typed when their session ended on the way. */
  readonly draft?: Draft | undefined;
}

/** Which provider somebody was sent to. */
export type ProviderHints = Pick<SignInHints, 'identityProvider' | 'idpIdentifier'>;

/**
 * The sign-ins that this browser has under way: a sealed cookie each. So starting one costs the server nothing, however often
 * somebody opens the address, and two tabs do not overwrite each other's.
 */
export interface PendingSignIns {
  keep(request: Request, response: Response, pending: PendingSignIn): void;
  /** Lets go of the oldest, so that there is room for another cookie of so many characters. */
  makeRoom(request: Request, response: Response, characters: number): void;
  /** The pending sign-in that this state belongs to. `undefined`: not of this browser, forged, or expired. */
  find(request: Request, state: string): PendingSignIn | undefined;
  /** Where the person was going with the sign-in of this state, and what was asked of them, also when it has expired. */
  goingOf(request: Request, state: string): Pick<PendingSignIn, 'returnTo' | keyof StepUp> | undefined;
  /**
   * Uses the pending sign-in up: the first caller goes on, every other one gets `AuthError`
   * `sign_in_expired`, also at the same moment and on other processes.
   */
  useUp(response: Response, pending: PendingSignIn): Promise<void>;
}

/** What seals the cookies and says which of them are used up. */
export interface PendingSignInsDeps {
  readonly settings: Pick<Settings, 'isHttps' | 'now' | 'basePath' | 'issuer' | 'clientId'>;
  readonly sealer: Sealer;
  readonly store: Pick<SessionStore, 'claim'>;
}

const lifeMs = 10 * 60_000;
// Another process may have written the cookie, by a clock that is ahead of this one's or behind it.
const toleranceMs = clockToleranceSeconds * 1000;
// An expired sign-in is good for nothing but the way back: whoever comes late need not look for their page again.
const cookieLifeMs = 60 * 60_000;
const mostAtOnce = 5;
// Node answers 431 to more than 16 kB of headers, and common proxies to more than 8 kB in one line, which would lock the
// browser out of the whole site. The session and the app have cookies beside these. With names, and what stands between.
const mostCharacters = 4000;

/** A name for a pending sign-in that tells nothing about its state. */
export const digestOf = (state: string): string =>
  createHash('sha256').update(state).digest('base64url').slice(0, 22);

/** Keeps at most five sign-ins per browser for ten minutes, the newest ones, within 4,000 characters of cookies. */
export const createPendingSignIns = ({ settings, sealer, store }: PendingSignInsDeps): PendingSignIns => {
  const prefix = `${cookieName('signin', settings)}.`;
  const attributes = cookieAttributes(settings);
  const purposeOf = (id: string): string => `pending sign-in ${id}`;
  const sizeOf = (id: string, sealed: string): number => `${prefix}${id}=${sealed}; `.length;

  const open = (id: string, sealed: string): PendingSignIn | undefined => {
    const text = sealer.open(sealed, purposeOf(id));
    if (text === undefined) return undefined;
    return openedFrom(JSON.parse(text), settings);
  };

  const isUnderWay = ({ startedAtMs }: PendingSignIn): boolean => {
    const ageMs = settings.now() - startedAtMs;
    return ageMs >= -toleranceMs && ageMs < lifeMs;
  };

  const all = (request: Request) =>
    cookiesNamed(request, prefix).map(([id, sealed]) => ({
      id,
      size: sizeOf(id, sealed),
      pending: open(id, sealed),
    }));

  const ofState = (request: Request, state: string): PendingSignIn | undefined => {
    const id = digestOf(state);
    const found = all(request).find((one) => one.id === id)?.pending;
    return found?.secrets.state === state ? found : undefined;
  };

  // No address that this site sends anybody to is so long, but what decides is how long it is in the end.
  const sealed = (id: string, pending: PendingSignIn): string => {
    const seal = (form: PendingSignIn): string =>
      sealer.seal(JSON.stringify(sealedForm(form, settings)), purposeOf(id));
    const forms = [pending, { ...pending, draft: undefined }].map(seal);
    return (
      forms.find((text) => sizeOf(id, text) <= mostCharacters) ??
      seal({ ...pending, draft: undefined, returnTo: `${settings.basePath}/` })
    );
  };

  const forget = (response: Response, id: string): void => {
    response.clearCookie(`${prefix}${id}`, attributes);
  };

  const makeRoom = (request: Request, response: Response, wanted: number): void => {
    const others = all(request);
    // What cannot be read may be of a site beside this one: it takes room, and is not ours to take away.
    const unreadable = others.filter(({ pending }) => pending === undefined);
    let characters = unreadable.reduce((sum, { size }) => sum + size, wanted);
    others
      .filter(({ pending }) => pending !== undefined)
      .toSorted((a, b) => startOf(b.pending) - startOf(a.pending))
      .forEach((other, index) => {
        characters += other.size;
        if (index + 1 >= mostAtOnce || characters > mostCharacters) forget(response, other.id);
      });
  };

  // One draft for a browser: that of another sign-in under way gives way to the newer one.
  const dropOtherDrafts = (request: Request, response: Response): void => {
    for (const { id, pending } of all(request)) {
      if (pending?.draft === undefined) continue;
      const value = sealed(id, { ...pending, draft: undefined });
      response.cookie(`${prefix}${id}`, value, { ...attributes, maxAge: cookieLifeMs });
    }
  };

  return {
    makeRoom,

    keep(request, response, pending) {
      const id = digestOf(pending.secrets.state);
      const value = sealed(id, pending);
      if (pending.draft !== undefined) dropOtherDrafts(request, response);
      makeRoom(request, response, sizeOf(id, value));
      response.cookie(`${prefix}${id}`, value, { ...attributes, maxAge: cookieLifeMs });
    },

    find(request, state) {
      const pending = ofState(request, state);
      return pending !== undefined && isUnderWay(pending) ? pending : undefined;
    },

    goingOf: ofState,

    async useUp(response, { secrets }) {
      const id = digestOf(secrets.state);
      // For as long as some process may take the cookie for one of a sign-in under way.
      const isFirst = await store.claim(`sign-in:${id}`, lifeMs + 2 * toleranceMs);
      forget(response, id);
      refuseUnless(isFirst, 'already_used', 'sign_in_expired');
    },
  };
};

const startOf = (pending: PendingSignIn | undefined): number => pending?.startedAtMs ?? 0;

type Owner = Pick<Settings, 'issuer' | 'clientId'>;

// In the cookie the secrets are called `challenge`: a sign-in may begin at a process of the release before, or end there.
const sealedForm = ({ secrets, ...pending }: PendingSignIn, { issuer, clientId }: Owner): object => ({
  challenge: secrets,
  ...pending,
  issuer,
  clientId,
});

// One that names no issuer and no client is of the release before.
const openedFrom = (sealed: unknown, settings: Owner): PendingSignIn | undefined => {
  const { challenge, issuer, clientId, ...others }: Readonly<Record<string, unknown>> = Object(sealed);
  const isOurs =
    (issuer ?? settings.issuer) === settings.issuer && (clientId ?? settings.clientId) === settings.clientId;
  const pending = { ...others, secrets: challenge };
  return isOurs && isPendingSignIn(pending) ? pending : undefined;
};

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
