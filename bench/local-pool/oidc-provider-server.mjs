// The peer: oidc-provider, made to do the same work for a refresh grant. It signs an ID token and an access token with RS256,
// and does not rotate the refresh token. Prints where it is as one line of JSON.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

console.warn = () => undefined;
console.info = () => undefined;
const { default: Provider } = await import('oidc-provider');

const client = { id: 'web', secret: 'a-secret-of-the-benchmark' };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const resource = 'https://api.example';
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(origin, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'k' }] },
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: ['https://app.example/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'openid email',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@example.com` }) }),
  rotateRefreshToken: false,
  scopes: ['openid', 'email', 'offline_access'],
});
server.on('request', provider.callback());

const grant = new provider.Grant({ accountId: 'ada', clientId: client.id });
grant.addOIDCScope('openid email offline_access');
grant.addResourceScope(resource, 'openid email');
const refreshToken = new provider.RefreshToken({
  accountId: 'ada',
  client: await provider.Client.find(client.id),
  grantId: await grant.save(),
  gty: 'authorization_code',
  scope: 'openid email offline_access',
  resource,
  authTime: Math.floor(Date.now() / 1000),
  expiresWithSession: false,
});
process.stdout.write(
  `${JSON.stringify({ url: `${origin}/token`, client, refreshToken: await refreshToken.save() })}\n`,
);
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit());
