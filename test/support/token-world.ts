import { createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import type { Request, Response } from 'express';
import type * as fc from 'fast-check';
import { AuthError } from '../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../src/auth/events.js';
import { settingsFrom } from '../../src/auth/options.js';
import type { Pool, TokenResponse } from '../../src/auth/pool/pool.js';
import { createRevoker } from '../../src/auth/pool/revoker.js';
import { createAccess } from '../../src/auth/refresh/access.js';
import { createRefresher } from '../../src/auth/refresh/refresher.js';
import { sessionKey } from '../../src/auth/sessions/session-of-request.js';
import { createSessions } from '../../src/auth/sessions/sessions.js';
import { createSealer } from '../../src/auth/seal.js';
import { createEndSignIns } from '../../src/auth/sign-in/end-sign-ins.js';
import { createEndedSignIns } from '../../src/auth/sign-in/ended-sign-ins.js';
import { createSilentTries } from '../../src/auth/sign-in/silent-tries.js';
import { createResumptions } from '../../src/auth/sign-in/resumptions.js';
import { createSignOut } from '../../src/auth/sign-in/sign-out.js';
import type { SessionStore } from '../../src/auth/store.js';
import { createTokenVerifier } from '../../src/auth/tokens/token-verifier.js';
import type { Waiting } from '../../src/auth/waiting.js';
import { forge } from './forge.js';
import { passedRequest } from './passed-request.js';
import { testSecret } from './secret.js';
import { sampleSession, sampleSignIn, sampleTokens } from './sample-session.js';

/** What becomes of one call to the store or to the pool. `lost`: it is done, and its answer comes too late. */
export type Fate = 'well' | 'fails' | 'lost';

/** A refresh token as the pool has it. */
export interface Issued {
  readonly session: string;
  /** `spent`: rotated away. */
  state: 'live' | 'spent' | 'revoked';
  /** Whether the answer that it came in arrived. */
  readonly isReceived: boolean;
}

const hourMs = 3_600_000;
const issuer = 'https://issuer.example';
const person = (id: string) => ({ ...sampleSignIn().user, id, issuer });

/** Something that can be told to wait for its turn. */
type Turn = () => Promise<void>;

/**
 * Two processes of a site, their store, and a pool that rotates without grace. Every call waits for its turn, which a
 * scheduler gives in any order, and meets the next of the fates; when these are used up, all is well.
 */
export const createTokenWorld = async ({
  store,
  scheduler,
  fates,
  key,
}: {
  readonly store: (now: () => number) => SessionStore;
  readonly scheduler: fc.Scheduler;
  readonly fates: readonly Fate[];
  readonly key: { readonly kid: string; readonly privateKey: KeyObject };
}) => {
  let time = Date.now();
  const now = (): number => time;
  const turn: Turn = () => scheduler.schedule(Promise.resolve());
  const left = [...fates];
  const meet = async <Value>(trouble: AuthError, call: () => Promise<Value> | Value): Promise<Value> => {
    const fate = left.shift() ?? 'well';
    await turn();
    if (fate === 'fails') throw trouble;
    const value = await call();
    await turn();
    if (fate === 'lost') throw trouble;
    return value;
  };

  const realStore = store(now);
  const storeTrouble = new AuthError('store_unreachable', { reason: 'store_fault' });
  const wrapped = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get: (_, name) => {
        const member: unknown = Reflect.get(target, name);
        if (name === 'leases') return wrapped(member as object);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => meet(storeTrouble, () => Reflect.apply(member, target, args));
      },
    });

  const issued = new Map<string, Issued>();
  const issue = (session: string, isReceived: boolean): string => {
    const token = `refresh ${issued.size + 1} ${randomUUID()}`;
    issued.set(token, { session, state: 'live', isReceived });
    return token;
  };
  const poolTrouble = new AuthError('pool_timeout', { reason: 'deadline' });
  const jwk = { ...createPublicKey(key.privateKey).export({ format: 'jwk' }), kid: key.kid, alg: 'RS256' };
  const idToken = (sub: string): string => {
    const seconds = Math.floor(now() / 1000);
    const claims = { iss: issuer, aud: 'client', sub, iat: seconds, exp: seconds + 3600 };
    return forge({ alg: 'RS256', kid: key.kid }, claims, key.privateKey);
  };
  const subOf = new Map<string, string>();
  const pool: Pick<Pool, 'keys' | 'refresh' | 'revoke' | 'signOutUrl'> = {
    // An answer that is lost here is a set that does not have the new key yet.
    keys: async () => {
      const fate = left.shift() ?? 'well';
      await turn();
      if (fate === 'fails') throw poolTrouble;
      return { keys: [fate === 'lost' ? { ...jwk, kid: 'the key before' } : jwk] };
    },
    refresh: async (token): Promise<TokenResponse | undefined> => {
      const isLost = left[0] === 'lost';
      return meet(poolTrouble, () => {
        const before = issued.get(token);
        if (before?.state !== 'live') return undefined;
        before.state = 'spent';
        return {
          idToken: idToken(subOf.get(before.session) ?? ''),
          accessToken: randomUUID(),
          refreshToken: issue(before.session, !isLost),
          expiresInSeconds: 3600,
          scopes: undefined,
        };
      });
    },
    revoke: (token) =>
      meet(poolTrouble, () => {
        const one = issued.get(token);
        if (one !== undefined) one.state = 'revoked';
      }),
    signOutUrl: async () => 'https://issuer.example/logout',
  };

  const events: AuthEvent[] = [];
  const sleep = async (ms: number): Promise<void> => {
    // Signatures are checked on another thread: without this, those who only wait would never let its answers in.
    await new Promise(setImmediate);
    await turn();
    time += ms;
  };
  const waiting: Waiting = { uptimeMs: now, sleep, rest: sleep };

  const createProcess = () => {
    const settings = settingsFrom({
      pool: { issuer, clientId: 'client' },
      baseUrl: 'http://localhost:3000',
      secrets: [testSecret],
      store: realStore,
      now,
    });
    const deps = {
      settings,
      store: wrapped(realStore),
      events: createEvents((event) => events.push(event)),
      pool: pool as Pool,
      waiting,
    };
    const revoker = createRevoker(deps);
    const verifier = createTokenVerifier(deps);
    const sessions = createSessions({ ...deps, revoker });
    const endedSignIns = createEndedSignIns(deps);
    const endSignIns = createEndSignIns({ ...deps, revoker, endedSignIns });
    const sealer = createSealer([testSecret]);
    const resumptions = createResumptions({ ...deps, sealer });
    const silentTries = createSilentTries({ ...deps, sealer });
    const refresher = createRefresher({ ...deps, revoker, verifier });
    const access = createAccess({ ...deps, refresher });
    return {
      refresher,
      signOut: createSignOut({
        ...deps,
        revoker,
        sessions,
        access,
        endSignIns,
        endedSignIns,
        resumptions,
        silentTries,
      }),
    };
  };

  /** A new session, whose tokens are due. */
  const signIn = async (sub: string): Promise<Held> => {
    const id = randomUUID();
    const session = sessionKey(id);
    subOf.set(session, sub);
    const signIn = sampleSignIn({
      user: person(sub),
      accessTokenEndsAtMs: time,
      tokensRefreshedAtMs: time - hourMs,
      authenticatedAtMs: time - hourMs,
      startedAtMs: time - hourMs,
      endsAtMs: time + 12 * hourMs,
    });
    const tokens = sampleTokens({ refreshToken: issue(session, true) });
    const stored = sampleSession({ signIn, tokens, lastSeenAtMs: time, expiresAtMs: time + 12 * hourMs });
    await realStore.create(session, stored);
    return {
      key: session,
      sub,
      request: () => passedRequest(id, { signIn }),
    };
  };

  return {
    signIn,
    processes: [createProcess(), createProcess()] as const,
    issued,
    events,
    store: realStore,
    personOf: (sub: string) => ({ issuer, id: sub }),
    advance: (ms: number): void => void (time += ms),
    response: () => ({ set() {}, redirect() {}, clearCookie() {} }) as unknown as Response,
    /** So that all that was begun comes to its end. */
    heal: (): void => void left.splice(0),
  };
};

/** A session of the world. */
export interface Held {
  readonly key: string;
  readonly sub: string;
  /** A request that comes with its cookie. */
  readonly request: () => Request;
}
