import { generateKeys, startLocalPool, SEED_PASSWORD } from '../../../src/local-pool/index.js';
import type { LocalPool, LocalPoolKeys, LocalPoolOptions } from '../../../src/local-pool/index.js';
import { createBrowser, send, type Answer, type Browser } from './browser.js';

export const CALLBACK = 'http://localhost:3000/auth/callback';

let keys: Promise<LocalPoolKeys> | undefined;

/** A pool for one test file: keys are made once, passwords are hashed lightly. */
export async function testPool(options: LocalPoolOptions = {}): Promise<LocalPool> {
  keys ??= generateKeys();
  return startLocalPool({ keys: await keys, passwordCost: 16, ...options });
}

export function authorizeUrl(pool: LocalPool, changes: Record<string, string | undefined> = {}): string {
  const parameters = {
    response_type: 'code',
    client_id: pool.client.id,
    redirect_uri: CALLBACK,
    scope: 'openid email profile',
    state: 'a-state',
    ...changes,
  };
  const present = Object.entries(parameters).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return `${pool.domain}/oauth2/authorize?${new URLSearchParams(present).toString()}`;
}

export interface SignInOptions {
  browser?: Browser;
  username?: string;
  password?: string;
  changes?: Record<string, string | undefined>;
}

/** Through the hosted UI to the redirect that ends at the callback. */
export async function signIn(pool: LocalPool, options: SignInOptions = {}): Promise<URL> {
  const { browser = createBrowser(), username = 'ada@example.com', password = SEED_PASSWORD } = options;
  const start = await browser.visit(authorizeUrl(pool, options.changes));
  const pageUrl = new URL(start.location, pool.domain).href;
  const page = await browser.visit(pageUrl);
  const answer = await browser.submit(page, pageUrl, { username, password });
  return new URL(answer.location);
}

export function basic(pool: LocalPool, secret = pool.client.secret): string {
  return `Basic ${Buffer.from(`${pool.client.id}:${secret}`).toString('base64')}`;
}

export function tokenRequest(
  pool: LocalPool,
  form: Record<string, string>,
  headers: Record<string, string> = { authorization: basic(pool) },
): Promise<Answer> {
  return send(`${pool.domain}/oauth2/token`, { form, headers });
}

export function redeem(pool: LocalPool, code: string, more: Record<string, string> = {}): Promise<Answer> {
  return tokenRequest(pool, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more });
}

export function refresh(pool: LocalPool, refreshToken: string): Promise<Answer> {
  return tokenRequest(pool, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

export interface TokenSet {
  access_token: string;
  id_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
}

/** A whole sign-in, to the tokens. */
export async function signInForTokens(pool: LocalPool, options: SignInOptions = {}): Promise<TokenSet> {
  const callback = await signIn(pool, options);
  const answer = await redeem(pool, callback.searchParams.get('code') ?? '');
  return answer.json() as unknown as TokenSet;
}

export function decode(token: string, part: 0 | 1 = 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}
