import { constants, createHmac, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { withChange, type Change } from '../base/change.js';
import type { Client } from '../base/model.js';
import type { Claims } from './claims.js';
import { encodeJws, rs256Header, signBytes, type JwsHeader } from './jws.js';
import { generateSigningKey, type SigningKey } from './keys.js';

/** How a token is signed when not as it should be. `none` and `hs256` also change the header's `alg`. */
export type SignatureFault = 'foreign' | 'empty' | 'none' | 'hs256' | 'ps256' | 'es256';

/** What spoils a token on purpose, for an app to refuse it. */
export interface TokenFault {
  readonly kind: 'token';
  readonly of: 'id' | 'access';
  readonly header?: Change;
  readonly claims?: Change;
  readonly signature?: SignatureFault;
}

export interface SpoilOptions {
  /** The key that the token should have been signed with. */
  readonly key: SigningKey;
  /** Whose secret `hs256` takes for a key. */
  readonly client: Client;
  /** One after the other; the last signature counts. */
  readonly faults: readonly TokenFault[];
}

const makeKeyPair = promisify(generateKeyPair);

const algorithmOf: Readonly<Partial<Record<SignatureFault, string>>> = {
  none: 'none',
  hs256: 'HS256',
  ps256: 'PS256',
  es256: 'ES256',
};

/** A token that is wrong in the ways of these faults, and right in every other. */
export const signSpoilt = (claims: Claims, { key, client, faults }: SpoilOptions): Promise<string> => {
  let header: JwsHeader = rs256Header(key);
  let payload: Claims = claims;
  let signature: SignatureFault | undefined;
  for (const fault of faults) {
    signature = fault.signature ?? signature;
    const algorithm = fault.signature === undefined ? undefined : algorithmOf[fault.signature];
    header = withChange({ ...header, ...(algorithm === undefined ? {} : { alg: algorithm }) }, fault.header);
    payload = withChange(payload, fault.claims);
  }
  return encodeJws(header, payload, (input) => spoiltSignature(input, signature, { key, client }));
};

const spoiltSignature = async (
  input: string,
  fault: SignatureFault | undefined,
  { key: { privateKey }, client }: Pick<SpoilOptions, 'key' | 'client'>,
): Promise<Buffer> => {
  switch (fault) {
    case undefined:
      return signBytes(input, { key: privateKey });
    case 'foreign':
      return signBytes(input, { key: await foreignKey() });
    case 'ps256':
      return signBytes(input, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    case 'es256': {
      const pair = await makeKeyPair('ec', { namedCurve: 'P-256' });
      return signBytes(input, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
    }
    case 'hs256':
      return createHmac('sha256', client.secrets[0] ?? '')
        .update(input)
        .digest();
    case 'empty':
    case 'none':
      return Buffer.alloc(0);
  }
};

let foreign: Promise<KeyObject> | undefined;

const foreignKey = (): Promise<KeyObject> => {
  foreign ??= generateSigningKey().then((key) => key.privateKey);
  return foreign;
};
