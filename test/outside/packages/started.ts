import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { createBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { startPoolFor } from '../../support/pool.js';
import { testSecret } from '../../support/secret.js';
import type { Stranger } from './packed.js';

type Closing = <Closable extends { close(): Promise<unknown> }>(one: Closable) => Closable;

/** Ends a process with the test. */
export const endAfterwards = (closing: Closing, child: ChildProcess): void => {
  closing({
    close: async () => {
      if (child.exitCode !== null) return;
      const stopped = once(child, 'exit');
      child.kill();
      await stopped;
    },
  });
};

export interface Started {
  readonly origin: string;
  readonly pool: LocalPool;
}

/** Starts a stranger's app with a user pool of its own, and waits until it answers. */
export const startApp = async (
  closing: Closing,
  stranger: Stranger,
  { file = 'server.mjs', app = '' } = {},
): Promise<Started> => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const pool = closing(await startPoolFor(origin));
  const child = stranger.start(
    {
      PORT: String(port),
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: testSecret,
      RECIPE: app,
      POOL_API: pool.api,
    },
    file,
  );
  endAfterwards(closing, child);
  await eventually(() => createBrowser().send(`${origin}/account`));
  return { origin, pool };
};
