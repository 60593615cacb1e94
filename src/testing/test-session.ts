import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { cookieAttributes, cookieName } from '../auth/cookies.js';
import type { AuthOptions, Session, User } from '../auth/index.js';
import { settingsFrom, type Settings } from '../auth/options.js';
import { sessionKey } from '../auth/sessions/session-of-request.js';
import { newSession } from '../auth/tokens/token-set.js';
import { refuseProduction } from './production.js';
import { createSigningKey, type SigningKey } from './signing.js';
import { tokenClaimsOf } from './test-claims.js';
import type { TestPerson } from './test-person.js';
import { checkSignIn, type TestSignIn } from './test-sign-in.js';

/** The session cookie, in the words in which browser drivers take one: `context.addCookies([session.cookie])` of Playwright. */
export interface TestCookie {
  readonly name: string;
  /** As it stands in a `Cookie` header. */
  readonly value: string;
  /** The site. Without a domain, which the cookie's own name forbids over https. */
  readonly url: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'Lax';
}

/** A session of the app under test, and what belongs to it. */
export interface TestSession {
  /** As `userOf(request)` gives them. */
  readonly user: User;
  /** For requests without a browser: who is signed in, and that it is the site itself that asks (`requireSameOrigin`). */
  readonly headers: { readonly cookie: string; readonly origin: string };
  /** For a browser. */
  readonly cookie: TestCookie;
  /** What `auth.accessToken(request)` gives. */
  readonly accessToken: string;
  /** What `auth.idToken(request)` gives. */
  readonly idToken: string;
}

// The longest that a token of Cognito's may live.
const daySeconds = 24 * 60 * 60;

let ownKey: ReturnType<typeof createSigningKey> | undefined;

/**
 * Signs somebody in to the app under test, as the end of a sign-in does: a session in its store, under a cookie signed with its
 * secret. `options` are those that its `createAuth` got, with the same store. Calls nobody. There is no refresh token, and the
 * other tokens last as long as the session, a day at most. Throws `TypeError` for what is wrong or misspelt, and `Error`
 * with `NODE_ENV=production`.
 *
 * @example
 * const session = await createTestSession(options, { email: 'ada@example.com', groups: ['admins'] });
 * await request(app).get('/account').set(session.headers).expect(200);
 */
export const createTestSession = async (
  options: AuthOptions,
  signIn: TestSignIn = {},
): Promise<TestSession> => {
  refuseProduction('createTestSession');
  checkSignIn('createTestSession', signIn);
  const settings = settingsFrom(options);
  const { signedBy, appData = {} } = signIn;
  if (signedBy !== undefined && signedBy.pool.issuer !== settings.issuer)
    throw new TypeError('createTestSession: signedBy is another issuer than pool.issuer of the app');
  const { sign } = signedBy ?? (await (ownKey ??= createSigningKey()));

  const session = sessionOf(signIn, settings, sign);
  const id = randomBytes(24).toString('base64url');
  const lastSeenAtMs = settings.now();
  const expiresAtMs = Math.min(session.signIn.endsAtMs, lastSeenAtMs + settings.idleMs);
  await options.store.create(sessionKey(id), { ...session, appData, lastSeenAtMs, expiresAtMs });

  const cookie = cookieOf(id, settings);
  return {
    user: session.signIn.user,
    headers: { cookie: `${cookie.name}=${cookie.value}`, origin: settings.origin },
    cookie,
    accessToken: session.tokens.accessToken,
    idToken: session.tokens.idToken,
  };
};

const sessionOf = (person: TestPerson, settings: Settings, sign: SigningKey['sign']): Session => {
  const { id, access, scopes, authTimeSeconds } = tokenClaimsOf(person, {
    ...settings,
    nowMs: settings.now(),
    // A second more than the session, whose moments are finer.
    lifeSeconds: Math.min(daySeconds, Math.ceil(settings.maxMs / 1000) + 1),
  });
  const tokens = { idToken: sign(id), accessToken: sign(access), refreshToken: undefined };
  return newSession(
    {
      claims: { ...id, authTimeSeconds },
      tokens: { ...tokens, nonce: String(id['nonce']) },
      bearerSub: id.sub,
      scopes,
      accessTokenEndsAtMs: id.exp * 1000,
    },
    { settings, openedBy: randomUUID(), userAgent: 'createTestSession', address: '127.0.0.1' },
  );
};

// express-session's form of a signed cookie: `s:`, the value, and its HMAC without padding, by the first secret.
const cookieOf = (id: string, settings: Settings): TestCookie => {
  const [secret = ''] = settings.secrets;
  const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '');
  const { httpOnly, secure } = cookieAttributes(settings);
  return {
    name: cookieName('session', settings),
    value: encodeURIComponent(`s:${id}.${signature}`),
    url: `${settings.origin}/`,
    httpOnly,
    secure,
    sameSite: 'Lax',
  };
};
