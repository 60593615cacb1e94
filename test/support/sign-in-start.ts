import { createSealer } from '../../src/auth/index.js';
import { testSecret } from './bare-site.js';
import type { Page } from './browser.js';

/** A sign-in that has just begun: what the browser was sent to the pool with, and the secrets that it was given to keep. */
export interface Start {
  readonly url: URL;
  readonly parameters: Readonly<Record<string, string>>;
  readonly cookie: { readonly name: string; readonly value: string };
  readonly challenge: { readonly state: string; readonly nonce: string; readonly codeVerifier: string };
}

/** Reads the answer of `/auth/sign-in`; the sealed part with the secret of the tests. */
export const startIn = (page: Page): Start => {
  const url = new URL(page.headers.location ?? '', page.url);
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(page.headers['set-cookie']?.at(-1) ?? '') ?? [];
  const id = name.slice(name.indexOf('.') + 1);
  const opened = createSealer([testSecret]).open(value, `pending sign-in ${id}`);
  if (opened === undefined) throw new Error(`No pending sign-in in the answer ${page.status} of ${page.url}`);
  const parameters = Object.fromEntries(url.searchParams);
  return { url, parameters, cookie: { name, value }, challenge: JSON.parse(opened).challenge };
};
