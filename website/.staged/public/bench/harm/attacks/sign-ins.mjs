// Sign-ins that are started and never ended.
import { flood } from '../support/flood.mjs';

export const attack = (target) =>
  flood(target, 16, () => ({ path: '/auth/sign-in?return_to=/account', headers: { accept: 'text/html' } }));
