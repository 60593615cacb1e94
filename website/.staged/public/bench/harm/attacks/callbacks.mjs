// Callbacks that belong to no sign-in, each with another state.
import { randomBytes, randomUUID } from 'node:crypto';
import { flood } from '../support/flood.mjs';

export const attack = (target) =>
  flood(target, 16, () => {
    const state = randomBytes(32).toString('base64url');
    return { path: `/auth/callback?code=${randomUUID()}&state=${state}`, headers: { accept: 'text/html' } };
  });
