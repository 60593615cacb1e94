import { callbackUrl, flag, listOf, object, oneOf, text, wholeNumber, type Check } from './shape.js';

/** Also what keeps a colon out of it, at which HTTP Basic would cut it in two. */
export const clientId: Check = (value, path) =>
  typeof value === 'string' && /^[\w+]{1,128}$/u.test(value)
    ? []
    : [`${path} must be 1 to 128 letters, digits, underscores or plus signs`];

const DAY_SECONDS = 86_400;
const MOST_ADDRESSES = 100;

const addresses: Check = (value, path) =>
  Array.isArray(value) && value.length > MOST_ADDRESSES
    ? [`${path} must be ${MOST_ADDRESSES} at most`]
    : listOf(callbackUrl)(value, path);

/** What may be said of an app client, by Cognito's rules; lifetimes may be shorter here than Cognito allows. */
export const clientMembers: Readonly<Record<string, Check>> = {
  name: text,
  flows: listOf(oneOf('code', 'implicit', 'client_credentials')),
  scopes: listOf(text),
  callbackUrls: addresses,
  logoutUrls: addresses,
  defaultRedirectUri: callbackUrl,
  identityProviders: listOf(text),
  rotation: (value, path) =>
    value === false
      ? []
      : object({ graceSeconds: wholeNumber({ from: 0, to: 60 }) }, ['graceSeconds'])(value, path),
  accessTokenSeconds: wholeNumber({ from: 1, to: DAY_SECONDS }),
  idTokenSeconds: wholeNumber({ from: 1, to: DAY_SECONDS }),
  refreshTokenSeconds: wholeNumber({ from: 1, to: 3650 * DAY_SECONDS }),
  revocation: flag,
  preventUserExistenceErrors: flag,
  readAttributes: listOf(text),
  writeAttributes: listOf(text),
};

export const clientChangesShape = object(clientMembers);

/** Throws with every problem, one line each. Members without a rule are let through. */
export function assertClient(changes: object): void {
  const problems = Object.entries(changes).flatMap(([name, value]) => {
    const check = Object.hasOwn(clientMembers, name) ? clientMembers[name] : undefined;
    return value === undefined || check === undefined ? [] : check(value, name);
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
