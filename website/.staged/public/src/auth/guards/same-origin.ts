import type { Request, RequestHandler } from 'express';
import { AuthError, refuseUnless } from '../errors.js';
import type { Events } from '../events.js';
import type { Settings } from '../options.js';
import type { Reason } from '../reasons.js';
import { visitOf } from '../sign-in/visit.js';

/** Middlewares that refuse what another site makes a browser do, with `AuthError` `cross_site`. */
export interface SameOrigin {
  /** For every route that changes something. */
  readonly require: RequestHandler;
  /** For a route that another site may not even read from: pages of this one, and whoever types the address. */
  readonly requireEvenToRead: RequestHandler;
  /** For a request that only a person may cause: not an image, not a frame. Throws `AuthError` `cross_site`. */
  readonly refuseEmbedding: (request: Request) => void;
}

/** What refusing other sites is made of. */
export interface SameOriginDeps {
  readonly settings: Pick<Settings, 'origin'>;
  readonly events: Events;
}

/** Says where requests come from by what browsers say of them; no token in forms, no state to keep. */
export const createSameOrigin = ({ settings, events }: SameOriginDeps): SameOrigin => {
  const tellIfRefused = (request: Request, check: () => void): void => {
    try {
      check();
    } catch (error) {
      if (error instanceof AuthError)
        events.emit({ type: 'cross_site_refused', reason: error.reason ?? error.code }, request);
      throw error;
    }
  };

  return {
    require: function requireSameOrigin(request, _response, next) {
      tellIfRefused(request, () => refuseCrossSite(request, settings.origin));
      next();
    },
    requireEvenToRead: function requireSameOriginEvenToRead(request, _response, next) {
      tellIfRefused(request, () => {
        refuseCrossSite(request, settings.origin);
        refuseForeignReader(request, settings.origin);
      });
      next();
    },
    refuseEmbedding: (request) => tellIfRefused(request, () => refuseEmbedding(request)),
  };
};

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Throws `AuthError` `cross_site` for an unsafe request that another site may have caused. Browsers say where
 * a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; a request with neither is not from a
 * browser that can be believed, and is refused. `same-site` is refused as well: a sibling host is not this site.
 */
export const refuseCrossSite = (request: Pick<Request, 'method' | 'headers'>, origin: string): void => {
  if (safeMethods.has(request.method)) return;
  const fetchSite = request.headers['sec-fetch-site'];
  const claimed = request.headers.origin;
  expectSameSite(fetchSite !== undefined || claimed !== undefined, 'no_origin');
  expectSameSite(fetchSite === undefined || fetchSite === 'same-origin', 'sec_fetch_site');
  // With `Referrer-Policy: no-referrer` browsers write `Origin: null` on the site's own forms (Fetch, "append a
  // request Origin header"), so a null says nothing where Sec-Fetch-Site has spoken, and is refused where it has not.
  const isMuted = claimed === 'null' && fetchSite === 'same-origin';
  expectSameSite(claimed === undefined || claimed === origin || isMuted, 'origin');
};

/**
 * Throws `AuthError` `cross_site` for any request that a page of another site makes, also one that only reads. Browsers
 * would not show it the answer, but whatever answers has been asked by then. A request that says nothing of where it comes from is not
 * of a page that a browser shows today.
 */
export const refuseForeignReader = ({ headers }: Pick<Request, 'headers'>, origin: string): void => {
  const fetchSite = headers['sec-fetch-site'];
  expectSameSite(fetchSite === undefined || ['same-origin', 'none'].includes(fetchSite), 'sec_fetch_site');
  const isMuted = headers.origin === 'null' && fetchSite === 'same-origin';
  expectSameSite(headers.origin === undefined || headers.origin === origin || isMuted, 'origin');
};

/** Throws `AuthError` `cross_site` when a page embeds an address that only a person may open. */
export const refuseEmbedding = (request: Pick<Request, 'headers'>): void =>
  expectSameSite(visitOf(request) !== 'embedded', 'embedded');

const expectSameSite = (isRight: boolean, reason: Reason): void =>
  refuseUnless(isRight, reason, 'cross_site');
