import type { Client } from '../base/model.js';
import type { Store } from '../base/store.js';

export const adminScope = 'aws.cognito.signin.user.admin';
/** Registers app clients. It is every pool's, and no resource server has it. */
export const registrationScope = 'aws.cognito/dcr/register';
export const standardScopes = ['openid', 'email', 'phone', 'profile'] as const;

const attributeScopes: ReadonlySet<string> = new Set(['email', 'phone', 'profile']);
const emailAttributes = new Set(['email', 'email_verified']);
const phoneAttributes = new Set(['phone_number', 'phone_number_verified']);

/** The scopes granted to a request, or undefined when Cognito answers invalid_scope. */
export const grantScopes = (client: Client, requested: string | undefined): readonly string[] | undefined => {
  const scopes = (requested ?? '').split(' ').filter((scope) => scope !== '');
  if (scopes.length === 0) return client.scopes;
  if (scopes.some((scope) => !client.scopes.includes(scope))) return undefined;
  const needsOpenid = scopes.some((scope) => attributeScopes.has(scope)) && !scopes.includes('openid');
  return needsOpenid ? undefined : [...new Set(scopes)];
};

/** Leaves out custom scopes that their resource server has lost since the client was allowed them. */
export const existingScopes = (store: Store, client: Client, scopes: readonly string[]): readonly string[] =>
  scopes.filter((scope) => !scope.includes('/') || isCustomScope(store, client.poolId, scope));

export const isCustomScope = (store: Store, poolId: string, scope: string): boolean => {
  if (scope === registrationScope) return true;
  const slash = scope.lastIndexOf('/');
  const server = store.resourceServers.get(`${poolId}/${scope.slice(0, slash)}`);
  return server?.scopes.some(({ name }) => name === scope.slice(slash + 1)) ?? false;
};

/** Whether an attribute shows in the ID token and in userInfo. `openid` alone shows all that the client may read. */
export const showsAttribute = (name: string, scopes: readonly string[], client: Client): boolean => {
  if (!scopes.includes('openid') || name === 'sub') return false;
  if (client.readAttributes !== undefined && !client.readAttributes.includes(name)) return false;
  if (!scopes.some((scope) => attributeScopes.has(scope))) return true;
  if (emailAttributes.has(name)) return scopes.includes('email');
  if (phoneAttributes.has(name)) return scopes.includes('phone');
  return scopes.includes('profile');
};

/** A scope whose attributes the client may read only in part makes the code worthless (invalid_grant). */
export const mayReadScopes = ({ readAttributes }: Client, scopes: readonly string[]): boolean => {
  if (readAttributes === undefined) return true;
  const needed = [
    ...(scopes.includes('email') ? emailAttributes : []),
    ...(scopes.includes('phone') ? phoneAttributes : []),
  ];
  return needed.every((name) => readAttributes.includes(name));
};
