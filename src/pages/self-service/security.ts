import type { Request, RequestHandler, Response } from 'express';
import { AuthError } from '../../auth/index.js';
import { PoolRefusal, type Device, type Passkey, type SelfService } from '../../aws/index.js';
import { addressInWords } from '../address.js';
import { momentAt } from '../moments.js';
import { wordsFor } from '../words/language.js';
import type { Words } from '../words/words.js';
import type { AccountChange } from './account-events.js';
import { explained, orRefusal, statusOf, type Context } from './context.js';
import { factorChanges, factorsOf, isFactor, isFactorChange } from './factors.js';
import { textIn } from './fields.js';
import { outcomeIn } from './outcomes.js';
import { sentenceOf } from './refusal-words.js';

export interface SecurityOptions extends Context {
  /** The pool's own page that adds a passkey. `undefined`: not known. */
  readonly passkeyPage: () => Promise<string | undefined>;
}

/** How somebody signs in: password, second factor, devices, passkeys; and the end of the account. */
export const securityPage = (options: SecurityOptions): RequestHandler =>
  explained(options, (request, response) => show(options, { request, response }));

/** Turns a second factor on or off, or asks for it first. */
export const changeSecondFactor = (options: SecurityOptions): RequestHandler =>
  explained(options, async function setFactor(request, response) {
    const [method, change] = [textIn(request, 'method'), textIn(request, 'change')];
    if (!isFactor(method) || !isFactorChange(change)) return leave(options, response, 'unchanged');
    const wanted = { method, ...factorChanges[change] };
    await make(options, {
      request,
      response,
      work: (api, token) => api.setSecondFactor(token, wanted),
      change: { type: 'second_factor_changed', method, change },
      outcome: 'factor-changed',
    });
  });

/** Forgets a device: its password is of no use any more. */
export const forgetDevice = (options: SecurityOptions): RequestHandler =>
  explained(options, async function forget(request, response) {
    const key = textIn(request, 'key');
    await make(options, {
      request,
      response,
      work: (api, token) => api.forgetDevice(token, key),
      change: { type: 'device_forgotten' },
      outcome: 'device-forgotten',
    });
  });

/** Removes a passkey. */
export const removePasskey = (options: SecurityOptions): RequestHandler =>
  explained(options, async function remove(request, response) {
    const id = textIn(request, 'id');
    await make(options, {
      request,
      response,
      work: (api, token) => api.deletePasskey(token, id),
      change: { type: 'passkey_removed' },
      outcome: 'passkey-removed',
    });
  });

/** What is changed, and what is said of it when it is done. */
interface Change {
  readonly request: Request;
  readonly response: Response;
  readonly work: (api: SelfService, accessToken: string) => Promise<void>;
  readonly change: AccountChange;
  readonly outcome: string;
}

const make = async (
  options: SecurityOptions,
  { request, response, work, change, outcome }: Change,
): Promise<void> => {
  const done = await orRefusal(options.calls(request, work));
  if (!(done instanceof PoolRefusal)) {
    options.tell(request, change);
    return leave(options, response, outcome);
  }
  if (done.exception === 'ResourceNotFoundException') return leave(options, response, 'gone');
  await show(options, { request, response, refusal: done });
};

const leave = ({ views }: Context, response: Response, outcome: string): void =>
  response.redirect(303, `${views.basePath}/account/security?outcome=${outcome}`);

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly refusal?: PoolRefusal;
}

const show = async (options: SecurityOptions, { request, response, refusal }: Shown): Promise<void> => {
  const { calls, views, now } = options;
  const words = wordsFor(request);
  const [profile, devices, passkeys, takesPasskeys, passkeyPage] = await Promise.all([
    calls(request, (api, token) => api.profile(token)),
    ifOffered(calls(request, (api, token) => api.devices(token))),
    ifOffered(calls(request, (api, token) => api.passkeys(token))),
    ifOffered(calls(request, (api, token) => api.takesPasskeys(token))),
    options.passkeyPage(),
  ]);
  views.render(
    response,
    'security',
    {
      title: words.securityPage.title,
      outcome: refusal === undefined ? outcomeIn(request) : undefined,
      error: refusal && sentenceOf(refusal, request),
      managedBy: profile.managedBy,
      factors: factorsOf(profile, words),
      devices: (devices ?? []).map((device) => shownDevice(device, now(), words)),
      passkeys: shownPasskeys({ passkeys, takesPasskeys }, now(), words),
      takesPasskeys: takesPasskeys === true,
      passkeyPage: takesPasskeys === true ? passkeyPage : undefined,
    },
    refusal === undefined ? 200 : statusOf(refusal),
  );
};

// A pool that takes none lists none, as it does of somebody who has none yet. Those from before can be removed all the same.
const shownPasskeys = (
  {
    passkeys = [],
    takesPasskeys = false,
  }: { readonly passkeys: readonly Passkey[] | undefined; readonly takesPasskeys: boolean | undefined },
  nowMs: number,
  words: Words,
) =>
  takesPasskeys || passkeys.length > 0
    ? passkeys.map((passkey) => shownPasskey(passkey, nowMs, words))
    : undefined;

// A pool without them says so in several ways, and one that stands in for Cognito may not know the operation at all.
const ifOffered = async <Value>(call: Promise<Value>): Promise<Value | undefined> => {
  try {
    return await call;
  } catch (error) {
    const isOff =
      error instanceof PoolRefusal || (error instanceof AuthError && error.code === 'pool_rejected');
    if (!isOff) throw error;
    return undefined;
  }
};

const shownDevice = (
  { key, name, address, isRemembered, lastSeenAtMs }: Device,
  nowMs: number,
  words: Words,
) => ({
  key,
  name: name ?? words.securityPage.namelessDevice,
  address: address === undefined ? undefined : addressInWords(address, words),
  isRemembered,
  lastSeen: lastSeenAtMs === undefined ? undefined : momentAt(lastSeenAtMs, nowMs, words),
});

const shownPasskey = ({ id, name, createdAtMs }: Passkey, nowMs: number, words: Words) => ({
  id,
  name: name ?? words.securityPage.namelessPasskey,
  created: createdAtMs === undefined ? undefined : momentAt(createdAtMs, nowMs, words),
});
