import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenID provider that is neither Cognito nor ours, on a free port. */
export interface ForeignProvider {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  /** Makes it answer, for a site at this address; `more` is laid over its configuration. */
  serve(siteOrigin: string, more?: object): Promise<void>;
  close(): Promise<void>;
}

export const startForeignProvider = async (changes: object = {}): Promise<ForeignProvider> => {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const client = { clientId: 'the-site', clientSecret: randomBytes(24).toString('hex') };
  return {
    issuer,
    client,
    async serve(siteOrigin, more = {}) {
      answer = await quietly(async () => {
        const { Provider } = await import('oidc-provider');
        return new Provider(issuer, { ...configuration(client, siteOrigin), ...changes, ...more }).callback();
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

// It says on the console that it is set up for development, and that it would like a newer Node.
const quietly = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  const { info, warn } = console;
  Object.assign(console, { info: () => undefined, warn: () => undefined });
  try {
    return await work();
  } finally {
    Object.assign(console, { info, warn });
  }
};

const configuration = ({ clientId, clientSecret }: ForeignProvider['client'], siteOrigin: string) => ({
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [`${siteOrigin}/auth/callback`],
      post_logout_redirect_uris: [`${siteOrigin}/signed-out`],
    },
  ],
  cookies: { keys: [randomBytes(16).toString('hex')] },
  features: {
    devInteractions: { enabled: true },
    revocation: { enabled: true, allowedPolicy: () => true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx: { body: string }, form: string) => {
        ctx.body = `<!doctype html><title>Sign out?</title>${form}`;
      },
    },
  },
  // Whoever signs in is whoever they say they are.
  findAccount: (_ctx: unknown, id: string) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.net`, email_verified: true, name: `Dr ${id}` }),
  }),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  // Short, as this provider's time cannot be moved: in their last quarter, after 49 seconds, they are due.
  ttl: { AccessToken: 65, IdToken: 65, RefreshToken: 3600, Session: 3600, Grant: 3600, Interaction: 600 },
});
