// The test of docs/testing.md without a browser, as it stands there.

// #region supertest
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { createMemoryStore } from '../../../src/auth/index.js';
import { createTestSession } from '../../../src/testing/index.js';
import { createMyApp } from './tested-app.js';

const options = {
  pool: {
    issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
    clientId: 'my-client',
    domain: 'https://shop.auth.us-east-1.amazoncognito.com',
  },
  baseUrl: 'http://localhost:3000',
  secrets: ['a secret of the tests that is long enough'],
  store: createMemoryStore(),
};
const app = createMyApp(options);

test('administrators see the secret, and nobody else does', async () => {
  const admin = await createTestSession(options, { email: 'ada@example.com', groups: ['admins'] });
  const { body } = await request(app).get('/admin').set(admin.headers).expect(200);
  expect(body).toEqual({ secret: 42 });

  const guest = await createTestSession(options, { email: 'grace@example.com' });
  await request(app).get('/admin').set(guest.headers).expect(403);
});

test('a name is changed by its owner, from the site itself', async () => {
  const { headers } = await createTestSession(options);
  await request(app).post('/name').set(headers).expect(204);
  await request(app).post('/name').set('Cookie', headers.cookie).expect(403);
});

test('who signs out is signed out', async () => {
  const { headers } = await createTestSession(options);
  await request(app)
    .post('/auth/sign-out')
    .set(headers)
    .expect(303)
    .expect('Location', /\/logout\?/);
  await request(app).get('/account').set(headers).expect(401);
});
// #endregion
