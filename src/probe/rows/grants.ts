import { createHash } from 'node:crypto';
import type { Answer } from '../http.js';
import { callbackUrl, type ClientName } from '../place.js';
import type { Changes, Walk } from '../row.js';
import { NotAsked } from '../not-asked.js';

/** Of the PKCE of every code here. */
export const verifier = 'a-verifier-of-the-probe-that-is-long-enough-1234';
export const challenge = {
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
} as const;

type Form = Readonly<Record<string, string>>;

export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** `POST /oauth2/token` by an app client of the classic pool, authenticated as it should be. */
export const tokenRequest = (walk: Walk, name: ClientName, form: Form): Promise<Answer> => {
  const { id, secret } = walk.classic.client(name);
  return tokenEndpoint(walk, {
    form: secret === '' ? { client_id: id, ...form } : form,
    headers: secret === '' ? {} : { authorization: basic(id, secret) },
  });
};

export const tokenEndpoint = (
  walk: Walk,
  question: {
    readonly form?: Form;
    readonly headers?: Form;
    readonly method?: string;
    readonly body?: string;
  },
): Promise<Answer> => walk.http.send(`${walk.classic.domain}/oauth2/token`, question);

/** A fresh code of somebody who is signed in. */
export const codeFor = async (walk: Walk, name: ClientName, changes: Changes = {}): Promise<string> => {
  const visitor = await walk.signedIn();
  const answer = await visitor.send(walk.authorizeUrl(name, changes));
  const code = answer.location === '' ? null : new URL(answer.location, answer.url).searchParams.get('code');
  if (code === null) throw new NotAsked(`The authorize endpoint gave no code (HTTP ${answer.status}).`);
  walk.know('CODE', code);
  return code;
};

export const redeem = (walk: Walk, name: ClientName, code: string, more: Form = {}): Promise<Answer> =>
  tokenRequest(walk, name, { grant_type: 'authorization_code', code, redirect_uri: callbackUrl, ...more });

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
}

/** A whole sign-in of an app client. */
export const tokensFor = async (walk: Walk, name: ClientName, changes: Changes = {}): Promise<Tokens> =>
  tokensIn(walk, await redeem(walk, name, await codeFor(walk, name, changes)));

export const tokensIn = (walk: Walk, answer: Answer): Tokens => {
  if (answer.status !== 200)
    throw new NotAsked(`There were no tokens to go on with (HTTP ${answer.status}).`);
  const tokens = Object(JSON.parse(answer.text)) as Tokens;
  for (const token of [tokens.access_token, tokens.id_token, tokens.refresh_token])
    if (typeof token === 'string') walk.know('TOKEN', token);
  return tokens;
};

export const refresh = (walk: Walk, name: ClientName, token: string): Promise<Answer> =>
  tokenRequest(walk, name, { grant_type: 'refresh_token', refresh_token: token });

export const userInfo = (walk: Walk, token: string): Promise<Answer> =>
  walk.http.send(`${walk.classic.domain}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } });

export const revoke = (
  walk: Walk,
  form: Form,
  { name = 'web', secret }: { readonly name?: ClientName; readonly secret?: string } = {},
): Promise<Answer> => {
  const client = walk.classic.client(name);
  return walk.http.send(`${walk.classic.domain}/oauth2/revoke`, {
    form,
    headers: { authorization: basic(client.id, secret ?? client.secret) },
  });
};
