import { sha256 } from '../base/random.js';

const keptRequests = 5_000;
const secretParameters: ReadonlySet<string> = new Set([
  'client_secret',
  'code',
  'code_verifier',
  'token',
  'refresh_token',
  'password',
  'passwordConfirmation',
  'confirmation_code',
  '_csrf',
  'session',
]);

export const endpoints = [
  'discovery',
  'jwks',
  'authorize',
  'login',
  'token',
  'userInfo',
  'revoke',
  'register',
  'logout',
  'api',
  'page',
] as const;

/** `page` is every other page of the hosted UI. */
export type Endpoint = (typeof endpoints)[number];

export interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Query and form parameters, without the secret ones. */
  readonly parameters: Readonly<Record<string, string>>;
  /** SHA-256 (base64url) of a presented refresh token: proves reuse without keeping the token. */
  readonly refreshTokenSha256?: string;
  /** 0 until answered, and for good when the connection was cut. */
  readonly status: number;
}

export interface RequestLog {
  count(endpoint: Endpoint): number;
  /** The last ones, oldest first. */
  list(endpoint: Endpoint): readonly RecordedRequest[];
  record(endpoint: Endpoint, request: RecordedRequest): void;
  clear(): void;
}

export const createRequestLog = (): RequestLog => {
  const counts = new Map<Endpoint, number>();
  const lists = new Map<Endpoint, RecordedRequest[]>();
  return {
    count: (endpoint) => counts.get(endpoint) ?? 0,
    list: (endpoint) => lists.get(endpoint) ?? [],
    record: (endpoint, request) => {
      counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
      const list = lists.get(endpoint) ?? [];
      list.push(request);
      if (list.length > 2 * keptRequests) list.splice(0, keptRequests);
      lists.set(endpoint, list);
    },
    clear: () => {
      counts.clear();
      lists.clear();
    },
  };
};

/** What may be remembered of a request's parameters. */
export const describeParameters = (
  parameters: Iterable<[string, string]>,
): {
  readonly parameters: Record<string, string>;
  readonly refreshTokenSha256?: string;
} => {
  const all = Object.fromEntries(parameters);
  const refreshToken = all['refresh_token'] ?? all['token'];
  return {
    parameters: Object.fromEntries(Object.entries(all).filter(([name]) => !secretParameters.has(name))),
    ...(refreshToken === undefined ? {} : { refreshTokenSha256: sha256(refreshToken) }),
  };
};
