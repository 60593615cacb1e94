// Requests with fourteen kilobytes of cookies that look like ours: many pending sign-ins, none of them genuine.
import { randomBytes } from 'node:crypto';
import { flood } from '../support/flood.mjs';

export const attack = (target) => {
  const pending = () => `signin.${randomBytes(8).toString('hex')}=${randomBytes(600).toString('base64url')}`;
  const cookie = [`session=s%3A${randomBytes(24).toString('base64url')}.forged`]
    .concat(Array.from({ length: 16 }, pending))
    .join('; ');
  const paths = ['/', '/account', '/auth/callback?code=a&state=b'];
  let number = 0;
  return flood(target, 16, () => ({
    path: paths[(number += 1) % 3],
    headers: { cookie, accept: 'text/html' },
  }));
};
