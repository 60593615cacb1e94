import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the API is asked for. */
export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** An answer in the protocol of the API, or none. */
export type Answered =
  | { readonly status?: number; readonly body: object | string; readonly type?: string }
  | 'dropped connection'
  | 'silence';

/** The identity pools API on a free port, which answers as a test says and notes what it was asked. */
export const startIdentityPool = async ({ now = Date.now }: { readonly now?: () => number } = {}) => {
  const asked: Asked[] = [];
  const answers: Record<string, (nth: number) => Answered> = {
    GetId: () => ({ body: { IdentityId: 'us-east-1:identity' } }),
    GetCredentialsForIdentity: (nth) => ({ body: credentials(nth, now() + 3_600_000) }),
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const input = JSON.parse(await text(request)) as Record<string, unknown>;
    asked.push({ operation, input, headers: request.headers });
    const answer = answers[operation]?.(asked.filter((one) => one.operation === operation).length);
    if (answer === 'dropped connection') return void request.socket.destroy();
    if (answer === undefined || answer === 'silence') return;
    const { status = 200, body, type = 'application/x-amz-json-1.1' } = answer;
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    asks: (operation: string): Asked[] => asked.filter((one) => one.operation === operation),
    /** From now on the operation is answered so. `nth` counts its requests from 1. */
    answer(operation: 'GetId' | 'GetCredentialsForIdentity', answer: (nth: number) => Answered): void {
      answers[operation] = answer;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
};

export type IdentityPool = Awaited<ReturnType<typeof startIdentityPool>>;

/** The answer of `GetCredentialsForIdentity`, with an access key that tells one from another. */
export const credentials = (nth: number, endsAtMs: number): object => ({
  IdentityId: 'us-east-1:identity',
  Credentials: {
    AccessKeyId: `ASIA${nth}`,
    SecretKey: 'the-secret-key',
    SessionToken: 'the-session-token',
    Expiration: endsAtMs / 1000,
  },
});

/** An exception as AWS answers it. */
export const exception = (name: string, message = '', status = 400): Answered => ({
  status,
  body: { __type: name, message },
});

/** An ID token as far as its claims go. */
export const idTokenOf = (claims: Readonly<Record<string, unknown>> = {}): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const all = {
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
    sub: 'ada',
    ...claims,
  };
  return `${part({ alg: 'RS256' })}.${part(all)}.signature`;
};
