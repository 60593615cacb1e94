import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import type { Request } from 'express';
import type { AuthErrorCode, AuthEvent } from '../auth/index.js';
import { loginFrom, type Login } from './id-token.js';
import { IdentityPoolFailure, type IdentityPoolFailureDetails } from './identity-pool-failures.js';
import { createIdentityPools, type GivenCredentials } from './identity-pools.js';
import { createRenewed } from './renewed.js';
import { createCallWatch, type CallWatchers } from './watched-calls.js';

/** What `createAwsCredentials` is told. */
export interface AwsCredentialsOptions extends CallWatchers {
  /** Such as `us-east-1:11111111-2222-3333-4444-555555555555`. Its region is where the calls go. */
  readonly identityPoolId: string;
  /** A fresh ID token of the person behind a request: `(request) => auth.idToken(request)`. */
  readonly idToken: (request: Request) => Promise<string>;
  /** What a call fails with: `(code, details) => new AuthError(code, details)`. */
  readonly failure: (code: AuthErrorCode, details: IdentityPoolFailureDetails) => Error;
  /** Another address of the identity pools API. Left out, the SDK finds it: by its own settings, or from the region. */
  readonly endpoint?: string | undefined;
  /** How long the calls for one set of credentials may take together, in milliseconds. 5000 unless given. */
  readonly deadlineMs?: number;
  /** How many sets of credentials are held at most; the oldest go first. 10,000 unless given. */
  readonly most?: number;
  /** The current time in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
}

/** Temporary credentials, as the clients of the AWS SDK take them. Printed or turned into JSON they show no secret. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly identityId: string;
}

/** Which role to take, where a person has several. */
export interface RoleChoice {
  /** One of `cognito:roles` of the ID token. Without it the identity pool chooses. */
  readonly roleArn?: string | undefined;
}

/** What may be shown of credentials. */
export interface CredentialsInUse {
  readonly identityId: string;
  readonly accessKeyId: string;
  readonly fetchedAtMs: number;
  readonly endsAtMs: number;
  /** The role that was asked for by name. `undefined`: the identity pool chose. */
  readonly roleArn: string | undefined;
  /** The roles of the person's groups. */
  readonly roles: readonly string[];
  /** The one that an identity pool takes from the token, where it takes roles from tokens. */
  readonly preferredRole: string | undefined;
}

/** AWS credentials of the people who are signed in. They stay in this process. */
export interface AwsCredentials {
  /**
   * A credential provider for the person behind the request: it may be given to any client of the AWS SDK for JavaScript, v3.
   * Asks nobody before the client asks it. It then throws what `failure` makes, and what `idToken` throws; both come out of
   * the client's `send`.
   *
   * @example
   * const s3 = new S3Client({ region: 'us-east-1', credentials: aws.credentialsOf(request) });
   */
  credentialsOf(request: Request, choice?: RoleChoice): () => Promise<TemporaryCredentials>;
  /** What to show of them: no secret. Fetches them where there are none. Throws as a provider of `credentialsOf` does. */
  inUse(request: Request, choice?: RoleChoice): Promise<CredentialsInUse>;
  /** Forgets credentials when their session ends or is refreshed: give it the events of `createAuth`. */
  readonly onAuthEvent: (event: AuthEvent) => void;
  /** How many sets of credentials are held. */
  size(): number;
}

interface Held extends GivenCredentials {
  readonly identityId: string;
  readonly fetchedAtMs: number;
}

/**
 * Trades the ID tokens of people who are signed in for temporary AWS credentials, by an identity pool (Cognito: "Identity
 * pools authentication flow", the enhanced one). Throws `TypeError` when the id is none; calls nobody, and loads no AWS SDK,
 * until credentials are asked for.
 *
 * @example
 * const aws = createAwsCredentials({
 *   identityPoolId,
 *   idToken: (request) => auth.idToken(request),
 *   failure: (code, details) => new AuthError(code, details),
 * });
 * const auth: Auth = createAuth({ ...options, onEvent: aws.onAuthEvent });
 */
export const createAwsCredentials = ({
  identityPoolId,
  idToken,
  failure,
  endpoint,
  deadlineMs = 5000,
  most = 10_000,
  now = Date.now,
  ...watchers
}: AwsCredentialsOptions): AwsCredentials => {
  if (!/^[\w-]+:[0-9a-f-]{36}$/i.test(identityPoolId))
    throw new TypeError('identityPoolId must be the id of an identity pool: its region, a colon and a UUID');
  const watch = createCallWatch('CognitoIdentity', watchers);
  const pools = createIdentityPools({ identityPoolId, endpoint, watch });
  const credentials = createRenewed<Held>({ most, now });
  // An identity stays the same: remembered, it saves every renewal one of the two calls.
  const identities = createRenewed<Identity>({ most, now });

  const identityOf = (login: Login, signal: AbortSignal): Promise<Identity> =>
    identities.get({ name: `${login.provider} ${login.sub}`, owner: login.sub }, async () => ({
      id: await pools.identityOf(login, signal),
      fetchedAtMs: now(),
      endsAtMs: now() + identityMs,
    }));

  const fetch = async (login: Login, roleArn: string | undefined): Promise<Held> => {
    const signal = AbortSignal.timeout(deadlineMs);
    const fetchFor = async ({ id }: Identity): Promise<Held> => {
      const given = await pools.credentialsFor({ id, roleArn }, login, signal);
      return { ...given, identityId: id, fetchedAtMs: now() };
    };
    const identity = await identityOf(login, signal);
    try {
      return await fetchFor(identity);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      // It was deleted in AWS since it was remembered: the person gets a new one.
      identities.forget(login.sub);
      return fetchFor(await identityOf(login, signal));
    }
  };

  const held = async (
    request: Request,
    roleArn: string | undefined,
  ): Promise<{ readonly login: Login; readonly value: Held }> => {
    // Asked each time: whoever has signed out, here or on another process, has no ID token and gets nothing.
    const login = loginFrom(await idToken(request));
    if (roleArn !== undefined && !login.roles.includes(roleArn))
      throw failure('forbidden', { poolError: 'identity_pool_refuses_role' });
    try {
      const name = nameOf(login, roleArn);
      return {
        login,
        value: await credentials.get({ name, owner: login.sub }, () => fetch(login, roleArn)),
      };
    } catch (error) {
      throw error instanceof IdentityPoolFailure ? failure(error.code, error.details) : error;
    }
  };

  return {
    credentialsOf:
      (request, { roleArn } = {}) =>
      async () =>
        handedOut((await held(request, roleArn)).value),

    async inUse(request, { roleArn } = {}) {
      const { login, value } = await held(request, roleArn);
      const { identityId, accessKeyId, fetchedAtMs, endsAtMs } = value;
      const { roles, preferredRole } = login;
      return { identityId, accessKeyId, fetchedAtMs, endsAtMs, roleArn, roles, preferredRole };
    },

    onAuthEvent(event) {
      if (endings.has(event.type)) credentials.forget('userId' in event ? event.userId : undefined);
    },

    size: () => credentials.size(),
  };
};

interface Identity {
  readonly id: string;
  readonly fetchedAtMs: number;
  readonly endsAtMs: number;
}

const identityMs = 24 * 3_600_000;

// All sessions of the person lose theirs, because an event names a session by its beginning only. Those that go on fetch anew.
const endings: ReadonlySet<AuthEvent['type']> = new Set([
  'signed_out',
  'sign_in_ended',
  'sign_ins_ended',
  'session_ended',
  'tokens_refreshed',
] as const);

const isUnknown = (error: unknown): boolean =>
  error instanceof IdentityPoolFailure && error.details.poolError === 'identity_pool_unknown';

/** By the token itself: other tokens of the same person, after a refresh or in another session, may have other groups. */
const nameOf = ({ token }: Login, roleArn = ''): string =>
  `${createHash('sha256').update(token).digest('base64url')} ${roleArn}`;

// A copy for each client, because the SDK writes notes of its own onto credentials.
const handedOut = (held: Held): TemporaryCredentials => {
  const { accessKeyId, secretAccessKey, sessionToken, identityId } = held;
  const expiration = new Date(held.endsAtMs);
  const shown = (): object => ({ accessKeyId, identityId, expiration });
  return Object.defineProperties(
    { accessKeyId, secretAccessKey, sessionToken, expiration, identityId },
    { toJSON: { value: shown }, [inspect.custom]: { value: shown } },
  );
};
