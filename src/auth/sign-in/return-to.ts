import type { Settings } from '../options.js';
import { linkParameters, type StepUp } from './step-up-link.js';

const longest = 2048;
// Printable, without what the URL Standard encodes in a path and in a query alike, so that no address a browser shows holds
// it: blank, " < > and, which it takes for a slash, the backslash.
const heldByUrls = /^[!#-;=?-[\]-~]*$/;
// The origin is never looked at by anyone: it only lets the URL parser answer "does this leave the site?".
const anywhere = 'https://site.invalid';

/** Decides which paths of this site somebody may be sent to after signing in. */
export interface ReturnTo {
  /** `value` when it is a path of this site that is safe to redirect to, else the site's home. */
  safe(value: unknown): string;
  /**
   * The path, prefix included, that starts a sign-in and comes back to `returnTo`, made safe; without one, to the home. It asks
   * for as much as `stepUp` does.
   */
  signInUrl(returnTo?: string, stepUp?: StepUp): string;
  /** The path of the request at hand, as the browser sees it, made safe. Of a form that was sent: that of its page. */
  ofRequest(request: { readonly method: string; readonly originalUrl: string }, formPage?: string): string;
}

/** Where the site and its sign-in routes are. */
export interface ReturnToDeps {
  readonly settings: Pick<Settings, 'basePath' | 'mountPath'>;
}

/**
 * Only a path of this site may be returned to (RFC 9700 §4.11.1). The path must not lie under the
 * sign-in routes either, or a person would go round in circles.
 */
export const createReturnTo = ({ settings: { basePath, mountPath } }: ReturnToDeps): ReturnTo => {
  const home = `${basePath}/`;
  const signInRoutes = `${basePath}${mountPath}`.toLowerCase();

  const isSafe = (value: string): boolean => {
    if (value.length > longest || !heldByUrls.test(value)) return false;
    if (!value.startsWith('/') || value.startsWith('//')) return false;
    if (!URL.canParse(value, anywhere)) return false;
    const url = new URL(value, anywhere);
    if (url.origin !== anywhere || url.username !== '' || url.password !== '') return false;
    // What parsers make of the path counts, not how it was spelled: `/.//evil` becomes `//evil`.
    if (url.pathname.startsWith('//')) return false;
    return isOfSite(url.pathname) && !isSignInRoute(url.pathname);
  };

  const isOfSite = (path: string): boolean => path === basePath || path.startsWith(home);

  const isSignInRoute = (path: string): boolean => {
    const plain = decodedForComparison(path).toLowerCase();
    return plain === signInRoutes || plain.startsWith(`${signInRoutes}/`);
  };

  const safe = (value: unknown): string => (typeof value === 'string' && isSafe(value) ? value : home);

  return {
    safe,
    signInUrl(returnTo, stepUp = {}) {
      const query = new URLSearchParams({ return_to: safe(returnTo), ...linkParameters(stepUp) });
      return `${basePath}${mountPath}/sign-in?${query.toString()}`;
    },
    ofRequest({ method, originalUrl }, formPage) {
      // A form that was sent cannot be sent again by a redirect, so it is not a place to return to.
      if (method !== 'GET' && method !== 'HEAD') return safe(formPage);
      const isWithPrefix = originalUrl === basePath || originalUrl.startsWith(home);
      // Behind a proxy that strips the prefix, the request's own path lacks it.
      return safe(isWithPrefix ? originalUrl : `${basePath}${originalUrl}`);
    },
  };
};

const decodedForComparison = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
