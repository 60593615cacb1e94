// Functions that Cognito calls on its way: the one table of triggers, the events that go out, what calls a function (in
// this process, from a module, at a URL, behind a Lambda endpoint), what is made of its failures, and the record of every
// run. What an answer changes is the affair of the rooms that ask.

import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import type { UserPool } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { failureIn, nonsense, responseIn, withinTime, type TriggerResponse } from './answers.js';
import { asPoolError, said, type TriggerFailure } from './errors.js';
import type { TriggerContext, TriggerEvent } from './event-types.js';
import { eventOf, type Occasion } from './events.js';
import { lambdaArnOf, lambdaTokenVersion, type Handler, type TriggerSource } from './handlers.js';
import { lambdaHandler, notThere } from './http-handlers.js';
import { createTriggerRuns, type RunRecorder, type TriggerRun } from './runs.js';
import { triggerNames, triggers, type TriggerName } from './table.js';

export interface Triggers {
  readonly runs: RunRecorder;
  /** Whether there is a function; behind a URL that shows when it is called. */
  has(pool: UserPool, name: TriggerName): Promise<'yes' | 'perhaps' | 'no'>;
  /**
   * Undefined where there is no function. Throws a PoolError as Cognito words it where the function fails, takes too
   * long, or answers what is no event.
   */
  run<Name extends TriggerName>(
    name: Name,
    occasion: Occasion<Name>,
    options?: RunOptions,
  ): Promise<TriggerResponse | undefined>;
  /** `V1_0`, `V2_0` or `V3_0`: which event `PreTokenGeneration` gets. */
  tokenVersion(pool: UserPool): string;
  /** Where functions come from; undefined for none. */
  use(source: RefreshableSource | undefined): void;
  useLambdaEndpoint(url: string | undefined): void;
  /** Says what a pool's `LambdaConfig` names and nobody can call. */
  announce(pool: UserPool): void;
}

export interface RunOptions {
  /** For the custom senders alone. */
  readonly code?: string;
  /** What Cognito does not take of an answer, in words for whoever wrote the function. */
  readonly problemWith?: (response: TriggerResponse) => string | undefined;
}

export interface RefreshableSource extends TriggerSource {
  refresh?(): Promise<void>;
}

export interface TriggersOptions {
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** Functions of one's own are for this pool, the first one; others name theirs in `LambdaConfig`. */
  readonly isMain: (pool: UserPool) => boolean;
}

export const createTriggers = ({ clock, log, isMain }: TriggersOptions): Triggers => {
  const runs = createTriggerRuns();
  let given: RefreshableSource | undefined;
  let endpoint: string | undefined;

  /** A function of one's own comes before one that an ARN names; elsewhere it stands in for it where no endpoint does. */
  const handlerFor = (pool: UserPool, name: TriggerName): Handler | undefined => {
    const arn = lambdaArnOf(pool, name);
    const own = given?.handler(name);
    if (own !== undefined && isMain(pool)) return own;
    if (arn === undefined) return undefined;
    return endpoint === undefined ? own : lambdaHandler(endpoint, arn);
  };

  const tokenVersion = (pool: UserPool): string => {
    const handler = handlerFor(pool, 'PreTokenGeneration');
    const own = handler?.by === 'lambda' ? undefined : given?.tokenVersion();
    return own ?? lambdaTokenVersion(pool) ?? 'V1_0';
  };

  const run: Triggers['run'] = async (name, occasion, options = {}) => {
    await given?.refresh?.();
    const { pool, userName } = occasion;
    const event = eventOf(name, occasion, tokenVersion(pool));
    const handler = handlerFor(pool, name);
    if (handler === undefined && lambdaArnOf(pool, name) === undefined) return undefined;
    const at = clock.now();
    const end = runs.begin({
      at,
      trigger: name,
      source: event.triggerSource,
      userPoolId: pool.id,
      userName,
      by: handler?.by ?? 'none',
      outcome: 'running',
      event,
    });
    if (handler === undefined) {
      end({ outcome: 'skipped', message: noEndpoint });
      return undefined;
    }
    const finish = (change: Partial<TriggerRun>): void => end({ ...change, took: clock.now() - at });
    try {
      const response = await ask(handler, event, { name, at, ...options });
      if (response === undefined) finish({ outcome: 'skipped', message: notAtUrl });
      else finish({ outcome: 'answered', response });
      return response;
    } catch (error) {
      const failure = failureIn(error);
      log(said(name, failure));
      finish({ outcome: outcomes[failure.kind], message: failure.message });
      throw asPoolError(name, failure);
    }
  };

  const ask = async (
    handler: Handler,
    event: TriggerEvent,
    { name, at, code, problemWith }: RunOptions & { readonly name: TriggerName; readonly at: number },
  ): Promise<TriggerResponse | undefined> => {
    const context: TriggerContext = {
      functionName: name,
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => Math.max(0, at + unconfirmed.triggerTimeoutMs - clock.now()),
      ...(code === undefined ? {} : { code }),
    };
    const answer = await withinTime(clock, (signal) => handler.call(event, { context, signal }));
    if (answer === notThere) return undefined;
    const response = 'isAsynchronous' in triggers[name] ? {} : responseIn(event, answer);
    const problem = problemWith?.(response);
    if (problem !== undefined) throw nonsense(problem);
    return response;
  };

  const has: Triggers['has'] = async (pool, name) => {
    await given?.refresh?.();
    const handler = handlerFor(pool, name);
    if (handler === undefined) return 'no';
    return handler.mayBeAbsent === true ? 'perhaps' : 'yes';
  };

  const announce = (pool: UserPool): void => {
    const unserved = triggerNames.filter(
      (name) => lambdaArnOf(pool, name) !== undefined && handlerFor(pool, name) === undefined,
    );
    if (unserved.length === 0) return;
    log(
      `LambdaConfig of ${pool.id} names functions for ${unserved.join(', ')} that do not run. ${noEndpoint}`,
    );
  };

  return {
    runs,
    has,
    run,
    tokenVersion,
    use: (source) => {
      given = source;
    },
    useLambdaEndpoint: (url) => {
      endpoint = url;
    },
    announce,
  };
};

const noEndpoint =
  'Name what answers Invoke with --lambda-endpoint (lambdaEndpoint in code), or give functions with --triggers (triggers).';

const notAtUrl = 'The URL has no function for this trigger.';

const outcomes: Readonly<Record<TriggerFailure['kind'], TriggerRun['outcome']>> = {
  'threw': 'failed',
  'timed-out': 'timed-out',
  'unrecognizable': 'unrecognizable',
  'not-invoked': 'not-invoked',
};
