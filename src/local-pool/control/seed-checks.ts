import { clientContradictions } from '../base/client-shape.js';
import { isObject } from '../base/shape.js';
import { assertPasswordPolicy, defaultPasswordPolicy, policyInWords } from '../people/password-policy.js';
import { adminScope, standardScopes } from '../tokens/scopes.js';

type Entry = Readonly<Record<string, unknown>>;

/** What is wrong with a seed although each member of it looks right: what repeats, and what names nothing. */
export const contradictionsIn = (seed: unknown): string[] => {
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
};

type EntryCheck = (entry: Entry, path: string, seed: Entry) => string[];

const eachOf = (seed: Entry, list: string, check: EntryCheck): string[] =>
  entriesOf(seed, list).flatMap((entry, index) => check(entry, `${list}[${index}]`, seed));

const repeated = (seed: Entry, list: string, member: string): string[] => {
  const names = entriesOf(seed, list).map((entry) => nameIn(entry[member]));
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    return name !== '' && first < index
      ? [`${list}[${index}].${member} is ${list}[${first}].${member} again`]
      : [];
  });
};

const nameIn = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** Groups that nobody describes need no list; beside a list, a name that is not on it is a misspelling. */
const unknownGroups = (person: Entry, path: string, seed: Entry): string[] => {
  if (seed['groups'] === undefined) return [];
  const names = entriesOf(seed, 'groups').map((group) => group['name']);
  return notAmong(names, person['groups'], `${path}.groups`);
};

const undeclaredAttributes = (person: Entry, path: string, seed: Entry): string[] => {
  const declared = isObject(seed['pool']) ? seed['pool']['customAttributes'] : undefined;
  if (!Array.isArray(declared) || !isObject(person['attributes'])) return [];
  const names = new Set(declared.map((name) => `custom:${String(name)}`));
  return Object.keys(person['attributes'])
    .filter((name) => name.startsWith('custom:') && !names.has(name))
    .map((name) => `${path}.attributes.${name} is not among pool.customAttributes`);
};

const weakPassword = ({ password }: Entry, path: string): string[] => {
  if (typeof password !== 'string' || password === '') return [];
  try {
    assertPasswordPolicy(password, defaultPasswordPolicy);
    return [];
  } catch {
    return [`${path}.password must have ${policyInWords(defaultPasswordPolicy)}`];
  }
};

const unknownScopes = (client: Entry, path: string, seed: Entry): string[] => {
  const custom = entriesOf(seed, 'resourceServers').flatMap(({ identifier, scopes }) =>
    listIn(scopes).map((scope) => `${String(identifier)}/${String(scope)}`),
  );
  return notAmong([...standardScopes, adminScope, ...custom], client['scopes'], `${path}.scopes`);
};

const contradictorySettings = (client: Entry, path: string): string[] =>
  clientContradictions(client).map((problem) => `${path}.${problem}`);

const notAmong = (known: readonly unknown[], names: unknown, path: string): string[] =>
  listIn(names).flatMap((name, index) =>
    typeof name !== 'string' || name === '' || known.includes(name)
      ? []
      : [`${path}[${index}] is "${name}", which is not there; expected ${known.join(', ') || 'none'}`],
  );

const entriesOf = (seed: Entry, list: string): Entry[] =>
  listIn(seed[list]).map((entry) => (isObject(entry) ? entry : {}));

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
