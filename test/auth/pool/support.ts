import type { PoolAnswer } from '../../../src/auth/pool/pool-fetch.js';

/** An answer as `PoolFetch` gives it: `text`, said to be JSON. */
export const poolAnswer = (
  text: string,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number | undefined; readonly headers?: Readonly<Record<string, string>> } = {},
): PoolAnswer => ({ status, headers: new Headers({ 'content-type': 'application/json', ...headers }), text });

/** An answer whose text is the JSON of `body`. */
export const jsonAnswer = (body: unknown, status?: number): PoolAnswer =>
  poolAnswer(JSON.stringify(body), { status });
