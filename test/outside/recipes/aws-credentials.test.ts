import { expect, test } from '@jest/globals';
import express from 'express';
import { createMemoryStore } from '../../../src/auth/index.js';
import { startBucket } from '../../aws/support/bucket.js';
import { listen } from '../../support/listen.js';
import { openForEachTest } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import { createBrowser } from '../../support/browser.js';
import { startPoolFor } from '../../support/pool.js';
import { testSecret } from '../../support/secret.js';
import { createPhotoApp } from './aws-credentials.js';

// The app of docs/aws-credentials.md, as it stands there.

const site = openForEachTest(async () => {
  const shell = express();
  const server = await listen(shell);
  const pool = await startPoolFor(server.origin);
  const bucket = await startBucket({
    accessKeyId: 'ASIALOCALPOOLNOTREAL',
    secretAccessKey: 'local-pool/these-credentials-are-not-real',
    isToken: (token) => token.startsWith('local-pool.'),
  });
  shell.use(
    createPhotoApp({
      pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
      baseUrl: server.origin,
      secrets: [testSecret],
      store: createMemoryStore(),
      identityPool: {
        identityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555',
        endpoint: pool.api,
      },
      s3: { region: 'us-east-1', endpoint: bucket.url, forcePathStyle: true },
    }),
  );
  return {
    origin: server.origin,
    pool,
    close: async () => {
      await server.close();
      await pool.close();
      await bucket.close();
    },
  };
});

test('a photo is read from the bucket as the person who is signed in', async () => {
  const photo = await signIn(createBrowser(), `${site.origin}/photos/summer.jpg`);
  expect([photo.status, photo.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect(photo.text).toMatch(/^local-pool\./);
});

test('what the identity pool says no with comes out as an error of the one table', async () => {
  const browser = createBrowser();
  await signIn(browser, `${site.origin}/photos/summer.jpg`);
  site.pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 503 } });
  const other = createBrowser();
  const photo = await signIn(other, `${site.origin}/photos/summer.jpg`);
  expect(photo.status).toBe(503);
  expect(JSON.parse(photo.text)).toEqual({ code: 'pool_unreachable', cause: 'identity_pool_away' });
});
