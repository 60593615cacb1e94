import type { Request, Response } from 'express';
import { cookieAttributes, cookieName, cookiesNamed } from '../cookies.js';
import type { Settings } from '../options.js';
import type { Sealer } from '../seal.js';

/** Whether this browser was asked, without a page, who is in front of it. It is asked once, until it is closed. */
export interface SilentTries {
  /** `never`: it shows no cookie at all, so it may be one that keeps none, and would be asked for ever. */
  stateOf(request: Request): 'never' | 'may be asked' | 'asked';
  /** Shows the browser a cookie, so that it may be asked the next time. */
  allow(response: Response): void;
  markAsked(response: Response): void;
  /** Whoever signs out is not to be signed in again without having asked. Where no page asks, nothing is said. */
  markSignedOut(response: Response): void;
  /** A page of this site asks. */
  use(): void;
}

/** What seals the cookie. */
export interface SilentTriesDeps {
  readonly settings: Pick<Settings, 'isHttps' | 'clientId'>;
  readonly sealer: Sealer;
}

const id = 'silent';

/** A cookie without an end of its own, which browsers forget when they are closed. It lies beside the pending sign-ins and opens as none. */
export const createSilentTries = ({ settings, sealer }: SilentTriesDeps): SilentTries => {
  const name = `${cookieName('signin', settings)}.${id}`;
  const attributes = cookieAttributes(settings);
  const purpose = `silent sign-in of ${settings.clientId}`;
  const keep = (response: Response, state: string): void => {
    response.cookie(name, sealer.seal(state, purpose), attributes);
  };
  let isInUse = false;

  return {
    stateOf(request) {
      if ((request.headers.cookie ?? '') === '') return 'never';
      const states = cookiesNamed(request, name)
        .filter(([rest]) => rest === '')
        .map(([, sealed]) => sealer.open(sealed, purpose));
      return states.includes('asked') ? 'asked' : 'may be asked';
    },
    allow: (response) => keep(response, 'may be asked'),
    markAsked: (response) => keep(response, 'asked'),
    markSignedOut: (response) => {
      if (isInUse) keep(response, 'asked');
    },
    use: () => {
      isInUse = true;
    },
  };
};
