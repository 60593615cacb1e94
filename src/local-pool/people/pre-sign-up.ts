import { invalidParameter } from '../base/errors.js';
import type { Attributes, UserPool } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import type { Calling, Metadata } from '../triggers/events.js';
import type { SourceOf } from '../triggers/table.js';
import type { TriggerResponse } from '../triggers/answers.js';
import type { Triggers } from '../triggers/triggers.js';
import { addressNames } from './attributes.js';

/** Somebody who is not in the pool yet. */
export interface Newcomer extends Calling {
  readonly source: SourceOf<'PreSignUp'>;
  readonly userName: string;
  /** Only what was sent. */
  readonly attributes: Attributes;
  readonly validationData?: Metadata | undefined;
}

export interface PreSignUpAnswer {
  readonly confirms: boolean;
  /** `email_verified` and `phone_number_verified`, where the trigger vouches for them. */
  readonly verified: Attributes;
}

const flags = ['autoConfirmUser', 'autoVerifyEmail', 'autoVerifyPhone'] as const;
const verifying = { email: 'autoVerifyEmail', phone_number: 'autoVerifyPhone' } as const;

/** Throws what the trigger fails with: nobody comes into the pool then. */
export const runPreSignUp = async (
  triggers: Triggers,
  pool: UserPool,
  { source, userName, attributes, validationData, ...calling }: Newcomer,
): Promise<PreSignUpAnswer> => {
  const request = { userAttributes: attributes, validationData: validationData ?? null };
  const occasion = { ...calling, pool, source, userName, request };
  const response = (await triggers.run('PreSignUp', occasion, { problemWith })) ?? {};
  const vouched = addressNames.filter((address) => response[verifying[address]] === true);
  // An administrator says by the operation itself what is verified.
  if (source === 'AdminCreateUser') return { confirms: false, verified: {} };
  const missing = vouched.find((address) => (attributes[address] ?? '') === '');
  if (missing !== undefined) throw invalidParameter(unconfirmed.autoVerifyWithoutAddress(missing));
  return {
    confirms: response['autoConfirmUser'] === true,
    verified: Object.fromEntries(vouched.map((address) => [`${address}_verified`, 'true'])),
  };
};

const problemWith = (response: TriggerResponse): string | undefined => {
  const bad = flags.find((flag) => !['boolean', 'undefined'].includes(typeof (response[flag] ?? undefined)));
  return bad === undefined ? undefined : `${bad} is neither true nor false`;
};
