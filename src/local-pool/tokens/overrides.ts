import type { Client, ClaimOverrides, TokenOverrides } from '../base/model.js';
import type { Claims } from './claims.js';

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Which no trigger changes: the pool vouches for them. */
const fixed = setOf(
  'acr amr at_hash aud auth_time azp exp iat identities iss jti nbf nonce origin_jti sub token_use',
);
const fixedInAccess = setOf('client_id device_key event_id scope username version');
const untouchedInId = setOf('phone_number_verified email_verified updated_at address');
const groupNames = ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'];

/** What Cognito does not let a trigger change is passed over. */
export const withAccessOverrides = (
  claims: Claims,
  client: Client,
  overrides: TokenOverrides | undefined,
): Claims => {
  if (overrides === undefined) return claims;
  const { access, groups } = overrides;
  const isOwnAudience = (name: string, value: unknown): boolean => name === 'aud' && value === client.id;
  const mayAdd = (name: string, value: unknown): boolean =>
    isOwnAudience(name, value) || (mayChange(name) && !fixedInAccess.has(name) && !name.startsWith('dev:'));
  const changed = applied(claims, access, mayAdd);
  const withGroups: Claims =
    groups === undefined ? changed : { ...without(changed, groupNames), ...namesClaim(groups.names) };
  const scopes = [...scopesIn(claims), ...access.scopesToAdd];
  const left = [...new Set(scopes)].filter(
    (scope) => scope !== '' && !access.scopesToSuppress.includes(scope),
  );
  return suppressed(
    { ...withGroups, scope: left.join(' ') },
    access.suppress,
    (name) => !fixedInAccess.has(name),
  );
};

export const withIdOverrides = (claims: Claims, overrides: TokenOverrides | undefined): Claims => {
  if (overrides === undefined) return claims;
  const { id, groups } = overrides;
  const mayAdd = (name: string): boolean =>
    mayChange(name) && !untouchedInId.has(name) && !name.startsWith('dev:');
  const changed = applied(claims, id, mayAdd);
  if (groups === undefined) return suppressed(changed, id.suppress);
  const { names, roles, preferredRole } = groups;
  const own = {
    ...namesClaim(names),
    ...(roles.length === 0 ? {} : { 'cognito:roles': roles }),
    ...(preferredRole === undefined ? {} : { 'cognito:preferred_role': preferredRole }),
  };
  return suppressed({ ...without(changed, groupNames), ...own }, id.suppress);
};

const mayChange = (name: string): boolean => !fixed.has(name) && !name.startsWith('cognito:');

const namesClaim = (names: readonly string[]): Claims =>
  names.length === 0 ? {} : { 'cognito:groups': names };

const applied = (
  claims: Claims,
  { add }: ClaimOverrides,
  mayAdd: (name: string, value: unknown) => boolean,
): Claims => ({
  ...claims,
  ...Object.fromEntries(Object.entries(add).filter(([name, value]) => mayAdd(name, value))),
});

/** Beats what was added. Groups take their roles along. */
const suppressed = (
  claims: Claims,
  names: readonly string[],
  may: (name: string) => boolean = () => true,
): Claims => {
  const gone = names.flatMap((name) => {
    if (name === 'cognito:groups') return groupNames;
    return mayChange(name) && may(name) ? [name] : [];
  });
  return without(claims, gone);
};

const without = (claims: Claims, names: readonly string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

const scopesIn = ({ scope }: Claims): readonly string[] =>
  typeof scope === 'string' ? scope.split(' ') : [];
