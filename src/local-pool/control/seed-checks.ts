import { clientContradictions } from '../base/client-shape.js';
import { passwordRules } from '../hosted-ui/words/password-rules.js';
import { assertPasswordPolicy, DEFAULT_PASSWORD_POLICY } from '../people/passwords.js';
import { ADMIN_SCOPE, STANDARD_SCOPES } from '../tokens/scopes.js';
import { isObject } from '../base/shape.js';

type Entry = Readonly<Record<string, unknown>>;

/** What is wrong with a seed although each member of it looks right: what repeats, and what names nothing. */
export function contradictionsIn(seed: unknown): string[] {
  if (!isObject(seed)) return [];
  return [
    ...repeated(seed, 'people', 'email'),
    ...repeated(seed, 'people', 'username'),
    ...repeated(seed, 'groups', 'name'),
    ...repeated(seed, 'clients', 'id'),
    ...repeated(seed, 'resourceServers', 'identifier'),
    ...repeated(seed, 'identityProviders', 'name'),
    ...eachOf(seed, 'people', unknownGroups),
    ...eachOf(seed, 'people', undeclaredAttributes),
    ...eachOf(seed, 'people', weakPassword),
    ...eachOf(seed, 'clients', unknownScopes),
    ...eachOf(seed, 'clients', contradictorySettings),
  ];
}

type EntryCheck = (entry: Entry, path: string, seed: Entry) => string[];

function eachOf(seed: Entry, list: string, check: EntryCheck): string[] {
  return entriesOf(seed, list).flatMap((entry, index) => check(entry, `${list}[${index}]`, seed));
}

function repeated(seed: Entry, list: string, member: string): string[] {
  const names = entriesOf(seed, list).map((entry) => nameIn(entry[member]));
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    return name !== '' && first < index
      ? [`${list}[${index}].${member} is ${list}[${first}].${member} again`]
      : [];
  });
}

function nameIn(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** Groups that nobody describes need no list; beside a list, a name that is not on it is a misspelling. */
function unknownGroups(person: Entry, path: string, seed: Entry): string[] {
  if (seed['groups'] === undefined) return [];
  const names = entriesOf(seed, 'groups').map((group) => group['name']);
  return notAmong(names, person['groups'], `${path}.groups`);
}

function undeclaredAttributes(person: Entry, path: string, seed: Entry): string[] {
  const declared = isObject(seed['pool']) ? seed['pool']['customAttributes'] : undefined;
  if (!Array.isArray(declared) || !isObject(person['attributes'])) return [];
  const names = new Set(declared.map((name) => `custom:${String(name)}`));
  return Object.keys(person['attributes'])
    .filter((name) => name.startsWith('custom:') && !names.has(name))
    .map((name) => `${path}.attributes.${name} is not among pool.customAttributes`);
}

function weakPassword({ password }: Entry, path: string): string[] {
  if (typeof password !== 'string' || password === '') return [];
  try {
    assertPasswordPolicy(password, DEFAULT_PASSWORD_POLICY);
    return [];
  } catch {
    return [
      `${path}.password does not fit the pool's policy. ${passwordRules(DEFAULT_PASSWORD_POLICY, 'en')}`,
    ];
  }
}

function unknownScopes(client: Entry, path: string, seed: Entry): string[] {
  const custom = entriesOf(seed, 'resourceServers').flatMap(({ identifier, scopes }) =>
    listIn(scopes).map((scope) => `${String(identifier)}/${String(scope)}`),
  );
  return notAmong([...STANDARD_SCOPES, ADMIN_SCOPE, ...custom], client['scopes'], `${path}.scopes`);
}

function contradictorySettings(client: Entry, path: string): string[] {
  return clientContradictions(client).map((problem) => `${path}.${problem}`);
}

function notAmong(known: readonly unknown[], names: unknown, path: string): string[] {
  return listIn(names).flatMap((name, index) =>
    typeof name !== 'string' || name === '' || known.includes(name)
      ? []
      : [`${path}[${index}] is "${name}", which is not there; expected ${known.join(', ') || 'none'}`],
  );
}

function entriesOf(seed: Entry, list: string): Entry[] {
  return listIn(seed[list]).map((entry) => (isObject(entry) ? entry : {}));
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
