import type { Field, Redaction } from './fields.js';
import { clipped } from './fields.js';
import type { Recorder } from './recorder.js';
import type { PoolCall, PoolEndpoint } from './recording.js';
import { viewToken, type TokenView } from './token-view.js';

type Fetch = typeof fetch;

export interface WatchedFetchDeps {
  readonly recorder: Pick<Recorder, 'note'>;
  readonly redaction: Redaction;
  readonly uptimeMs: () => number;
  /** What makes the calls. */
  readonly ask: Fetch;
}

// The largest answer, a discovery document, has two.
const longestBody = 64 * 1024;

/** Makes calls to the pool as they are, and notes what was sent and what came back. */
export const createWatchedFetch = ({ recorder, redaction, uptimeMs, ask }: WatchedFetchDeps): Fetch =>
  async function watchedFetch(input, init = {}) {
    const url = new URL(input instanceof Request ? input.url : input);
    const beganMs = uptimeMs();
    const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    const headers = new Headers(init.headers);
    const call = {
      kind: 'pool',
      endpoint: endpointOf(url, form, headers),
      grant: grantIn(form),
      method: init.method ?? 'GET',
      address: clipped(`${url.origin}${url.pathname}`),
      sent: [...redaction.authorization(headers.get('authorization')), ...redaction.parameters(form)],
      beganMs,
    } as const;
    const note = (answer: Pick<PoolCall, 'status' | 'received' | 'tokens' | 'refreshToken'>): void =>
      recorder.note({ ...call, ...answer, durationMs: uptimeMs() - beganMs });
    const response = await ask(input, init).catch((error: unknown) => {
      note({ received: [], tokens: [] });
      throw error;
    });
    return heard(response, (body) =>
      note({ status: response.status, ...answerIn(body, call.endpoint, redaction) }),
    );
  };

const endpointOf = (url: URL, form: URLSearchParams, headers: Headers): PoolEndpoint => {
  if (url.pathname.endsWith('/.well-known/openid-configuration')) return 'discovery';
  if (form.has('grant_type')) return 'token';
  if (form.has('token')) return 'revoke';
  return headers.has('authorization') ? 'userInfo' : 'jwks';
};

const grantIn = (form: URLSearchParams): PoolCall['grant'] => {
  const grant = form.get('grant_type');
  return grant === 'authorization_code' || grant === 'refresh_token' ? grant : undefined;
};

/** The same answer, which says at its end what was in it. Whoever reads it decides how much is read. */
const heard = (response: Response, tell: (body: string) => void): Response => {
  const { status, statusText, headers } = response;
  if (response.body === null) {
    tell('');
    return response;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size <= longestBody) chunks.push(chunk);
      controller.enqueue(chunk);
    },
    flush: () => tell(size <= longestBody ? Buffer.concat(chunks).toString() : ''),
  });
  return new Response(response.body.pipeThrough(tap), { status, statusText, headers });
};

type Parts = Readonly<Record<string, unknown>>;

const answerIn = (body: string, endpoint: PoolEndpoint, redaction: Redaction) => {
  const parts = partsIn(body);
  const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = parts;
  const tokens: TokenView[] = [];
  if (typeof idToken === 'string') tokens.push(viewToken('id', idToken, redaction));
  if (typeof accessToken === 'string') tokens.push(viewToken('access', accessToken, redaction));
  return {
    received: fieldsOf[endpoint](parts, redaction),
    tokens,
    refreshToken: typeof refreshToken === 'string' ? redaction.fingerprint(refreshToken) : undefined,
  };
};

const partsIn = (body: string): Parts => {
  try {
    return Object(JSON.parse(body)) as Parts;
  } catch {
    return {};
  }
};

const plain = (parts: Parts, names: readonly string[]): readonly Field[] =>
  names.flatMap((name) => {
    const value = parts[name];
    return typeof value === 'string' || typeof value === 'number'
      ? [{ name, value: clipped(String(value)) }]
      : [];
  });

const fingerprints = (parts: Parts, names: readonly string[], redaction: Redaction): readonly Field[] =>
  names.flatMap((name) => {
    const value = parts[name];
    return typeof value === 'string' ? [redaction.secret(name, value)] : [];
  });

const errorFields = ['error', 'error_description'];

const keysIn = ({ keys }: Parts): readonly Field[] =>
  (Array.isArray(keys) ? keys.slice(0, 8) : []).map((key: unknown) => {
    const { kid, alg, kty } = Object(key) as Parts;
    return {
      name: 'key',
      value: clipped([kid, kty, alg].filter((part) => typeof part === 'string').join(', ')),
    };
  });

const documentFields = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'revocation_endpoint',
];

const fieldsOf: Readonly<Record<PoolEndpoint, (parts: Parts, redaction: Redaction) => readonly Field[]>> = {
  discovery: (parts) => plain(parts, documentFields),
  jwks: keysIn,
  token: (parts, redaction) => [
    ...fingerprints(parts, ['id_token', 'access_token', 'refresh_token'], redaction),
    ...plain(parts, ['token_type', 'expires_in', 'scope', ...errorFields]),
  ],
  revoke: (parts) => plain(parts, errorFields),
  // Of the person only what is said, not the words: the claims of the ID token are enough on one page.
  userInfo: (parts) => [{ name: 'claims', value: clipped(Object.keys(parts).join(', ')) }],
};
