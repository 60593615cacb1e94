import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/** The 3072-bit MODP group of RFC 3526, with generator 2: what Cognito's SRP-6a (RFC 5054) works in. */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const G = 2n;
const derivedKeyInfo = 'Caldera Derived Key';
const longestPublicValue = 2 * 385;

/** Whose password: SRP binds it to the user pool and the user name, or to a device group and a device key. */
export interface SrpIdentity {
  /** The part of the user pool id after the underscore; the device group key for a device. */
  readonly group: string;
  readonly name: string;
}

/** What a server keeps of a password for SRP (hex). */
export interface SrpRecord {
  readonly salt: string;
  readonly verifier: string;
}

/** One run of the protocol on the server's side (hex). */
export interface SrpExchange {
  readonly verifier: string;
  /** b, never sent. */
  readonly privateValue: string;
  /** B, sent to the client. */
  readonly publicValue: string;
  /** A, from the client. */
  readonly clientValue: string;
}

export const srpGroup = (poolId: string): string => poolId.slice(poolId.indexOf('_') + 1);

/** Takes some 6 ms: one exponentiation. */
export const srpRecord = ({ group, name }: SrpIdentity, password: string): SrpRecord => {
  const salt = BigInt(`0x${randomBytes(16).toString('hex')}`);
  const identity = createHash('sha256').update(`${group}${name}:${password}`).digest('hex');
  const x = hashOfHex(padHex(salt) + identity);
  return { salt: salt.toString(16), verifier: power(G, x).toString(16) };
};

/** The server's first step. `undefined` for a client value that no honest client sends (RFC 5054 section 2.5.4). */
export const beginSrp = (verifier: string, clientValue: string): SrpExchange | undefined => {
  if (!/^[0-9a-f]+$/iu.test(clientValue) || clientValue.length > longestPublicValue) return undefined;
  if (BigInt(`0x${clientValue}`) % N === 0n) return undefined;
  const b = BigInt(`0x${randomBytes(32).toString('hex')}`);
  const publicValue = (K * BigInt(`0x${verifier}`) + power(G, b)) % N;
  return { verifier, privateValue: b.toString(16), publicValue: publicValue.toString(16), clientValue };
};

/** What a client that knows the password signs its claim with: HMAC over identity, secret block and timestamp. */
export const srpSignature = (
  exchange: SrpExchange,
  { group, name }: SrpIdentity,
  claim: { readonly secretBlock: string; readonly timestamp: string },
): string =>
  createHmac('sha256', sharedKey(exchange))
    .update(group)
    .update(name)
    .update(Buffer.from(claim.secretBlock, 'base64'))
    .update(claim.timestamp)
    .digest('base64');

const sharedKey = ({ verifier, privateValue, publicValue, clientValue }: SrpExchange): Buffer => {
  const A = BigInt(`0x${clientValue}`);
  const u = hashOfHex(padHex(A) + padHex(BigInt(`0x${publicValue}`)));
  const S = power(A * power(BigInt(`0x${verifier}`), u), BigInt(`0x${privateValue}`));
  const [secret, salt] = [Buffer.from(padHex(S), 'hex'), Buffer.from(padHex(u), 'hex')];
  return Buffer.from(hkdfSync('sha256', secret, salt, derivedKeyInfo, 16));
};

const hashOfHex = (hex: string): bigint =>
  BigInt(`0x${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`);

/** Whole bytes with a zero sign bit, as Java's `BigInteger.toByteArray` writes a positive number. */
const padHex = (value: bigint): string => {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return /^[89a-f]/u.test(even) ? `00${even}` : even;
};

const K = hashOfHex(padHex(N) + padHex(G));

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};
