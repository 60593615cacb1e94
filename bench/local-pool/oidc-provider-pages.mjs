// The peer: oidc-provider with the pages that it has for development. oidc-provider-pages.mjs PORT
import { createServer } from 'node:http';

console.warn = () => undefined;
console.info = () => undefined;
const { default: Provider } = await import('oidc-provider');

const port = Number(process.argv[2]);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'web',
      client_secret: 'a-secret-of-the-benchmark',
      redirect_uris: ['http://127.0.0.1:3000/auth/callback'],
    },
  ],
  cookies: { keys: ['a-key-of-the-benchmark'] },
  pkce: { required: () => false },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@example.com` }) }),
});
createServer(provider.callback()).listen(port, '127.0.0.1');
