// What both forms of this site have in common: the built program, with everything switched on.
import { fileURLToPath } from 'node:url';

export const callbackPath = '/auth/callback';
export const pagePath = '/account';
export const guardPath = '/account';
export const startPath = '/auth/sign-in?return_to=%2Faccount';
export const readyPath = '/readyz';
export const isOurs = true;

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The file to run, and its environment. `isCrowded`: one whose store can be filled from outside. */
export const ourProgram = ({ port, origin, pool, isCrowded, sessionSecret }, store) => ({
  file: isCrowded ? file('./crowded-site.mjs') : file('../../dist/server.js'),
  env: {
    PORT: String(port),
    HOST: '127.0.0.1',
    BASE_URL: origin,
    COGNITO_ISSUER: pool.issuer,
    COGNITO_CLIENT_ID: pool.client.id,
    COGNITO_CLIENT_SECRET: pool.client.secret,
    SESSION_SECRET: sessionSecret,
    // One address asks for everything here.
    AUTH_REQUESTS_PER_MINUTE: '10000000',
    ...store,
  },
});
