// What an OpenID Connect client talks to: authorize, token, revoke, userInfo and logout on the domain, discovery and keys
// at the issuer. This room decides whether somebody is signed in and where the browser goes; it draws no page.

import { json, type Express } from 'express';
import { mountEndpoint } from '../http/endpoint.js';
import type { Service } from '../service.js';
import { authorize } from './authorize.js';
import { logout } from './logout.js';
import { register } from './register.js';
import { revoke } from './revoke.js';
import { token } from './token.js';
import { userInfo } from './user-info.js';
import { discovery, jwks } from './well-known.js';

/** On the issuer's host. */
export const mountWellKnown = (app: Express, service: Service): void => {
  const wellKnown = '/:poolId/.well-known';
  mountEndpoint(app, service, {
    path: `${wellKnown}/openid-configuration`,
    name: 'discovery',
    get: (exchange) => discovery(service, exchange),
  });
  mountEndpoint(app, service, {
    path: `${wellKnown}/jwks.json`,
    name: 'jwks',
    get: (exchange) => jwks(service, exchange),
  });
};

/** On the domain's host. */
export const mountOAuth = (app: Express, service: Service): void => {
  mountEndpoint(app, service, {
    path: '/oauth2/authorize',
    name: 'authorize',
    get: (exchange) => authorize(service, exchange),
  });
  mountEndpoint(app, service, {
    path: '/oauth2/token',
    name: 'token',
    post: (exchange) => token(service, exchange),
    cors: true,
  });
  mountEndpoint(app, service, {
    path: '/oauth2/userInfo',
    name: 'userInfo',
    get: (exchange) => userInfo(service, exchange),
    cors: true,
  });
  mountEndpoint(app, service, {
    path: '/oauth2/revoke',
    name: 'revoke',
    post: (exchange) => revoke(service, exchange),
    cors: true,
  });
  app.use('/oauth2/register', json({ limit: '100kb' }));
  mountEndpoint(app, service, {
    path: '/oauth2/register',
    name: 'register',
    post: (exchange) => register(service, exchange),
    cors: true,
  });
  mountEndpoint(app, service, {
    path: '/logout',
    name: 'logout',
    get: (exchange) => logout(service, exchange),
  });
};
