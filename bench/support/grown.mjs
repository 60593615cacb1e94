// The quick-start, grown step by step into what this site does beside it, each step the way its library is usually used. The
// difference of two rows is what a step costs.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { callbackPath, clientOf, pageOf, pagePath, startPath } from '../peers/quick-start.mjs';

/** In the order in which they are added. */
const steps = {
  headers: 'the headers of helmet',
  log: 'a line of pino for each request, under an id of its own',
  metrics: 'a histogram of prom-client',
  pkce: 'PKCE',
  tokens: 'the access token verified as well, in place of the call to userInfo',
  session: 'a new session id at the sign-in, and the tokens kept in the session',
  sealed: 'what a sign-in needs until it is back in an encrypted cookie, and not in a session',
};

const names = Object.keys(steps);

/** The peer that does everything up to this step. */
export const grownTo = (last) => ({
  what: `quick-start-padded and ${steps[last]}${last === names[0] ? '' : ', and the steps before'}`,
  callbackPath,
  pagePath,
  startPath,
  serve: (options) => serveUpTo(new Set(names.slice(0, names.indexOf(last) + 1)), options),
});

const serveUpTo = async (done, { origin, pool, pageBytes }) => {
  const [{ default: express }, { default: session }] = await Promise.all([
    import('express'),
    import('express-session'),
  ]);
  const app = express();
  for (const step of ['headers', 'metrics', 'log']) if (done.has(step)) app.use(await middlewares[step]());
  app.use(
    session({
      secret: 'a-secret-of-the-benchmark',
      resave: false,
      saveUninitialized: false,
      store: new session.MemoryStore(),
    }),
  );
  const page = await pageOf(pageBytes);
  app.get(pagePath, (req, res) => res.send(page(req.session.user)));
  const redirectUri = `${origin}${callbackPath}`;
  const client = await clientOf(origin, pool);
  addSignIn(app, done, { client, ...(await createTokens(pool, client.issuer.metadata)), redirectUri });
  return { app };
};

const middlewares = {
  headers: async () => (await import('helmet')).default(),
  log: async () => {
    const log = (await import('pino')).default({ level: 'info' });
    return (req, res, next) => {
      const startedAtMs = performance.now();
      req.id = randomUUID();
      res.setHeader('X-Request-Id', req.id);
      res.once('close', () => {
        const { method, id, route } = req;
        const durationMs = performance.now() - startedAtMs;
        log.info(
          { requestId: id, method, route: route?.path, status: res.statusCode, durationMs },
          'request',
        );
      });
      next();
    };
  },
  metrics: async () => {
    const { Histogram } = (await import('prom-client')).default;
    const histogram = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'How long requests take',
      labelNames: ['method', 'route', 'status'],
    });
    return (req, res, next) => {
      const end = histogram.startTimer();
      res.once('close', () => end({ method: req.method, route: req.route?.path, status: res.statusCode }));
      next();
    };
  },
};

const createTokens = async ({ issuer }, { jwks_uri: jwksUri }) => {
  const jose = await import('jose');
  const keys = jose.createRemoteJWKSet(new URL(jwksUri));
  const key = randomBytes(32);
  return {
    verify: (token) => jose.jwtVerify(token, keys, { issuer, algorithms: ['RS256'] }),
    seal: (pending) =>
      new jose.EncryptJWT(pending).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key),
    open: async (sealed) => (await jose.jwtDecrypt(sealed, key)).payload,
  };
};

const random = () => randomBytes(32).toString('base64url');

const addSignIn = (app, done, { client, verify, seal, open, redirectUri }) => {
  app.get(startPath, async (req, res) => {
    const pending = { nonce: random(), state: random(), ...(done.has('pkce') && { codeVerifier: random() }) };
    if (done.has('sealed')) res.cookie('pending', await seal(pending), { httpOnly: true, sameSite: 'lax' });
    else req.session.pending = pending;
    const { nonce, state, codeVerifier } = pending;
    const challenge = codeVerifier && createHash('sha256').update(codeVerifier).digest('base64url');
    res.redirect(
      client.authorizationUrl({
        scope: 'openid email profile',
        state,
        nonce,
        ...(challenge && { code_challenge: challenge, code_challenge_method: 'S256' }),
      }),
    );
  });

  app.get(callbackPath, async (req, res) => {
    const sealed = /(?:^|; )pending=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
    const { nonce, state, codeVerifier } = done.has('sealed') ? await open(sealed) : req.session.pending;
    const checks = { nonce, state, ...(codeVerifier && { code_verifier: codeVerifier }) };
    const tokens = await client.callback(redirectUri, client.callbackParams(req), checks);
    if (done.has('tokens')) await verify(tokens.access_token);
    const user = done.has('tokens') ? tokens.claims() : await client.userinfo(tokens.access_token);
    if (done.has('session')) {
      await new Promise((resolve, reject) =>
        req.session.regenerate((error) => (error ? reject(error) : resolve())),
      );
      req.session.tokens = { ...tokens };
    }
    if (done.has('sealed')) res.clearCookie('pending');
    req.session.user = user;
    res.redirect(pagePath);
  });
};
