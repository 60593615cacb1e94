import type { Config } from '../config.js';
import { isCognitoIssuer, regionOfPool } from '../config/addresses.js';
import { createAsk, type Answer, type Ask } from './ask.js';
import { askAuthorize, type AuthorizeAnswer } from './authorize-answer.js';
import { documentIn, type DiscoveryDocument } from './document.js';
import type { Surroundings } from './surroundings.js';
import { openUserPoolsApi, type ClientAtPool, type UserPoolsApi } from './user-pools-api.js';

/** What is examined, with what several checks need to know. Each thing is asked for once, however many want it. */
export interface Subject {
  readonly config: Config;
  readonly surroundings: Surroundings;
  readonly isCognito: boolean;
  /** The id at the end of a Cognito issuer, and the region that it begins with; empty for any other issuer. */
  readonly userPoolId: string;
  readonly region: string;
  /** What the app client has to have among its URLs, letter by letter. */
  readonly callbackUrl: string;
  readonly signedOutUrl: string;
  readonly ask: Ask;
  /** The answer at the address of the discovery document. Throws `Unreachable`. */
  readonly discovery: () => Promise<Answer>;
  /** The document in it. For checks that need `discovery` to have passed. */
  readonly document: () => Promise<DiscoveryDocument>;
  /** What the authorization endpoint says to a sign-in as the site would begin one. */
  readonly authorize: () => Promise<AuthorizeAnswer>;
  readonly api: () => Promise<UserPoolsApi>;
  /** The app client as the API describes it. Throws `ApiFailure`. */
  readonly client: () => Promise<ClientAtPool>;
}

export interface SubjectOptions {
  readonly config: Config;
  readonly surroundings: Surroundings;
  /** The current time in milliseconds since the epoch. */
  readonly now: () => number;
  /** How long one call may take. */
  readonly deadlineMs: number;
}

export const createSubject = ({ config, surroundings, now, deadlineMs }: SubjectOptions): Subject => {
  const { issuer } = config.pool;
  const isCognito = isCognitoIssuer(issuer);
  const ask = createAsk({ deadlineMs, now });
  const subject: Subject = {
    config,
    surroundings,
    isCognito,
    userPoolId: isCognito ? issuer.slice(issuer.lastIndexOf('/') + 1) : '',
    region: (isCognito ? regionOfPool(issuer) : undefined) ?? '',
    callbackUrl: `${config.baseUrl}/auth/callback`,
    signedOutUrl: `${config.baseUrl}/signed-out`,
    ask,
    discovery: once(() => ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)),
    document: once(async () => documentIn(await subject.discovery()) ?? {}),
    authorize: once(() => askAuthorize(subject)),
    api: once(() =>
      openUserPoolsApi({
        region: subject.region,
        userPoolId: subject.userPoolId,
        clientId: config.pool.clientId,
        deadlineMs,
      }),
    ),
    client: once(async () => (await subject.api()).client()),
  };
  return subject;
};

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
};
