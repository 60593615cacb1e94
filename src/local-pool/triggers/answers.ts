import type { Clock } from '../base/clock.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { FailedRun, type TriggerFailure } from './errors.js';
import type { TriggerEvent } from './event-types.js';
import { messageOf } from './reason.js';

/** `response` of the event that a function gave back. */
export type TriggerResponse = Readonly<Record<string, unknown>>;

/** Waits as long as Cognito does, in the pool's time. Throws a FailedRun, or what the call throws. */
export const withinTime = async (
  clock: Clock,
  call: (signal: AbortSignal) => Promise<unknown>,
): Promise<unknown> => {
  const { triggerTimeoutMs } = unconfirmed;
  const controller = new AbortController();
  let callOff = (): void => undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    callOff = clock.after(triggerTimeoutMs, () => {
      const message = `${triggerTimeoutMs / 1000} s have passed.`;
      reject(new FailedRun({ kind: 'timed-out', message }));
      controller.abort();
    });
  });
  try {
    return await Promise.race([call(controller.signal), tooLate]);
  } finally {
    callOff();
  }
};

const commonFields = [
  'version',
  'triggerSource',
  'region',
  'userPoolId',
  'callerContext',
  'request',
] as const;

/** The whole event has to come back. Throws a FailedRun. */
export const responseIn = (event: TriggerEvent, answer: unknown): TriggerResponse => {
  if (!isRecord(answer)) {
    throw nonsense(answer === undefined ? 'it answered nothing; return the event' : 'it is no object');
  }
  const lost = commonFields.filter((field) => answer[field] === undefined || answer[field] === null);
  if (lost.length > 0) throw nonsense(`${lost.join(', ')} of the event is missing; return the whole event`);
  const changed = (['version', 'triggerSource', 'userPoolId'] as const).find(
    (field) => answer[field] !== event[field],
  );
  if (changed !== undefined) throw nonsense(`${changed} is another than that of the event`);
  const { response } = answer;
  if (!isRecord(response)) throw nonsense('its response is no object');
  return response;
};

export const nonsense = (message: string): FailedRun => new FailedRun({ kind: 'unrecognizable', message });

export const failureIn = (error: unknown): TriggerFailure =>
  error instanceof FailedRun ? error.failure : { kind: 'threw', message: messageOf(error) };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
