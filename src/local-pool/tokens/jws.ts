import { sign, verify, type SignKeyObjectInput } from 'node:crypto';
import type { Claims } from './claims.js';
import type { Keyring, SigningKey } from './keys.js';

export type JwsHeader = Readonly<Record<string, unknown>>;

/** RS256, off the main thread, so that both cores work. */
export const signJwt = (claims: Claims, key: SigningKey): Promise<string> =>
  encodeJws(rs256Header(key), claims, (input) => signBytes(input, { key: key.privateKey }));

export const rs256Header = ({ kid }: SigningKey): JwsHeader => ({ kid, alg: 'RS256' });

/** The compact form (RFC 7515 section 7.1); `signatureOf` signs its first two parts. */
export const encodeJws = async (
  header: JwsHeader,
  payload: Claims,
  signatureOf: (input: string) => Promise<Buffer>,
): Promise<string> => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${(await signatureOf(input)).toString('base64url')}`;
};

export const signBytes = (input: string, key: SignKeyObjectInput): Promise<Buffer> =>
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
