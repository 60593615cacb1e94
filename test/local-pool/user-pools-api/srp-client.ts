import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const G = 2n;

/** The app's half of Cognito's SRP, written from RFC 5054 and for these tests alone. */
export interface SrpClient {
  /** SRP_A. */
  readonly publicValue: string;
  /** The answer to PASSWORD_VERIFIER. */
  claim(
    parameters: Record<string, string>,
    options: { readonly poolId: string; readonly password: string },
  ): Record<string, string>;
}

export const createSrpClient = (): SrpClient => {
  const a = BigInt(`0x${randomBytes(32).toString('hex')}`);
  const A = power(G, a);
  return {
    publicValue: A.toString(16),
    claim: (parameters, { poolId, password }) => {
      const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = parameters;
      const [group, B] = [poolId.split('_')[1] ?? '', BigInt(`0x${SRP_B}`)];
      const identity = createHash('sha256').update(`${group}${USER_ID_FOR_SRP}:${password}`).digest('hex');
      const x = hash(signed(BigInt(`0x${SALT}`)) + identity);
      const u = hash(signed(A) + signed(B));
      const k = hash(signed(N) + signed(G));
      const base = (((B - k * power(G, x)) % N) + N) % N;
      const S = power(base, a + u * x);
      const key = hkdfSync(
        'sha256',
        Buffer.from(signed(S), 'hex'),
        Buffer.from(signed(u), 'hex'),
        'Caldera Derived Key',
        16,
      );
      const timestamp = 'Mon Nov 23 07:38:52 UTC 2026';
      const message = Buffer.concat([
        Buffer.from(group + USER_ID_FOR_SRP),
        Buffer.from(SECRET_BLOCK, 'base64'),
        Buffer.from(timestamp),
      ]);
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: createHmac('sha256', Buffer.from(key)).update(message).digest('base64'),
        TIMESTAMP: timestamp,
      };
    },
  };
};

const signed = (value: bigint): string => {
  const hex = value.toString(16);
  const whole = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Number.parseInt(whole.slice(0, 2), 16) >= 128 ? `00${whole}` : whole;
};

const hash = (hex: string): bigint =>
  BigInt(`0x${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`);

const power = (base: bigint, exponent: bigint): bigint => {
  if (exponent === 0n) return 1n;
  const half = power(base, exponent / 2n);
  const square = (half * half) % N;
  return exponent % 2n === 0n ? square : (square * base) % N;
};
