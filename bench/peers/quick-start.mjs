// In the shape of the example that the console of Cognito offers for Express: openid-client 5, express-session in memory, ejs.
// State and nonce in the session, the ID token verified, userInfo called and kept; no PKCE, no new id at sign-in, no headers.
export const what = "the console quick-start's shape: openid-client 5, MemoryStore, ejs";
export const callbackPath = '/callback';
export const pagePath = '/';
export const startPath = '/login';
/** It is not told how long our page is. */
export const hasOwnLength = true;

const template = `<!doctype html><html lang="en"><head><title>Account</title></head><body>
<% if (isAuthenticated) { %><h1>Welcome, <%= userInfo.email %></h1>
<pre><%= JSON.stringify(userInfo, null, 2) %></pre><a href="/logout">Sign out</a><p><%= filler %></p>
<% } else { %><h1>Please sign in</h1><a href="/login">Sign in</a><% } %>
</body></html>`;

const ownBytes = 2300;

/** Its page, read and compiled once, as Express does with the files of a site in production. */
export const pageOf = async (pageBytes = ownBytes) => {
  const { default: ejs } = await import('ejs');
  const view = ejs.compile(template);
  const filler = 'Plain words. '.repeat(pageBytes / 13).slice(0, Math.max(0, pageBytes - 520));
  return (userInfo) => view({ isAuthenticated: userInfo !== undefined, userInfo, filler });
};

/** The app client, with what the discovery document says. */
export const clientOf = async (origin, pool) => {
  const { Issuer } = await import('openid-client');
  const issuer = await Issuer.discover(pool.issuer);
  return new issuer.Client({
    client_id: pool.client.id,
    client_secret: pool.client.secret,
    redirect_uris: [`${origin}${callbackPath}`],
    response_types: ['code'],
  });
};

export const serve = async ({ origin, pool, pageBytes }) => {
  const [{ default: express }, { default: session }, { generators }] = await Promise.all([
    import('express'),
    import('express-session'),
    import('openid-client'),
  ]);
  const [page, client] = await Promise.all([pageOf(pageBytes), clientOf(origin, pool)]);
  const store = new session.MemoryStore();
  const app = express();
  app.use(session({ secret: 'a-secret-of-the-benchmark', resave: false, saveUninitialized: false, store }));

  app.get('/', (req, res) => res.send(page(req.session.userInfo)));
  app.get('/login', (req, res) => {
    const nonce = generators.nonce();
    const state = generators.state();
    Object.assign(req.session, { nonce, state });
    res.redirect(client.authorizationUrl({ scope: 'openid email profile', state, nonce }));
  });
  app.get('/callback', async (req, res) => {
    try {
      const params = client.callbackParams(req);
      const { nonce, state } = req.session;
      const tokens = await client.callback(`${origin}${callbackPath}`, params, { nonce, state });
      req.session.userInfo = await client.userinfo(tokens.access_token);
    } catch {
      // As in the example: back to the page, which shows that nobody is signed in.
    }
    res.redirect('/');
  });

  return {
    app,
    /** Its sessions hold no tokens; these do, so that memory is compared with the same content. */
    fill: async (count) => {
      const { sampleSession } = await import('../support/sample-session.mjs');
      const { randomBytes } = await import('node:crypto');
      const { issuer, client } = pool;
      for (let made = 0; made < count; made += 1) {
        const person = `person-${made}@example.com`;
        const { signIn, tokens } = sampleSession({ issuer, clientId: client.id, sub: person, person });
        const id = randomBytes(24).toString('base64url');
        store.set(id, { cookie: { originalMaxAge: null }, userInfo: signIn.user, tokens });
      }
    },
  };
};
