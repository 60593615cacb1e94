import type { Claims } from '../user.js';

/** What an ID token says that a session keeps: it was verified when it came, and nobody but us can write it there. */
export const claimsKept = (idToken: string): Claims => {
  const [, payload = ''] = idToken.split('.');
  return Object(JSON.parse(Buffer.from(payload, 'base64url').toString())) as Claims;
};
