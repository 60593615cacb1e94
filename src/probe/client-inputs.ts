import {
  callbackUrl,
  resourceServer,
  selfServiceScope,
  signedOutUrl,
  standardScopes,
  type ClientName,
} from './place.js';
import type { Json } from './sdk.js';

const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: [...standardScopes, selfServiceScope],
  CallbackURLs: [callbackUrl],
  LogoutURLs: [signedOutUrl],
  SupportedIdentityProviders: ['COGNITO'],
};

const rotation = (graceSeconds: number): Json => ({
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: graceSeconds },
});

/** What the app clients of a pool are made of. */
export const clientInputs: Readonly<Record<ClientName, Json>> = {
  /** A site with a secret, which is not told whether somebody exists. */
  web: {
    ...oauth,
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  },
  /** An app without a secret, which is told; it has the implicit flow too. */
  app: {
    ...oauth,
    AllowedOAuthFlows: ['code', 'implicit'],
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'LEGACY',
  },
  /** Each refresh token works once. */
  rotating: { ...oauth, ...rotation(0) },
  /** A refresh token works for a minute more once it has been used. */
  lenient: { ...oauth, ...rotation(60) },
  machine: {
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: [`${resourceServer}/read`],
    SupportedIdentityProviders: ['COGNITO'],
  },
};
