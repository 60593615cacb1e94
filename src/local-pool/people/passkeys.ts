import { hasDomain } from '../base/domain.js';
import type { Clock } from '../base/clock.js';
import { invalidParameter, notAuthorized, PoolError } from '../base/errors.js';
import type { AuthenticationMethod, Client, Passkey, Person, UserPool } from '../base/model.js';
import { randomToken } from '../base/random.js';
import { unconfirmed } from '../base/unconfirmed.js';
import type { Challenges } from './challenges.js';
import { secondFactorOf } from './second-factor.js';
import {
  algorithms,
  clientDataOf,
  credentialFrom,
  verifyAssertion,
  verifyRegistration,
  type ClientData,
  type CredentialJson,
} from './webauthn.js';

const timeoutMs = 60_000;
const registration = 'WEB_AUTHN_REGISTRATION';

/** Who registers a passkey, and through which app. */
export interface Registering {
  readonly pool: UserPool;
  readonly client: Client;
  readonly person: Person;
  /** As `relyingPartyOf` answers it. */
  readonly relyingPartyId: string;
}

export interface SigningIn {
  readonly pool: UserPool;
  readonly person: Person;
  readonly relyingPartyId: string;
  readonly challenge: string;
}

/** Passkeys of people: made, used, listed and taken away. */
export interface Passkeys {
  /** `PublicKeyCredentialCreationOptionsJSON`, in the members that Cognito sends. */
  beginRegistration(who: Registering): object;
  /** Throws the WebAuthn… exceptions of CompleteWebAuthnRegistration. */
  finishRegistration(who: Registering, credential: unknown): Promise<void>;
  /** `PublicKeyCredentialRequestOptionsJSON`. */
  requestOptions(who: SigningIn): object;
  /** Throws NotAuthorizedException unless a passkey of this person has signed the challenge. */
  check(who: SigningIn, credential: unknown): Promise<AuthenticationMethod>;
}

export const createPasskeys = ({
  clock,
  challenges,
}: {
  readonly clock: Clock;
  readonly challenges: Challenges;
}): Passkeys => {
  const beginRegistration = ({ pool, client, person, relyingPartyId }: Registering): object => {
    const { sub, username, attributes } = person;
    const pending = { poolId: pool.id, clientId: client.id, sub, challenge: registration, data: {} };
    const name = attributes['email'] ?? username;
    return {
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: 'required',
        userVerification: pool.webAuthn?.userVerification ?? 'preferred',
      },
      challenge: challenges.begin(pending, unconfirmed.passkeyRegistrationMs),
      excludeCredentials: passkeysFor(person, relyingPartyId).map(({ id }) => ({ id, type: 'public-key' })),
      pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' })),
      rp: { id: relyingPartyId, name: relyingPartyId },
      timeout: timeoutMs,
      user: { id: Buffer.from(sub).toString('base64url'), name, displayName: attributes['name'] ?? name },
    };
  };

  const finishRegistration = async (who: Registering, given: unknown): Promise<void> => {
    const { pool, person, relyingPartyId } = who;
    const { credential, clientData } = read(given);
    takeChallenge(who, clientData);
    if (!isOriginOf(clientData.origin, relyingPartyId)) {
      throw webAuthnError(
        'OriginNotAllowed',
        `The origin ${clientData.origin} does not belong to ${relyingPartyId}.`,
      );
    }
    const isVerificationRequired = pool.webAuthn?.userVerification === 'required';
    const result = await verifyRegistration(credential, {
      clientData,
      relyingPartyId,
      isVerificationRequired,
    });
    if ('refused' in result) throw refusedRegistration(result.refused);
    const others = (person.passkeys ?? []).filter(({ id }) => id !== result.key.id);
    if (others.length >= unconfirmed.mostPasskeys) {
      throw new PoolError('LimitExceededException', 'The user has as many passkeys as are allowed.');
    }
    person.passkeys = [
      ...others,
      passkeyFrom(credential, { ...result.key, relyingPartyId, createdAt: clock.now() }),
    ];
  };

  /** Used up, whatever comes of it. */
  const takeChallenge = ({ client, person }: Registering, { challenge }: ClientData): void => {
    const pending = challenges.find(challenge);
    if (pending?.challenge !== registration || pending.sub !== person.sub) {
      throw webAuthnError('ChallengeNotFound', 'Start the registration of the passkey again.');
    }
    if (pending.clientId !== client.id) {
      throw webAuthnError('ClientMismatch', 'The registration was started by another app client.');
    }
    challenges.end(challenge);
  };

  const requestOptions = ({ pool, person, relyingPartyId, challenge }: SigningIn): object => ({
    allowCredentials: passkeysFor(person, relyingPartyId).map(({ id, transports }) => ({
      id,
      transports,
      type: 'public-key',
    })),
    challenge,
    rpId: relyingPartyId,
    timeout: timeoutMs,
    userVerification: mustVerify(pool, person)
      ? 'required'
      : (pool.webAuthn?.userVerification ?? 'preferred'),
  });

  const check = async (
    { pool, person, relyingPartyId, challenge }: SigningIn,
    given: unknown,
  ): Promise<AuthenticationMethod> => {
    const { credential, clientData } = read(given);
    const key = passkeysFor(person, relyingPartyId).find(({ id }) => id === credential.id);
    const isGood = clientData.challenge === challenge && isOriginOf(clientData.origin, relyingPartyId);
    if (key === undefined || !isGood) throw notAuthorized(unconfirmed.wrongPasskey, 'wrongPasskey');
    const expected = { clientData, relyingPartyId, isVerificationRequired: mustVerify(pool, person) };
    const result = await verifyAssertion(credential, key, expected);
    if ('refused' in result) throw notAuthorized(unconfirmed.wrongPasskey, 'wrongPasskey');
    key.counter = result.counter;
    return methodOfPasskey(key);
  };

  return { beginRegistration, finishRegistration, requestOptions, check };
};

/** The relying party that passkeys of this pool are for; undefined without a domain and without a name for it. */
export const relyingPartyOf = (pool: UserPool, domainOrigin: string): string | undefined => {
  if (pool.webAuthn?.relyingPartyId !== undefined) return pool.webAuthn.relyingPartyId;
  if (!hasDomain(pool)) return undefined;
  const { hostname } = new URL(domainOrigin);
  return /^[\d.]+$|^\[/u.test(hostname) ? 'localhost' : hostname;
};

export const allowsPasskeys = ({ firstFactors }: UserPool): boolean =>
  firstFactors?.includes('WEB_AUTHN') === true;

/** The passkeys that were made for this relying party: another name, and all have to be registered anew. */
export const passkeysFor = ({ passkeys = [] }: Person, relyingPartyId: string): readonly Passkey[] =>
  passkeys.filter((passkey) => passkey.relyingPartyId === relyingPartyId);

/**
 * Whether a passkey opens a sign-in of this person: never where a second factor is asked for, unless a verified user
 * counts as two factors here and the person has said so.
 */
export const mayUsePasskey = (pool: UserPool, person: Person): boolean => {
  if (!allowsPasskeys(pool) || (person.passkeys ?? []).length === 0) return false;
  return secondFactorOf(pool, person).kind === 'none' || standsForBoth(pool, person);
};

export const methodOfPasskey = ({ attachment }: Passkey): AuthenticationMethod =>
  attachment === 'platform' ? 'swk' : 'hwk';

const standsForBoth = ({ webAuthn }: UserPool, { passkeyMfa }: Person): boolean =>
  webAuthn?.isMultiFactor === true && passkeyMfa === true;

const mustVerify = (pool: UserPool, person: Person): boolean =>
  pool.webAuthn?.userVerification === 'required' || standsForBoth(pool, person);

const read = (given: unknown): { readonly credential: CredentialJson; readonly clientData: ClientData } => {
  const credential = credentialFrom(given);
  const clientData = credential && clientDataOf(credential);
  if (credential !== undefined && clientData !== undefined) return { credential, clientData };
  throw invalidParameter('The credential is no PublicKeyCredential in JSON.');
};

/** The relying party's own name or one below it; http on this machine only, as browsers have it. */
const isOriginOf = (origin: string, relyingPartyId: string): boolean => {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  const isBelow = hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`);
  return isBelow && (protocol === 'https:' || (protocol === 'http:' && /(?:^|\.)localhost$/u.test(hostname)));
};

const passkeyFrom = (
  { authenticatorAttachment, response }: CredentialJson,
  key: Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'relyingPartyId' | 'createdAt'>,
): Passkey => {
  const transports: unknown = response['transports'];
  return {
    ...key,
    attachment: authenticatorAttachment === 'platform' ? 'platform' : 'cross-platform',
    transports: Array.isArray(transports) ? transports.filter((name) => typeof name === 'string') : [],
  };
};

const refusedRegistration = (refused: 'relying-party' | 'credential'): PoolError =>
  refused === 'relying-party'
    ? webAuthnError('RelyingPartyMismatch', 'The passkey was made for another relying party.')
    : webAuthnError('CredentialNotSupported', 'The passkey is of a kind that is not supported.');

export const webAuthnError = (
  name:
    | 'NotEnabled'
    | 'ConfigurationMissing'
    | 'ChallengeNotFound'
    | 'ClientMismatch'
    | 'OriginNotAllowed'
    | 'RelyingPartyMismatch'
    | 'CredentialNotSupported',
  message: string,
): PoolError => new PoolError(`WebAuthn${name}Exception`, message);

export const newPasskeyChallenge = (): string => randomToken();
