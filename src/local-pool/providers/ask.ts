import type { IdentityProvider } from '../base/model.js';
import { isObject } from '../base/shape.js';
import { ProviderTrouble } from './provider-trouble.js';

const patienceMs = 5000;

export interface Question {
  /** As it stands in a sentence. */
  readonly what: string;
  readonly url: string;
  /** The `error_description` when no answer came in time. */
  readonly late: string;
  readonly form?: URLSearchParams;
  readonly bearer?: string;
  readonly method?: 'GET' | 'POST';
}

export interface Reply {
  readonly status: number;
  /** Empty where the answer was no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks a provider something. Throws ProviderTrouble when no answer comes. */
export const askForJson = async (provider: IdentityProvider, question: Question): Promise<Reply> => {
  const { url, form, bearer, method = form === undefined ? 'GET' : 'POST' } = question;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal,
      headers: {
        Accept: 'application/json',
        ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
      },
      ...(form === undefined ? {} : { body: form }),
    });
    return { status: response.status, body: objectIn(await response.text()) };
  } catch {
    throw noAnswer(provider, question, signal.aborted);
  }
};

const objectIn = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

const noAnswer = (
  { name }: IdentityProvider,
  { what, url, late }: Question,
  isLate: boolean,
): ProviderTrouble => {
  const { origin } = new URL(url);
  if (isLate) {
    const seconds = patienceMs / 1000;
    return new ProviderTrouble(
      late,
      `${what} of ${name} did not come from ${origin} within ${seconds} seconds`,
    );
  }
  const because = `${what} of ${name} could not be had from ${origin}: is that provider running, and does it answer there?`;
  return new ProviderTrouble('Connection reset', because);
};
