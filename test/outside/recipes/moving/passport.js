// #region after
import express from 'express';
import { AuthError, createAuth, createMemoryStore, signInOf, userOf } from '../../../../src/auth/index.js';

const { BASE_URL, COGNITO_ISSUER, COGNITO_CLIENT_ID, COGNITO_CLIENT_SECRET, SESSION_SECRET } = process.env;

const auth = createAuth({
  pool: { issuer: COGNITO_ISSUER, clientId: COGNITO_CLIENT_ID, clientSecret: COGNITO_CLIENT_SECRET },
  baseUrl: BASE_URL,
  secrets: [SESSION_SECRET],
  store: createMemoryStore(),
});

export const app = express();
app.use(auth.session);
app.use('/auth', auth.router);
app.get('/login', (_req, res) => res.redirect(303, auth.signInUrl('/account')));
app.get('/signed-out', (_req, res) => res.send('You are signed out. <a href="/">Home</a>'));

app.get('/', (req, res) =>
  res.send(signInOf(req) ? `Hello ${userOf(req).email}` : '<a href="/login">Sign in</a>'),
);
app.get('/account', auth.requireSignIn(), (req, res) => res.json({ hello: userOf(req).email }));

app.use((error, _req, res, next) => {
  if (!(error instanceof AuthError)) return next(error);
  res.status(error.status).json({ code: error.code, signInUrl: error.signInUrl });
});
// #endregion
