import type { Client, UserPool } from '../base/model.js';
import { defaultPasswordPolicy } from '../people/password-policy.js';

export const seedPassword = 'Local-Pool-1';
export const seedClientId = '1localpoolconfidential0001';
export const seedPublicClientId = '1localpoolpublicclient0001';

const daySeconds = 86_400;

/** The people of a fresh pool; everybody's password is `seedPassword`. */
export const seedPeople = [
  {
    email: 'ada@example.com',
    groups: ['admins', 'staff'],
    attributes: { given_name: 'Ada', family_name: 'Lovelace', name: 'Ada Lovelace' },
  },
  {
    email: 'grace@example.com',
    groups: [],
    attributes: { given_name: 'Grace', family_name: 'Hopper', name: 'Grace Hopper' },
  },
] as const;

/** A user pool where people sign in with their e-mail address, as the console suggests. */
export const newUserPool = (basics: {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly now: number;
}): UserPool => {
  const { id, name, issuer, now } = basics;
  return {
    id,
    name,
    issuer,
    usernameAttributes: ['email'],
    aliasAttributes: [],
    customAttributes: [],
    domain: 'local',
    passwordPolicy: defaultPasswordPolicy,
    mfa: 'OPTIONAL',
    selfSignUp: true,
    otherSettings: { AutoVerifiedAttributes: ['email'] },
    createdAt: now,
    updatedAt: now,
  };
};

/** A web app's client: code flow, self-service scope, one hour, thirty days, no rotation. */
export const newClient = (
  basics: Pick<Client, 'id' | 'poolId' | 'name' | 'secrets'>,
  now: number,
): Client => ({
  ...basics,
  flows: ['code'],
  scopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
  callbackUrls: [],
  logoutUrls: [],
  identityProviders: ['COGNITO', 'Google'],
  explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  rotation: false,
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * daySeconds,
  authSessionSeconds: 180,
  revocation: true,
  preventUserExistenceErrors: true,
  createdAt: now,
  updatedAt: now,
});
