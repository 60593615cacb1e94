import {
  constants,
  createHmac,
  generateKeyPair,
  sign,
  verify,
  type SignKeyObjectInput,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { withChange, type SignatureFault, type TokenFault } from '../http/faults.js';
import type { Claims } from './claims.js';
import { generateSigningKey, type Keyring, type SigningKey } from './keys.js';

const makeKeyPair = promisify(generateKeyPair);

const algorithmOf: Readonly<Partial<Record<SignatureFault, string>>> = {
  none: 'none',
  hs256: 'HS256',
  ps256: 'PS256',
  es256: 'ES256',
};

export interface SignOptions {
  readonly key: SigningKey;
  /** For the HS256 confusion fault. */
  readonly clientSecret: string;
  readonly faults?: readonly TokenFault[];
}

/** Signs off the main thread, so that both cores work; `faults` spoil the token on purpose. */
export const signJwt = async (
  claims: Claims,
  { key, clientSecret, faults = [] }: SignOptions,
): Promise<string> => {
  let header: Record<string, unknown> = { kid: key.kid, alg: 'RS256' };
  let payload: Claims = claims;
  let signature: SignatureFault | undefined;
  for (const fault of faults) {
    signature = fault.signature ?? signature;
    const algorithm = fault.signature === undefined ? undefined : algorithmOf[fault.signature];
    header = withChange({ ...header, ...(algorithm === undefined ? {} : { alg: algorithm }) }, fault.header);
    payload = withChange(payload, fault.claims);
  }
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${(await signatureOf(input, { key, clientSecret, signature })).toString('base64url')}`;
};

const signatureOf = (
  input: string,
  {
    key,
    clientSecret,
    signature,
  }: {
    readonly key: SigningKey;
    readonly clientSecret: string;
    readonly signature: SignatureFault | undefined;
  },
): Promise<Buffer> => {
  switch (signature) {
    case undefined:
      return signAsync(input, { key: key.privateKey });
    case 'foreign':
      return foreignKey().then((foreign) => signAsync(input, { key: foreign }));
    case 'ps256':
      return signAsync(input, {
        key: key.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      });
    case 'es256':
      return makeKeyPair('ec', { namedCurve: 'P-256' }).then(({ privateKey }) =>
        signAsync(input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      );
    case 'hs256':
      return Promise.resolve(createHmac('sha256', clientSecret).update(input).digest());
    case 'empty':
    case 'none':
      return Promise.resolve(Buffer.alloc(0));
  }
};

let foreign: Promise<KeyObject> | undefined;

const foreignKey = (): Promise<KeyObject> => {
  foreign ??= generateSigningKey().then((key) => key.privateKey);
  return foreign;
};

const signAsync = (input: string, key: SignKeyObjectInput): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(input), key, (error, signature) =>
      error === null ? resolve(signature) : reject(error),
    );
  });

/** The claims of a token that this keyring signed; undefined for anything else. Looks at no claim. */
export const verifyJwt = (token: string, keyring: Keyring): Claims | undefined => {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0) return undefined;
  const { kid, alg } = decode(header) ?? {};
  const key = typeof kid === 'string' && alg === 'RS256' ? keyring.find(kid) : undefined;
  if (key === undefined) return undefined;
  const input = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', input, key.publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  return decode(payload);
};

/** The claims of a token nobody has checked: to find out whom to ask. */
export const unverifiedClaims = (token: string): Claims | undefined => decode(token.split('.')[1] ?? '');

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const decode = (part: string): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};
