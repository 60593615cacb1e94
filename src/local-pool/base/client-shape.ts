import type { Client } from './model.js';
import { callbackUrl, checkOf, flag, listOf, object, oneOf, text, wholeNumber, type Check } from './shape.js';

/** Also what keeps a colon out of it, at which HTTP Basic would cut it in two. */
export const clientId = checkOf({ type: 'string', pattern: '^[A-Za-z0-9_+]{1,128}$' }, (value, path) =>
  typeof value === 'string' && /^[\w+]{1,128}$/u.test(value)
    ? []
    : [`${path} must be 1 to 128 letters, digits, underscores or plus signs`],
);

/** Throws for an id that Cognito would give no client, and that its operations would refuse. */
export const assertClientId = (id: string): void => {
  const [problem] = clientId(id, 'id');
  if (problem !== undefined) throw new Error(problem);
};

const daySeconds = 86_400;
export const mostRedirectUrls = 100;
/** 90 days. */
export const mostSsoMinutes = 129_600;

const listOfUrls = listOf(callbackUrl);
const redirectUrls = checkOf({ ...listOfUrls.schema, maxItems: mostRedirectUrls }, (value, path) =>
  Array.isArray(value) && value.length > mostRedirectUrls
    ? [`${path} must be ${mostRedirectUrls} at most`]
    : listOfUrls(value, path),
);

const graceOfRotation = object({ graceSeconds: wholeNumber({ from: 0, to: 60 }) }, ['graceSeconds']);
const rotation = checkOf({ anyOf: [{ const: false }, graceOfRotation.schema] }, (value, path) =>
  value === false ? [] : graceOfRotation(value, path),
);

/** What may be said of an app client, by Cognito's rules; lifetimes may be shorter here than Cognito allows. */
export const clientMembers: Readonly<Record<string, Check>> = {
  name: text,
  flows: listOf(oneOf('code', 'implicit', 'client_credentials')),
  scopes: listOf(text),
  callbackUrls: redirectUrls,
  logoutUrls: redirectUrls,
  defaultRedirectUri: callbackUrl,
  identityProviders: listOf(text),
  explicitAuthFlows: listOf(text),
  rotation,
  accessTokenSeconds: wholeNumber({ from: 1, to: daySeconds }),
  idTokenSeconds: wholeNumber({ from: 1, to: daySeconds }),
  refreshTokenSeconds: wholeNumber({ from: 1, to: 3650 * daySeconds }),
  revocation: flag,
  preventUserExistenceErrors: flag,
  readAttributes: listOf(text),
  writeAttributes: listOf(text),
  ssoMinutes: wholeNumber({ from: 0, to: mostSsoMinutes }),
};

export const clientChangesShape = object(clientMembers);

/** Throws with every problem, one line each. Members without a rule are let through; `known` is the client before. */
export const assertClient = (changes: Partial<Client>, known: Partial<Client> = {}): void => {
  const problems = Object.entries(changes).flatMap(([name, value]) => {
    const check = Object.hasOwn(clientMembers, name) ? clientMembers[name] : undefined;
    return value === undefined || check === undefined ? [] : check(value, name);
  });
  if (problems.length === 0) problems.push(...clientContradictions({ ...known, ...changes }));
  if (problems.length > 0) throw new Error(problems.join('\n'));
};

/** What Cognito refuses although each setting looks right by itself. */
export const clientContradictions = (client: {
  readonly flows?: unknown;
  readonly callbackUrls?: unknown;
  readonly defaultRedirectUri?: unknown;
}): string[] => {
  const { flows, callbackUrls, defaultRedirectUri } = client;
  return [
    ...(areExclusive(flows) ? [] : [`flows: ${exclusiveFlows}`]),
    ...(isAmong(callbackUrls, defaultRedirectUri)
      ? []
      : ['defaultRedirectUri must be one of the callbackUrls']),
  ];
};

export const exclusiveFlows =
  'client_credentials flow can not be selected along with code flow or implicit flow.';

/** A machine's client is nobody's web app. */
export const areExclusive = (flows: unknown): boolean =>
  !Array.isArray(flows) || !flows.includes('client_credentials') || new Set(flows).size === 1;

/** No default redirect URI is one, too. */
export const isAmong = (callbackUrls: unknown, defaultRedirectUri: unknown): boolean => {
  if (defaultRedirectUri === undefined) return true;
  return Array.isArray(callbackUrls) && callbackUrls.includes(defaultRedirectUri);
};
