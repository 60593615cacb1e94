import { setTimeout as sleep } from 'node:timers/promises';
import { NotAsked } from './not-asked.js';

/** An answer read whole. A redirect is not followed: where it leads is what is looked at. */
export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** As it came, '' where there is none. */
  readonly location: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>> | URLSearchParams;
  readonly body?: string;
}

export interface Http {
  send(url: string, question?: Question): Promise<Answer>;
  /** How often the other side asked to come back later. */
  throttled(): number;
}

export interface HttpOptions {
  /** Ends the walk. */
  readonly signal: AbortSignal;
  /** Between two requests, in milliseconds: quotas are counted by the second. */
  readonly paceMs: number;
  /** Default: a second, two, four, eight. */
  readonly backOffMs?: readonly number[];
}

const deadlineMs = 15_000;
const patience = [1000, 2000, 4000, 8000];

/** Asks slowly, and again where it was too fast. */
export const createHttp = ({ signal, paceMs, backOffMs = patience }: HttpOptions): Http => {
  let throttled = 0;

  const send = async (url: string, question: Question = {}): Promise<Answer> => {
    for (const waitMs of backOffMs) {
      const answer = await once(url, question);
      if (!isThrottled(answer)) return answer;
      throttled += 1;
      await sleep(waitMs, undefined, { signal });
    }
    return once(url, question);
  };

  const once = async (url: string, question: Question): Promise<Answer> => {
    await sleep(paceMs, undefined, { signal });
    try {
      return await ask(url, question, AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]));
    } catch {
      signal.throwIfAborted();
      // What the network says may quote the address, with the code in it.
      throw new NotAsked('There was no answer: the connection broke off, or it took longer than 15 seconds.');
    }
  };

  return { send, throttled: () => throttled };
};

const ask = async (
  url: string,
  { method, headers = {}, form, body }: Question,
  signal: AbortSignal,
): Promise<Answer> => {
  const content = form === undefined ? body : new URLSearchParams(form).toString();
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url, {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    signal,
    headers: { 'accept-language': 'en', ...type, ...headers },
    ...(content !== undefined && { body: content }),
  });
  return {
    url,
    status: response.status,
    headers: response.headers,
    text: await response.text(),
    location: response.headers.get('location') ?? '',
  };
};

const isThrottled = ({ status, text }: Answer): boolean =>
  status === 429 ||
  status === 503 ||
  (status === 400 && /TooManyRequestsException|Rate exceeded|ThrottlingException/u.test(text));
