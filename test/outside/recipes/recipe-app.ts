import express, { type RequestHandler } from 'express';
import type { AuthOptions } from '../../../src/auth/index.js';
import type { closeAfterEach } from '../../support/closing.js';
import { listen } from '../../support/listen.js';
import { startPoolFor } from '../../support/pool.js';
import { testSecret } from '../../support/secret.js';

/** Starts the app of a recipe at a pool of its own. `more`: options of `createAuth` beside those that every one takes. */
export const startRecipe = async (
  closing: ReturnType<typeof closeAfterEach>,
  createMyApp: (options: Omit<AuthOptions, 'store'>) => RequestHandler,
  more: Partial<AuthOptions> = {},
) => {
  const outer = express();
  const { origin } = closing(await listen(outer));
  const pool = closing(await startPoolFor(origin));
  const options = {
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
    baseUrl: origin,
    secrets: [testSecret],
    ...more,
  };
  outer.use(createMyApp(options));
  return { origin, pool };
};
