import { seedPassword, type LocalPool } from '../../../src/local-pool/index.js';
import { createBrowser, send, type Answer, type Browser } from '../../support/browser.js';

export const callbackUrl = 'http://localhost:3000/auth/callback';

export const authorizeUrl = (pool: LocalPool, changes: Record<string, string | undefined> = {}): string => {
  const parameters = {
    response_type: 'code',
    client_id: pool.client.id,
    redirect_uri: callbackUrl,
    scope: 'openid email profile',
    state: 'a-state',
    ...changes,
  };
  const present = Object.entries(parameters).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return `${pool.domain}/oauth2/authorize?${new URLSearchParams(present).toString()}`;
};

export interface SignInOptions {
  readonly browser?: Browser;
  readonly username?: string;
  readonly password?: string;
  readonly changes?: Record<string, string | undefined>;
}

/** Through the hosted UI to the redirect that ends at the callback. */
export const signIn = async (pool: LocalPool, options: SignInOptions = {}): Promise<URL> => {
  const { browser = createBrowser(), username = 'ada@example.com', password = seedPassword } = options;
  const start = await browser.send(authorizeUrl(pool, options.changes));
  const pageUrl = new URL(start.location, pool.domain).href;
  const page = await browser.send(pageUrl);
  const answer = await browser.sendForm(page, { username, password });
  return new URL(answer.location);
};

export const basic = (pool: LocalPool, secret = pool.client.secret): string =>
  `Basic ${Buffer.from(`${pool.client.id}:${secret}`).toString('base64')}`;

export const tokenRequest = (
  pool: LocalPool,
  form: Record<string, string>,
  headers: Record<string, string> = { authorization: basic(pool) },
): Promise<Answer> => send(`${pool.domain}/oauth2/token`, { form, headers });

export const redeem = (pool: LocalPool, code: string, more: Record<string, string> = {}): Promise<Answer> =>
  tokenRequest(pool, { grant_type: 'authorization_code', code, redirect_uri: callbackUrl, ...more });

export const refresh = (pool: LocalPool, refreshToken: string): Promise<Answer> =>
  tokenRequest(pool, { grant_type: 'refresh_token', refresh_token: refreshToken });

export interface TokenSet {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly token_type: string;
}

/** A whole sign-in, to the tokens. */
export const signInForTokens = async (pool: LocalPool, options: SignInOptions = {}): Promise<TokenSet> => {
  const callback = await signIn(pool, options);
  const answer = await redeem(pool, callback.searchParams.get('code') ?? '');
  return answer.json() as unknown as TokenSet;
};

export const decode = (token: string, part: 0 | 1 = 1): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString()) as Record<string, unknown>;
