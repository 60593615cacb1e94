import { createMyApp } from '../recipes/lift.js';

const {
  BASE_URL = '',
  COGNITO_ISSUER = '',
  COGNITO_CLIENT_ID = '',
  COGNITO_CLIENT_SECRET = '',
} = process.env;
const { SESSION_SECRET = '', PORT = '3000', HOST = '127.0.0.1' } = process.env;

createMyApp({
  pool: { issuer: COGNITO_ISSUER, clientId: COGNITO_CLIENT_ID, clientSecret: COGNITO_CLIENT_SECRET },
  baseUrl: BASE_URL,
  secrets: [SESSION_SECRET],
}).listen(Number(PORT), HOST);
