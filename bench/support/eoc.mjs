// express-openid-connect with the code flow, as its documentation sets it up.
export const callbackPath = '/callback';
export const pagePath = '/account';
export const guardPath = '/account';
export const startPath = '/login';

export const serveEoc = async ({ origin, pool, pageBytes }, { inMemory }) => {
  const [{ default: express }, { default: eoc }, { default: session }, { createPage }] = await Promise.all([
    import('express'),
    import('express-openid-connect'),
    import('express-session'),
    import('./filler.mjs'),
  ]);
  const page = createPage(pageBytes);
  const app = express();
  app.get('/', (req, res) => res.send('ready'));
  app.use(
    eoc.auth({
      issuerBaseURL: pool.issuer,
      baseURL: origin,
      clientID: pool.client.id,
      clientSecret: pool.client.secret,
      secret: 'a-secret-of-the-benchmark-of-32-characters',
      authRequired: false,
      idTokenSigningAlg: 'RS256',
      clientAuthMethod: 'client_secret_basic',
      authorizationParams: { response_type: 'code', scope: 'openid email profile' },
      routes: { login: '/login', callback: callbackPath },
      ...(inMemory && { session: { store: new session.MemoryStore() } }),
    }),
  );
  app.get(pagePath, eoc.requiresAuth(), (req, res) => res.send(page(req.oidc.user.email)));
  return { app };
};
