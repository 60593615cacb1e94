import type { Request } from 'express';
import { sessionNameOf, userOf } from '../../auth/index.js';
import type { AddressName, SecondFactor } from '../../aws/index.js';
import type { factorChanges } from './factors.js';

/** What somebody changed about their own account. Told once the pool has taken it. */
export type AccountChange =
  | { readonly type: 'password_changed' }
  /** The key of an authenticator app counts from now on, whether or not the app could be turned on as well. */
  | { readonly type: 'authenticator_registered' }
  | {
      readonly type: 'second_factor_changed';
      readonly method: SecondFactor;
      readonly change: keyof typeof factorChanges;
    }
  /** `set`: the pool has the new one and waits for its code; some pools keep the former one until it comes. */
  | {
      readonly type: 'contact_changed';
      readonly attribute: AddressName;
      readonly step: 'set' | 'confirmed' | 'removed' | 'restored';
    }
  /** The names of what is different, never what it is. */
  | { readonly type: 'profile_changed'; readonly attributes: readonly string[] }
  | { readonly type: 'device_forgotten' }
  | { readonly type: 'passkey_removed' }
  | { readonly type: 'account_deleted' };

/** The same with whose it is, in values that may be logged: no password, code, key, name or address. */
export type AccountEvent = AccountChange & {
  /** As the events of the sign-in name it. */
  readonly session: string;
  readonly userId: string;
};

/** Hears of every change. It answers nothing and may not fail: the change is made by then. */
export type AccountEventListener = (event: AccountEvent, request: Request) => void;

/** Tells of a change by the person behind a request. */
export type TellChange = (request: Request, change: AccountChange) => void;

export const createTellChange =
  (listener: AccountEventListener | undefined): TellChange =>
  (request, change) =>
    listener?.({ ...change, session: sessionNameOf(request), userId: userOf(request).id }, request);
