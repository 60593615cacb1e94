// A site whose page `/payments` needs a second factor, with the inspector on, for the pictures of docs/levels.md.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import express from 'express';
import { createAuth, createMemoryStore } from '../../dist/auth/index.js';
import { createInspector } from '../../dist/inspector/index.js';
import { startLocalPool, totpCode } from '../../dist/local-pool/index.js';
import { createErrorHandler, createPages, createViews, staticRoots } from '../../dist/pages/index.js';

const brandFile = (name) => readFileSync(`public/brand/${name}`, 'utf8');
const siteName = 'Cognito for Express';

export const startShop = async () => {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${server.address().port}`;
  const pool = await startLocalPool({
    callbackUrls: [`${origin}/auth/callback`],
    logoutUrls: [`${origin}/signed-out`],
    levels: true,
    brand: { name: siteName, icon: brandFile('icon.svg'), style: brandFile('colours.css') },
  });
  const inspector = createInspector({ baseUrl: origin });
  const auth = createAuth({
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
    baseUrl: origin,
    secrets: [randomBytes(32).toString('base64url')],
    store: inspector.watchStore(createMemoryStore()),
    fetch: inspector.fetch,
    onEvent: inspector.onEvent,
  });
  const views = createViews({
    siteName,
    basePath: '',
    signInUrl: auth.signInUrl(),
    hasInspector: true,
    knownPoolOrigin: () => auth.knownPoolOrigin(),
  });
  for (const { path, directory, options } of staticRoots) app.use(path, express.static(directory, options));
  app.use(inspector.watch);
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/payments', auth.requireLevel({ anyLevel: ['urn:cognito:loa:4'] }), (_request, response) =>
    response.redirect('/account'),
  );
  app.use(createPages({ auth, views, poolIsCognito: auth.poolIsCognito }));
  app.use(inspector.pages({ auth, views }));
  app.use(createErrorHandler({ views, requestIdOf: () => randomUUID() }));
  return {
    origin,
    /** Gives somebody an authenticator app, and what it shows. */
    giveApp(email) {
      const key = pool.enableTotp(email);
      return () => totpCode(key, pool.clock.now());
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await pool.close();
    },
  };
};
