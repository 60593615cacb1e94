import type { RequestHandler } from 'express';
import type { Views } from '../views.js';

/**
 * The pool's page that adds a passkey sends people back to the callback of sign-ins, with `result` and nothing else: it takes
 * no other address than a registered one. To be mounted at the callback, before `auth.router`.
 */
export const passkeyReturn = ({ basePath }: Pick<Views, 'basePath'>): RequestHandler =>
  function returnFromPasskeyPage(request, response, next) {
    const { query } = request;
    if (request.method !== 'GET' || typeof query['result'] !== 'string' || Object.keys(query).length !== 1)
      return next();
    const outcome = query['result'] === 'success' ? 'passkey-added' : 'passkey-not-added';
    response.redirect(303, `${basePath}/account/security?outcome=${outcome}`);
  };

/** The page itself (Cognito: "Managed login endpoints", `/passkeys/add`). */
export const passkeyPageAt = (
  poolOrigin: string,
  { clientId, baseUrl }: { readonly clientId: string; readonly baseUrl: string },
): string => {
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: `${baseUrl}/auth/callback` });
  return `${poolOrigin}/passkeys/add?${query.toString()}`;
};
