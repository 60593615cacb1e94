import { randomBytes } from 'node:crypto';

const hourMs = 3_600_000;
// No longer than asked for before it is cut: a piece of a string keeps the whole in memory.
const text = (length) =>
  randomBytes(Math.ceil((length * 3) / 4))
    .toString('base64url')
    .slice(0, length);

/** Tokens as long as Cognito's, 3.5 kB in all, which no pool ever gave. */
export const sampleTokens = () => ({
  idToken: text(1050),
  accessToken: text(1000),
  refreshToken: text(1436),
  nonce: text(22),
});

/** A session as a sign-in at the site leaves it. */
export const sampleSession = ({ issuer, clientId, sub, person }) => {
  const nowMs = Date.now();
  return {
    signIn: {
      user: {
        id: sub,
        issuer,
        username: person,
        email: person,
        isEmailVerified: true,
        groups: [],
        attributes: {},
      },
      clientId,
      form: 1,
      scopes: ['openid', 'email', 'profile'],
      startedAtMs: nowMs,
      authenticatedAtMs: nowMs,
      endsAtMs: nowMs + 12 * hourMs,
      accessTokenEndsAtMs: nowMs + hourMs,
      idTokenEndsAtMs: nowMs + hourMs,
      tokensRefreshedAtMs: nowMs,
      isRefreshable: true,
      tokensVersion: 1,
      openedBy: text(22),
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
      address: '203.0.113.77',
    },
    tokens: sampleTokens(),
    appData: {},
    lastSeenAtMs: nowMs,
    expiresAtMs: nowMs + hourMs,
  };
};
