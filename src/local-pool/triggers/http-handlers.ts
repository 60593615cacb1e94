import { unconfirmed } from '../base/unconfirmed.js';
import { FailedRun } from './errors.js';
import type { TriggerEvent } from './event-types.js';
import type { CallOptions, Handler, TriggerSource } from './handlers.js';
import { networkReason } from './reason.js';

/** What a URL answers that has no function for a trigger. */
export const notThere = Symbol('there is no function for this trigger');

/** Where the URL says which version of the event of `PreTokenGeneration` it takes. */
const versionParameter = 'PreTokenGeneration';

/** One address for every trigger: each event is posted there. 404 says that there is nothing for this one. */
export const urlSource = (address: string): TriggerSource => {
  const url = new URL(address);
  const handler: Handler = {
    by: 'url',
    mayBeAbsent: true,
    call: (event, options) => postEvent(url, event, options),
  };
  return {
    handler: () => handler,
    tokenVersion: () => url.searchParams.get(versionParameter) ?? undefined,
  };
};

/** A function behind an endpoint that answers Lambda's `Invoke`. */
export const lambdaHandler = (endpoint: string, arn: string): Handler => ({
  by: 'lambda',
  call: (event, options) => invoke(endpoint, arn, { event, options }),
});

/** `arn:aws:lambda:…:function:NAME`, with a version or an alias behind it; anything else is a name. */
const functionName = /^arn:[\w-]+:lambda:[^:]*:[^:]*:function:(?<name>[^:]+)(?::(?<qualifier>.+))?$/u;

const postEvent = async (
  url: URL,
  event: TriggerEvent,
  { context, signal }: CallOptions,
): Promise<unknown> => {
  const headers = {
    'Content-Type': 'application/json',
    ...(context.code === undefined ? {} : { 'x-local-pool-code': encodeURIComponent(context.code) }),
  };
  const answer = await post(url, { headers, body: JSON.stringify(event), signal });
  if (answer.status === 404 || answer.status === 501) return notThere;
  if (answer.status < 300) return parsed(answer.text);
  const message = errorMessageIn(answer.text);
  if (message !== undefined) throw new FailedRun({ kind: 'threw', message });
  throw notInvoked(
    url,
    answer.status,
    answer.status === 429 ? 'TooManyRequestsException' : 'ServiceException',
  );
};

const invoke = async (
  endpoint: string,
  arn: string,
  { event, options: { context, signal } }: { readonly event: TriggerEvent; readonly options: CallOptions },
): Promise<unknown> => {
  const { name = arn, qualifier } = functionName.exec(arn)?.groups ?? {};
  const url = new URL(`/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, endpoint);
  if (qualifier !== undefined) url.searchParams.set('Qualifier', qualifier);
  const headers = {
    'Content-Type': 'application/json',
    'X-Amz-Invocation-Type': 'RequestResponse',
    // Endpoints that stand for several services tell them apart by it; none on this machine checks the signature.
    'Authorization': `AWS4-HMAC-SHA256 Credential=local/20150331/${event.region}/lambda/aws4_request, SignedHeaders=host, Signature=0`,
    ...(context.code === undefined
      ? {}
      : {
          'X-Amz-Client-Context': Buffer.from(JSON.stringify({ custom: { code: context.code } })).toString(
            'base64',
          ),
        }),
  };
  const answer = await post(url, { headers, body: JSON.stringify(event), signal });
  if (answer.status >= 300) throw notInvoked(url, answer.status, answer.errorType ?? 'ServiceException');
  if (answer.functionError === undefined) return parsed(answer.text);
  const message = errorMessageIn(answer.text) ?? answer.functionError;
  throw new FailedRun({ kind: 'threw', message });
};

interface Posted {
  readonly status: number;
  readonly text: string;
  /** `X-Amz-Function-Error`: the function was called, and failed. */
  readonly functionError: string | undefined;
  readonly errorType: string | undefined;
}

const post = async (
  url: URL,
  request: { readonly headers: Record<string, string>; readonly body: string; readonly signal: AbortSignal },
): Promise<Posted> => {
  try {
    const answer = await fetch(url, { ...request, method: 'POST', redirect: 'error' });
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      functionError: answer.headers.get('x-amz-function-error') ?? undefined,
      errorType: answer.headers.get('x-amzn-errortype')?.split(':')[0],
    };
  } catch (error) {
    throw new FailedRun({
      kind: 'not-invoked',
      reason: unconfirmed.unreachableFunction,
      message: `${url.origin} cannot be reached (${networkReason(error)}). Start what is to answer there, or name another address.`,
    });
  }
};

const notInvoked = (url: URL, status: number, reason: string): FailedRun =>
  new FailedRun({
    kind: 'not-invoked',
    reason,
    message: `${url.origin}${url.pathname} answered ${status} (${reason}).`,
  });

/** As Lambda tells what a function threw. */
const errorMessageIn = (text: string): string | undefined => {
  const body = parsed(text);
  const message: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'errorMessage') : undefined;
  return typeof message === 'string' ? message : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
