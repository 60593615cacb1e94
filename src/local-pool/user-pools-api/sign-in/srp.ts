import { invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Client, PendingChallenge, Person, UserPool } from '../../base/model.js';
import { sameSecret } from '../../base/random.js';
import { beginSrp, srpGroup, srpSignature, type SrpIdentity } from '../../people/srp.js';
import type { Api } from '../protocol/api.js';
import type { Parameters } from './attempt.js';
import { pretendedName, pretendedRecord } from './pretence.js';

/** `Mon Nov 23 07:38:52 UTC 2026`. */
const claimTimestamp =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0]?\d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/u;

export interface SrpQuestion {
  readonly api: Api;
  readonly client: Client;
  readonly pool: UserPool;
  /** Nobody when the name is unknown and that is not to be seen. */
  readonly person: Person | undefined;
  readonly username: string;
  /** A, as the app sent it. */
  readonly clientValue: string | undefined;
  /** Kept until the answer. */
  readonly data?: Record<string, string>;
}

export interface PasswordVerifier {
  readonly ChallengeName: 'PASSWORD_VERIFIER';
  readonly Session: string;
  readonly ChallengeParameters: Parameters;
}

/** PASSWORD_VERIFIER, the server's half of SRP. For nobody it looks the same, and the same each time. */
export const askForPasswordClaim = (question: SrpQuestion): PasswordVerifier => {
  const { api, client, pool, person, username, data = {} } = question;
  const { salt, verifier } = person?.password?.srp ?? pretendedRecord(api, pool, username);
  const userId = person?.username ?? pretendedName(api, pool, username);
  const { secretBlock, session, publicValue } = beginClaim(api, {
    verifier,
    clientValue: question.clientValue,
    pending: {
      poolId: pool.id,
      clientId: client.id,
      sub: person?.sub ?? '',
      challenge: 'PASSWORD_VERIFIER',
      data: { ...data, userId },
    },
    lifetimeMs: 1000 * client.authSessionSeconds,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: session,
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: publicValue,
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
};

export interface Claim {
  readonly verifier: string;
  readonly clientValue: string | undefined;
  readonly pending: Omit<PendingChallenge, 'expiresAt'>;
  readonly lifetimeMs: number;
}

/** The secret block is the handle of the exchange, so that apps which send no Session back are understood. */
export const beginClaim = (api: Api, { verifier, clientValue, pending, lifetimeMs }: Claim) => {
  const exchange = beginSrp(verifier, clientValue ?? '');
  if (exchange === undefined)
    throw invalidParameter('SRP_A must be a hexadecimal number that N does not divide.');
  const session = api.service.challenges.begin(
    { ...pending, data: { ...pending.data, ...exchange } },
    lifetimeMs,
  );
  return {
    session,
    secretBlock: Buffer.from(session).toString('base64'),
    publicValue: exchange.publicValue,
  };
};

/** The handle in a secret block. */
export const handleIn = (responses: Parameters): string =>
  Buffer.from(responses['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '', 'base64').toString();

/** Whether a claim was signed with the key that only the right password gives. Throws for a malformed one. */
export const isGoodClaim = (
  pending: PendingChallenge,
  responses: Parameters,
  identity: SrpIdentity,
): boolean => {
  const { TIMESTAMP: timestamp, PASSWORD_CLAIM_SIGNATURE: signature } = responses;
  if (timestamp === undefined || !claimTimestamp.test(timestamp)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const { verifier = '', privateValue = '', publicValue = '', clientValue = '' } = pending.data;
  const exchange = { verifier, privateValue, publicValue, clientValue };
  const secretBlock = responses['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '';
  return sameSecret(srpSignature(exchange, identity, { secretBlock, timestamp }), signature ?? '');
};

/** The person whose password the claim proves. Throws NotAuthorizedException. */
export const personBehindClaim = (
  api: Api,
  pending: PendingChallenge,
  responses: Parameters,
): Promise<Person> => {
  const person = api.service.store.people.get(pending.sub);
  const identity = { group: srpGroup(pending.poolId), name: pending.data['userId'] ?? '' };
  const proves = isGoodClaim(pending, responses, identity);
  if (person === undefined) throw notAuthorized('Incorrect username or password.');
  return api.service.proofs.check(person, () => proves && person.password?.srp !== undefined);
};
