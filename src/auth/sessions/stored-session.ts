import type { Settings } from '../options.js';
import { recordForm, type SignIn, type StoredSession } from '../store.js';

type Check = (value: unknown) => boolean;
type Parts = Readonly<Record<string, unknown>>;

/**
 * Whether a record is all of a session. A store may hold what another version or somebody else wrote: without its
 * limits a session would never end, and a text instead of a list of groups would open doors.
 */
export const isWholeSession = (record: unknown): record is StoredSession => {
  const { signIn, appData, lastSeenAtMs } = partsOf(record);
  const parts = partsOf(signIn);
  return (
    isMoment(lastSeenAtMs) &&
    isObject(appData) &&
    isEach(parts, signInChecks) &&
    isEach(partsOf(parts['user']), userChecks)
  );
};

/** Of which other site a session is: a reason, or `undefined` where it is this one's, as far as it says. */
export const foreignIn = (
  { user, clientId }: SignIn,
  settings: Pick<Settings, 'issuer' | 'clientId'>,
): 'session_of_another_issuer' | 'session_of_another_client' | undefined => {
  if (user.issuer !== settings.issuer) return 'session_of_another_issuer';
  if (clientId !== undefined && clientId !== settings.clientId) return 'session_of_another_client';
  return undefined;
};

const isMoment: Check = Number.isFinite;
const isText: Check = (value) => typeof value === 'string';
const isName: Check = (value) => isText(value) && value !== '';
const isYesOrNo: Check = (value) => typeof value === 'boolean';
const isObject: Check = (value) => typeof value === 'object' && value !== null;
const isListOfTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const areTexts: Check = (value) => isObject(value) && Object.values(partsOf(value)).every(isText);
const isMissingOr =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const membersOfSignIn: Readonly<Record<keyof SignIn, Check>> = {
  user: isObject,
  clientId: isMissingOr(isName),
  form: isMissingOr((value) => value === recordForm),
  scopes: isListOfTexts,
  startedAtMs: isMoment,
  authenticatedAtMs: isMissingOr(isMoment),
  level: isMissingOr(isName),
  methods: isMissingOr(isListOfTexts),
  endsAtMs: isMoment,
  accessTokenEndsAtMs: isMoment,
  idTokenEndsAtMs: isMoment,
  tokensEndAtMs: isMissingOr(isMoment),
  tokensRefreshedAtMs: isMoment,
  isRefreshable: isYesOrNo,
  tokensVersion: isMoment,
  openedBy: isText,
  userAgent: isText,
  address: isText,
};

const membersOfUser: Readonly<Record<keyof SignIn['user'], Check>> = {
  id: isName,
  issuer: isName,
  username: isMissingOr(isText),
  email: isMissingOr(isText),
  isEmailVerified: isYesOrNo,
  name: isMissingOr(isText),
  groups: isListOfTexts,
  identityProvider: isMissingOr(isText),
  attributes: areTexts,
};

// As lists, because every request of a session goes through them.
const signInChecks = Object.entries(membersOfSignIn);
const userChecks = Object.entries(membersOfUser);

const isEach = (parts: Parts, checks: readonly (readonly [name: string, check: Check])[]): boolean =>
  checks.every(([name, check]) => check(parts[name]));

const partsOf = (value: unknown): Parts => Object(value) as Parts;
