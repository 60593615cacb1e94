import { createSealer } from '../../src/auth/index.js';
import { testSecret } from './bare-site.js';
import type { Answer } from './browser.js';

/** A sign-in that has just begun: what the browser was sent to the pool with, and the secrets that it was given to keep. */
export interface Start {
  readonly url: URL;
  readonly parameters: Readonly<Record<string, string>>;
  readonly cookie: { readonly name: string; readonly value: string };
  readonly secrets: { readonly state: string; readonly nonce: string; readonly codeVerifier: string };
}

/** Opens a pending sign-in's cookie with the secret of the tests. */
export const secretsIn = (cookie: Start['cookie']): Start['secrets'] => {
  const id = cookie.name.slice(cookie.name.indexOf('.') + 1);
  const opened = createSealer([testSecret]).open(cookie.value, `pending sign-in ${id}`);
  if (opened === undefined) throw new Error(`${cookie.name} is not a pending sign-in of the tests`);
  return JSON.parse(opened).challenge;
};

/** Reads the answer of `/auth/sign-in`. */
export const startIn = (page: Answer): Start => {
  const url = new URL(page.headers.location ?? '', page.url);
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(page.headers['set-cookie']?.at(-1) ?? '') ?? [];
  const cookie = { name, value };
  return { url, parameters: Object.fromEntries(url.searchParams), cookie, secrets: secretsIn(cookie) };
};
