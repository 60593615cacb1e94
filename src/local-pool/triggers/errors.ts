import { PoolError } from '../base/errors.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { triggers, type TriggerName } from './table.js';

/** Why a run came to nothing. `message` is for whoever runs the pool; what the caller hears stands in `asPoolError`. */
export type TriggerFailure =
  /** The function threw: its own words. */
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'timed-out'; readonly message: string }
  /** What it answered is no event, or says what Cognito does not take. */
  | { readonly kind: 'unrecognizable'; readonly message: string }
  /** It could not be called: `reason` is AWS's name for why. */
  | { readonly kind: 'not-invoked'; readonly reason: string; readonly message: string };

/** A failure on its way out of a handler. */
export class FailedRun extends Error {
  readonly failure: TriggerFailure;

  constructor(failure: TriggerFailure) {
    super(failure.message);
    this.name = 'FailedRun';
    this.failure = failure;
  }
}

/** As the user pools API and the hosted pages tell it. Cognito adds the full stop, after another one too. */
export const asPoolError = (name: TriggerName, failure: TriggerFailure): PoolError => {
  const shown = unconfirmed.triggerNames[name] ?? name;
  switch (failure.kind) {
    case 'threw':
      return new PoolError('UserLambdaValidationException', `${shown} failed with error ${failure.message}.`);
    case 'timed-out':
      return new PoolError(unconfirmed.triggerTimeout.code, unconfirmed.triggerTimeout.message);
    case 'unrecognizable':
      return unrecognizable();
    case 'not-invoked':
      return new PoolError(
        'UnexpectedLambdaException',
        `${shown} invocation failed due to error ${failure.reason}.`,
      );
  }
};

const unrecognizable = (): PoolError =>
  new PoolError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/** A sign-in by challenges of one's own, in a pool that has no function to make them. */
export const notConfigured = (): PoolError =>
  new PoolError('UnexpectedLambdaException', 'null invocation failed due to configuration.');

/** What a run says of itself in the log. */
export const said = (name: TriggerName, { kind, message }: TriggerFailure): string => {
  const { prefix } = triggers[name];
  switch (kind) {
    case 'threw':
      return `The trigger ${name} failed: ${message}`;
    case 'timed-out':
      return `The trigger ${name} did not answer in time: ${message}`;
    case 'unrecognizable':
      return `What the trigger ${name} answered is not the ${prefix} event that Cognito takes: ${message}`;
    case 'not-invoked':
      return `The trigger ${name} could not be called: ${message}`;
  }
};
