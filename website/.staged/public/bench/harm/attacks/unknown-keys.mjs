// Bearers of tokens that look genuine, each signed with a key that the pool never had.
import { randomBytes, randomUUID } from 'node:crypto';
import { flood } from '../support/flood.mjs';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const attack = (target) =>
  flood(target, 16, () => {
    const { issuer, client } = target.pool;
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      sub: randomUUID(),
      iss: issuer,
      client_id: client.id,
      token_use: 'access',
      scope: 'openid',
      iat: seconds,
      exp: seconds + 3600,
    };
    const token = `${part({ kid: randomUUID(), alg: 'RS256' })}.${part(claims)}.${randomBytes(256).toString('base64url')}`;
    return { path: '/api/me', headers: { authorization: `Bearer ${token}` } };
  });
