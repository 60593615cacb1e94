// #region server
import { createMyApp } from './app.js';

const setting = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: it belongs into .env`);
  return value;
};

const app = createMyApp({
  pool: {
    issuer: setting('COGNITO_ISSUER'),
    clientId: setting('COGNITO_CLIENT_ID'),
    clientSecret: setting('COGNITO_CLIENT_SECRET'),
  },
  baseUrl: setting('BASE_URL'),
  secrets: [setting('SESSION_SECRET')],
});

app.listen(Number(process.env.PORT ?? 3000));
// #endregion
