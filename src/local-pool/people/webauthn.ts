import type {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  WebAuthnCredential,
} from '@simplewebauthn/server';
import { PoolError } from '../base/errors.js';
import { isObject } from '../base/shape.js';

/** ES256 and RS256, the two that Cognito takes (COSE). */
export const algorithms: readonly number[] = [-7, -257];

/** What a browser says of a ceremony, before anybody has checked it. */
export interface ClientData {
  readonly challenge: string;
  readonly origin: string;
}

/** A credential in the JSON of WebAuthn (`RegistrationResponseJSON`, `AuthenticationResponseJSON`). */
export interface CredentialJson {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment?: unknown;
  readonly clientExtensionResults: object;
  readonly response: Readonly<Record<string, unknown>> & { readonly clientDataJSON: string };
}

export interface Expected {
  readonly clientData: ClientData;
  readonly relyingPartyId: string;
  readonly isVerificationRequired: boolean;
}

export type KnownKey = Pick<WebAuthnCredential, 'id' | 'counter'> & { readonly publicKey: string };

/** `relying-party`: made for another one. `credential`: not of a kind that is taken, or not right. */
export type Refusal = { readonly refused: 'relying-party' | 'credential' };

/** A credential, or undefined for anything else. */
export const credentialFrom = (value: unknown): CredentialJson | undefined => {
  if (!isObject(value) || !isObject(value['response'])) return undefined;
  const { id, rawId = id, type, response, clientExtensionResults, ...rest } = value;
  if (typeof id !== 'string' || typeof rawId !== 'string' || type !== 'public-key') return undefined;
  if (typeof response['clientDataJSON'] !== 'string') return undefined;
  const { clientDataJSON } = response;
  return {
    ...rest,
    id,
    rawId,
    type,
    clientExtensionResults: isObject(clientExtensionResults) ? clientExtensionResults : {},
    response: { ...response, clientDataJSON },
  };
};

/** Reads `clientDataJSON`; undefined when it is none. */
export const clientDataOf = ({ response }: CredentialJson): ClientData | undefined => {
  try {
    const data: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString());
    if (!isObject(data)) return undefined;
    const { challenge, origin } = data;
    return typeof challenge === 'string' && typeof origin === 'string' ? { challenge, origin } : undefined;
  } catch {
    return undefined;
  }
};

/** A new key, checked against its own ceremony. */
export const verifyRegistration = async (
  credential: CredentialJson,
  { clientData, relyingPartyId, isVerificationRequired }: Expected,
): Promise<{ readonly key: KnownKey } | Refusal> => {
  const { verifyRegistrationResponse: verify } = await library();
  return checked(async () => {
    const result = await verify({
      response: credential as unknown as Parameters<typeof verify>[0]['response'],
      expectedChallenge: clientData.challenge,
      expectedOrigin: clientData.origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: isVerificationRequired,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (!result.verified) return undefined;
    const { id, publicKey, counter } = result.registrationInfo.credential;
    return { key: { id, counter, publicKey: Buffer.from(publicKey).toString('base64url') } };
  });
};

/** A signature of a known key; answers its counter. */
export const verifyAssertion = async (
  credential: CredentialJson,
  { id, counter, publicKey }: KnownKey,
  { clientData, relyingPartyId, isVerificationRequired }: Expected,
): Promise<{ readonly counter: number } | Refusal> => {
  const { verifyAuthenticationResponse: verify } = await library();
  return checked(async () => {
    const { verified, authenticationInfo } = await verify({
      response: credential as unknown as Parameters<typeof verify>[0]['response'],
      expectedChallenge: clientData.challenge,
      expectedOrigin: clientData.origin,
      expectedRPID: relyingPartyId,
      credential: { id, counter, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')) },
      requireUserVerification: isVerificationRequired,
    });
    return verified ? { counter: authenticationInfo.newCounter } : undefined;
  });
};

/** The library throws at what does not fit; by name it tells only whose relying party it was. */
const checked = async <T>(check: () => Promise<T | undefined>): Promise<T | Refusal> => {
  try {
    return (await check()) ?? { refused: 'credential' };
  } catch (error) {
    const isOther = error instanceof Error && error.name === 'UnexpectedRPIDHash';
    return { refused: isOther ? 'relying-party' : 'credential' };
  }
};

interface Library {
  readonly verifyRegistrationResponse: typeof verifyRegistrationResponse;
  readonly verifyAuthenticationResponse: typeof verifyAuthenticationResponse;
}

/** Loaded with the first passkey: a pool without them starts sooner, and does without the package. */
const library = async (): Promise<Library> => {
  try {
    return await import('@simplewebauthn/server');
  } catch {
    throw new PoolError(
      'InternalErrorException',
      'Passkeys of the local user pool need the package @simplewebauthn/server. Install it beside the pool.',
    );
  }
};
