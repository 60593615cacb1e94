import { createHmac, sign, type KeyObject } from 'node:crypto';
import type { LocalPool } from '../../src/local-pool/index.js';

type Json = Readonly<Record<string, unknown>>;

/** A token taken apart, its payload also as the text that was signed. */
export interface Parts {
  readonly header: Json;
  readonly claims: Json;
  readonly text: string;
}

export const takeApart = (token: string): Parts => {
  const [header = '', payload = ''] = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  return { header: JSON.parse(header), claims: JSON.parse(payload), text: payload };
};

/** Signs a payload, given as it is to be read, in the way that the header claims: by RSA, or by HMAC with a text as key. */
export const forge = (header: Json, payload: string | Json, key: KeyObject | string): string => {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const input = [JSON.stringify(header), text]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const signature =
    typeof key === 'string'
      ? createHmac('sha256', key).update(input).digest()
      : sign('sha256', Buffer.from(input), key);
  return `${input}.${signature.toString('base64url')}`;
};

/** An access token like `genuine`, with other claims (`undefined` takes one out) or header members, signed by the pool itself. */
export const reissued = (
  pool: Pick<LocalPool, 'keys'>,
  genuine: string,
  changes: { readonly claims?: Json; readonly header?: Json } = {},
): string => {
  const { kid, privateKey } = pool.keys.current().access;
  const { claims } = takeApart(genuine);
  return forge({ alg: 'RS256', kid, ...changes.header }, { ...claims, ...changes.claims }, privateKey);
};

/** From now on the pool gives out this ID token in place of its own. */
export const replaceIdToken = (
  { pool }: { readonly pool: Pick<LocalPool, 'faults'> },
  rewrite: (token: string) => unknown,
): void => {
  pool.faults.add({
    endpoint: 'token',
    fault: {
      kind: 'token-response',
      change: (body) => ({ ...body, id_token: rewrite(String(body['id_token'])) }),
    },
  });
};

/** The key that the pool signs ID tokens with. */
export const idKeyOf = ({ pool }: { readonly pool: Pick<LocalPool, 'keys'> }): KeyObject =>
  pool.keys.current().id.privateKey;
