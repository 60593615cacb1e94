export const what = 'Auth.js (@auth/express) with its Cognito provider';
export const callbackPath = '/auth/callback/cognito';
export const pagePath = '/account';
export const guardPath = '/account';

/** A form with a mark of its own starts a sign-in. */
export const start = async (ask) => {
  const { text } = await ask('/auth/csrf');
  const { csrfToken } = JSON.parse(text);
  return {
    path: '/auth/signin/cognito',
    body: new URLSearchParams({ csrfToken, callbackUrl: pagePath }),
  };
};

export const serve = async ({ pool, pageBytes }) => {
  const [{ default: express }, { ExpressAuth, getSession }, { default: Cognito }, { createPage }] =
    await Promise.all([
      import('express'),
      import('@auth/express'),
      import('@auth/express/providers/cognito'),
      import('../support/filler.mjs'),
    ]);
  const config = {
    secret: 'a-secret-of-the-benchmark-of-32-characters',
    basePath: '/auth',
    trustHost: true,
    providers: [Cognito({ issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret })],
  };
  const page = createPage(pageBytes);
  const app = express();
  app.get('/', (req, res) => res.send('ready'));
  // It takes its own path from the first group of the pattern.
  app.use(/^\/auth\/(.*)/, ExpressAuth(config));
  app.get(pagePath, async (req, res) => {
    const session = await getSession(req, config);
    if (session === null) return res.redirect('/auth/signin');
    res.send(page(session.user.email));
  });
  return { app };
};
