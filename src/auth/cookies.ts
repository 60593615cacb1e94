import type { CookieOptions, Request } from 'express';

/**
 * What every cookie of this site has in common; the same attributes are needed to delete one. Lax and not Strict: the callback
 * is a navigation that comes from the pool's site, and with Strict the browser would leave the cookies of the sign-in at home.
 */
export const cookieAttributes = ({ isHttps }: { readonly isHttps: boolean }) =>
  ({ httpOnly: true, secure: isHttps, sameSite: 'lax', path: '/' }) as const satisfies CookieOptions;

/** `__Host-` makes browsers refuse the cookie from any other host and over plain http (RFC 6265bis 4.1.3.2). */
export const cookieName = (name: string, { isHttps }: { readonly isHttps: boolean }): string =>
  isHttps ? `__Host-${name}` : name;

/** The cookies of a request whose names begin with `prefix`, as pairs of the rest of the name and the value. */
export const cookiesNamed = (request: Request, prefix: string): readonly (readonly [string, string])[] =>
  (request.headers.cookie ?? '').split(';').flatMap((pair): [string, string][] => {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    return name.startsWith(prefix) ? [[name.slice(prefix.length), pair.slice(equals + 1).trim()]] : [];
  });
