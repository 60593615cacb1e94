import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import session from 'express-session';
import OAuth2Strategy from 'passport-oauth2';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { startPool } from '../../support/pool.js';

interface Person {
  readonly email: string;
}

let pool: LocalPool;
let server: Server;
let site: string;

beforeAll(async () => {
  const app = express();
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  site = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  pool = await startPool({ callbackUrls: [`${site}/callback`] });
  mountSite(app);
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await pool.close();
});

/** A site as passport's users write it, with its state and PKCE switched on. */
const mountSite = (app: express.Express): void => {
  const strategy = new OAuth2Strategy(
    {
      authorizationURL: `${pool.domain}/oauth2/authorize`,
      tokenURL: `${pool.domain}/oauth2/token`,
      clientID: pool.client.id,
      clientSecret: pool.client.secret,
      callbackURL: `${site}/callback`,
      scope: ['openid', 'email'],
      state: true,
      pkce: true,
    },
    (accessToken: string, _refreshToken: string, _profile: unknown, done: OAuth2Strategy.VerifyCallback) => {
      readEmail(accessToken).then((person) => done(null, person), done);
    },
  );
  app.use(session({ secret: 'only-for-this-test', resave: false, saveUninitialized: false }));
  app.get(['/sign-in', '/callback'], (req, res, next) => {
    Object.assign(strategy, {
      success: (person: Person) => res.send(`Hello ${person.email}`),
      fail: (info: { readonly message?: string }) => res.status(403).send(info.message ?? 'refused'),
      redirect: (url: string) => res.redirect(url),
      error: next,
    });
    strategy.authenticate(req, {});
  });
};

const readEmail = async (accessToken: string): Promise<Person> => {
  const answer = await fetch(`${pool.domain}/oauth2/userInfo`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return (await answer.json()) as Person;
};

/** Up to the address at the site's callback. */
const throughHostedUi = async (atSite: Browser): Promise<string> => {
  const start = await atSite.send(`${site}/sign-in`);
  const atPool = createBrowser();
  const toLogin = await atPool.send(start.location);
  const page = await atPool.send(new URL(toLogin.location, pool.domain).href);
  const fields = { username: 'ada@example.com', password: 'Local-Pool-1' };
  return (await atPool.sendForm(page, fields)).location;
};

describe('passport-oauth2', () => {
  test('signs somebody in with code, state and PKCE', async () => {
    const atSite = createBrowser();
    const callback = await throughHostedUi(atSite);
    const answer = await atSite.send(callback);
    expect([answer.status, answer.text]).toEqual([200, 'Hello ada@example.com']);
  });

  test('is refused a code that was used before', async () => {
    const atSite = createBrowser();
    const callback = await throughHostedUi(atSite);
    await atSite.send(callback);
    const again = await atSite.send(callback);
    expect(again.text).not.toContain('Hello');
  });
});
