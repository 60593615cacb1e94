import { expect } from '@jest/globals';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { decode } from '../support/app.js';
import { call, tokensOf, type Called, type Json } from '../user-pools-api/support.js';

export const password = 'A-Good-Pass-1';

/** As an app without a secret calls. */
export const asPublic = (pool: LocalPool, operation: string, input: Json): Promise<Called> =>
  call(pool, operation, { ClientId: pool.publicClient.id, ...input });

export const signUp = (pool: LocalPool, Username: string, more: Json = {}): Promise<Called> =>
  asPublic(pool, 'SignUp', { Username, Password: password, ...more });

/** InitiateAuth with USER_PASSWORD_AUTH. */
export const signIn = (
  pool: LocalPool,
  { username = 'ada@example.com', password: given = 'Local-Pool-1', ...more }: Json = {},
): Promise<Called> =>
  asPublic(pool, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: given },
    ...more,
  });

export const claimsOf = (
  called: Called,
): { readonly id: Record<string, unknown>; readonly access: Record<string, unknown> } => {
  const { IdToken, AccessToken } = tokensOf(called);
  return { id: decode(IdToken), access: decode(AccessToken) };
};

/** `PreSignUp_SignUp` and so on, in their order. */
export const sourcesOf = (pool: LocalPool): readonly string[] =>
  pool.triggers.list().map(({ source }) => source);

export const refused = (type: string, message: string): object =>
  expect.objectContaining({ status: 400, type, message });
