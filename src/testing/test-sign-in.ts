import type { AppData } from '../auth/index.js';
import { isObject, optional, type Check } from '../auth/option-checks.js';
import type { TestIssuer } from './test-issuer.js';
import { checksOfPerson, members, refuseWrong, type TestPerson } from './test-person.js';

/** Somebody who is signed in, and what the session has beside them. */
export interface TestSignIn extends TestPerson {
  /** What is in `req.session` already. */
  readonly appData?: AppData | undefined;
  /** Signs the tokens, so that APIs take them too: the issuer that `pool` names. Without it nobody has their key. */
  readonly signedBy?: TestIssuer | undefined;
}

const anIssuer: Check = (value) =>
  isObject(value) && typeof (value as Partial<TestIssuer>).sign === 'function'
    ? undefined
    : 'must be what startTestIssuer gives';

const checksOfSignIn: Readonly<Record<keyof TestSignIn, Check>> = {
  ...checksOfPerson,
  appData: optional(members),
  signedBy: optional(anIssuer),
};

/** Throws `TypeError` as `checkPerson` does. */
export const checkSignIn = (name: string, signIn: unknown): void => refuseWrong(name, signIn, checksOfSignIn);
