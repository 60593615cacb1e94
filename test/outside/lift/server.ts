import type { Server } from 'node:http';

/** What every recipe gives: an app, made from the options. */
interface Recipe {
  readonly createMyApp: (options: object) => { listen(port: number, host: string): Server };
}

const {
  BASE_URL = '',
  COGNITO_ISSUER = '',
  COGNITO_CLIENT_ID = '',
  COGNITO_CLIENT_SECRET = '',
} = process.env;
const { SESSION_SECRET = '', PORT = '3000', HOST = '127.0.0.1', RECIPE = './app.js' } = process.env;

const { createMyApp } = (await import(RECIPE)) as Recipe;

createMyApp({
  pool: { issuer: COGNITO_ISSUER, clientId: COGNITO_CLIENT_ID, clientSecret: COGNITO_CLIENT_SECRET },
  baseUrl: BASE_URL,
  secrets: [SESSION_SECRET],
}).listen(Number(PORT), HOST);
