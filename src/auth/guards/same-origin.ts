import type { Request } from 'express';
import { AuthError } from '../errors.js';

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
  if (fetchSite === undefined && claimed === undefined) throw crossSite('no_origin');
  if (fetchSite !== undefined && fetchSite !== 'same-origin') throw crossSite('sec_fetch_site');
  // With `Referrer-Policy: no-referrer` browsers write `Origin: null` on the site's own forms (Fetch, "append a
  // request Origin header"), so a null says nothing where Sec-Fetch-Site has spoken, and is refused where it has not.
  const isMuted = claimed === 'null' && fetchSite === 'same-origin';
  if (claimed !== undefined && claimed !== origin && !isMuted) throw crossSite('origin');
};

/** Throws `AuthError` `cross_site` when another site embeds an address that only a person may open. */
export const refuseEmbedding = ({ headers }: Pick<Request, 'headers'>): void => {
  const destination = headers['sec-fetch-dest'];
  const isElsewhere = headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin';
  if (isElsewhere && destination !== undefined && destination !== 'document') throw crossSite('embedded');
};

const crossSite = (reason: string): AuthError => new AuthError('cross_site', { reason });
