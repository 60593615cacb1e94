import express from 'express';
import { createAuth, createMemoryStore } from '../../../../src/auth/index.js';
import { createInspector } from '../../../../src/inspector/index.js';
import type { LocalPool } from '../../../../src/local-pool/index.js';
import { createErrorHandler, createViews } from '../../../../src/pages/index.js';
import { listen, testSecret } from '../../../support/bare-site.js';
import { startPoolFor } from '../../../support/pool.js';

/** A site with the inspector whose page `/payments` needs a second factor, and a pool that knows levels. */
export interface SiteWithLevels {
  readonly origin: string;
  readonly pool: LocalPool;
  close(): Promise<void>;
}

export const startSiteWithLevels = async (): Promise<SiteWithLevels> => {
  const app = express();
  const server = await listen(app);
  const pool = await startPoolFor(server.origin, { levels: true });
  const inspector = createInspector({ baseUrl: server.origin });
  const auth = createAuth({
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
    baseUrl: server.origin,
    secrets: [testSecret],
    store: inspector.watchStore(createMemoryStore()),
    fetch: inspector.fetch,
    onEvent: inspector.onEvent,
  });
  const views = createViews({
    basePath: '',
    signInUrl: auth.signInUrl(),
    hasInspector: true,
    knownPoolOrigin: () => auth.knownPoolOrigin(),
  });
  app.use(inspector.watch);
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/account', auth.requireSignIn(), (_request, response) => response.send('account'));
  app.get('/payments', auth.requireLevel({ anyLevel: ['urn:cognito:loa:4'] }), (_request, response) =>
    response.send('payments'),
  );
  app.use(inspector.pages({ auth, views }));
  app.use(createErrorHandler({ views }));
  return {
    origin: server.origin,
    pool,
    async close() {
      await server.close();
      await pool.close();
    },
  };
};
