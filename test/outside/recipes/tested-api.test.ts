// The test of docs/testing.md of an API, as it stands there.

// #region api
import { afterAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { createMemoryStore } from '../../../src/auth/index.js';
import { startTestIssuer } from '../../../src/testing/index.js';
import { createMyApp } from './tested-app.js';

const issuer = await startTestIssuer();
afterAll(() => issuer.close());

const app = createMyApp({
  pool: issuer.pool,
  baseUrl: 'http://localhost:3000',
  secrets: ['a secret of the tests that is long enough'],
  store: createMemoryStore(),
});

test('orders are read with the scope for it', async () => {
  const token = issuer.accessToken({ sub: 'ada', scopes: ['orders/read'] });
  const { body } = await request(app).get('/api/orders').auth(token, { type: 'bearer' }).expect(200);
  expect(body).toEqual({ ordersOf: 'ada' });

  await request(app).get('/api/orders').auth(issuer.accessToken(), { type: 'bearer' }).expect(403);
  await request(app).get('/api/orders').expect(401);
});
// #endregion
