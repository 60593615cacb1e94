// Fills the memory store of the built program and prints what the process takes then, in bytes. A process of its own,
// because the memory of a test runner says nothing about the program.
import { createHash, randomBytes, randomUUID } from 'node:crypto';

const [path, count] = process.argv.slice(2);
const { createMemoryStore } = await import(path);

const text = (length) => randomBytes(Math.floor((length * 3) / 4)).toString('base64url');

const hourMs = 3_600_000;
const signIn = (id) => ({
  user: {
    id,
    issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aB3dEfGh1',
    username: id,
    email: `person.${id.slice(0, 8)}@example.com`,
    isEmailVerified: true,
    name: 'Rosa Luz Ångström',
    groups: ['staff', 'support'],
    attributes: { 'given_name': 'Rosa', 'family_name': 'Ångström', 'custom:department': 'Quality' },
  },
  scopes: ['openid', 'email', 'profile'],
  startedAtMs: Date.now(),
  authenticatedAtMs: Date.now(),
  endsAtMs: Date.now() + 12 * hourMs,
  accessTokenEndsAtMs: Date.now() + hourMs,
  idTokenEndsAtMs: Date.now() + hourMs,
  tokensRefreshedAtMs: Date.now(),
  isRefreshable: true,
  tokensVersion: 1,
  openedBy: text(22),
  userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 ${text(16)}`,
  address: '203.0.113.77',
});

const session = () => ({
  signIn: signIn(randomUUID()),
  appData: {},
  lastSeenAtMs: Date.now(),
  tokens: { idToken: text(1050), accessToken: text(1000), refreshToken: text(1430), nonce: text(43) },
  expiresAtMs: Date.now() + hourMs,
});

const store = createMemoryStore();
const emptyBytes = process.memoryUsage.rss();
for (let made = 0; made < Number(count); made += 1) {
  const key = createHash('sha256').update(randomBytes(24)).digest('base64url');
  // As it comes from the pool: parsed from a text, so that no two sessions share a string.
  await store.create(key, JSON.parse(JSON.stringify(session())));
}
process.stdout.write(JSON.stringify({ emptyBytes, fullBytes: process.memoryUsage.rss() }));
