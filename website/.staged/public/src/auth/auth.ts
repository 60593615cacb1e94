import type { Request, RequestHandler, Router } from 'express';
import type { BearerRequirements } from './guards/bearer.js';
import type { Guards } from './guards/guards.js';
import type { PoolAbilities } from './pool/provider.js';
import type { ListedSignIn } from './sign-in/sign-out.js';
import type { Claims } from './user.js';

/** One person by the subject that the pool knows them by, or everybody. */
export type WhoseSignIns = { readonly issuer?: string; readonly sub: string } | 'everybody';

/** Everything that a host app mounts and asks. */
export interface Auth extends Guards {
  /**
   * express-session, set up the safe way. Mount it before the router, before every guarded page and before the signed-out
   * page: where that page is reached in the middle of a sign-in, it goes on with the sign-in. A session that the app has of
   * its own comes before it, and is left alone.
   *
   * @example
   * app.use(auth.session);
   * app.use('/auth', auth.router);
   */
  readonly session: RequestHandler;
  /**
   * `/sign-in`, `/callback`, `/sign-out`, `/sign-out-everywhere`, and `/session`, where a script asks who is signed in. Mount it at `mountPath`; elsewhere it says so, with status 500.
   *
   * @see {@link Auth.session} for an example
   */
  readonly router: Router;
  /**
   * Guards an API by access tokens (RFC 6750). It needs no session.
   *
   * @example
   * app.get('/api/orders', auth.requireBearer({ allScopes: ['orders/read'] }), listOrders);
   * @see {@link bearerOf} for what the token says
   */
  requireBearer(requirements?: BearerRequirements): RequestHandler;
  /**
   * What callers of the API can find out before they have a token (RFC 9728): which issuer gives it, what the API is called, and
   * which scopes its routes ask for. Once this is called, the challenges of `requireBearer` name its address.
   *
   * @example
   * app.get('/.well-known/oauth-protected-resource', auth.resourceMetadata());
   */
  resourceMetadata(): RequestHandler;
  /**
   * For every route of the host app that changes something. Put it before whatever reads the body.
   *
   * @example
   * app.post('/profile', auth.requireSameOrigin(), auth.requireSignIn(), saveProfile);
   *
   * `evenToRead`: for a route that calls somebody else in the person's name, such as a proxy with their access token. There
   * reading is refused to other sites as well.
   */
  requireSameOrigin(options?: { readonly evenToRead?: boolean }): RequestHandler;
  /**
   * An access token that is good for a minute more (for less during an outage), refreshed once however many ask. Throws `AuthError`.
   *
   * @example
   * const token = await auth.accessToken(request);
   * await fetch(api, { headers: { authorization: `Bearer ${token}` } });
   */
  accessToken(request: Request): Promise<string>;
  /** An ID token that is as fresh as the access token. Throws `AuthError`. */
  idToken(request: Request): Promise<string>;
  /**
   * Asks the pool for new tokens whatever the present ones have left, once however many ask: after the groups of the person
   * behind the request were changed. From then on `userOf`, `signInOf` and the guards of later requests see the groups of now.
   * Throws `AuthError`: `not_signed_in` when the pool has ended the sign-in, `recent_sign_in_required` without a refresh token.
   *
   * @example
   * app.post('/join-staff', auth.requireSameOrigin(), auth.requireSignIn(), async (request, response) => {
   *   await addToGroup(userOf(request).id, 'staff');
   *   await auth.refreshNow(request);
   *   response.redirect(303, '/staff');
   * });
   */
  refreshNow(request: Request): Promise<void>;
  /**
   * The sign-ins of the person behind the request, newest first. Throws `AuthError` `not_signed_in`.
   *
   * @see {@link Auth.endSignIn} to end one of them
   */
  listSignIns(request: Request): Promise<readonly ListedSignIn[]>;
  /** Ends one of them. False when this person has no such sign-in. */
  endSignIn(request: Request, id: string): Promise<boolean>;
  /**
   * Ends all of them but the one behind the request, and gives how many there were: after a change of the password.
   * Throws `AuthError`; then some may go on, and doing it again is right.
   *
   * @example
   * await changePassword(request);
   * await auth.endOtherSignIns(request);
   */
  endOtherSignIns(request: Request): Promise<number>;
  /**
   * For operators, and for an app whose administrators may do it: ends and revokes the sign-ins of a person, or of
   * everybody, and takes none from before for 24 hours. Gives how many sessions there were. `issuer`: the pool's own
   * unless given. Throws `AuthError`; then some may go on, and doing it again is right.
   */
  endSignInsOf(whose: WhoseSignIns): Promise<number>;
  /**
   * A mark for a form that the person behind the request is shown: the value of a hidden field called `form_mark`. With it,
   * and with `form` given to the guard, what is typed survives the end of the session on the way.
   */
  formMark(request: Request, form: string): string;
  /**
   * What the person had typed into this form when their session ended: by field, once, for ten minutes, and only for whom
   * the form was shown to. Fill the form with it, and let them send it themselves.
   *
   * @example
   * const typed = auth.takeDraft(request, 'profile') ?? profile;
   * response.render('profile', { ...typed, mark: auth.formMark(request, 'profile') });
   */
  takeDraft(request: Request, form: string): Readonly<Record<string, string>> | undefined;
  /**
   * The path, prefix included, that starts a sign-in and comes back to `returnTo`.
   *
   * @example
   * response.render('home', { signInUrl: auth.signInUrl('/account') });
   */
  signInUrl(returnTo?: string): string;
  /** The origin of the user pool domain, for `form-action`: a sign-out form ends there. `undefined` while it cannot be found out. */
  poolOrigin(): Promise<string | undefined>;
  /** The same, as far as it is known without asking. */
  knownPoolOrigin(): string | undefined;
  /**
   * What the pool's userInfo says of the person behind the request (OpenID Connect Core 5.3): asked now, of the same `sub`,
   * and not believed for who somebody is or what they may do. Throws `AuthError`.
   *
   * @example
   * const { phone_number: phone } = await auth.userInfo(request);
   */
  userInfo(request: Request): Promise<Claims>;
  /** What the pool can do, as far as it is known without asking: what a sign-out there has done and has not. */
  knownPoolAbilities(): PoolAbilities | undefined;
  /** Whether the issuer is a Cognito user pool, or something that stands in for one. */
  readonly poolIsCognito: boolean;
  /** For readiness checks: throws `AuthError` while the pool's documents cannot be fetched. */
  checkPool(): Promise<void>;
  /**
   * For stopping, after the last request and before the store is closed: waits until refreshed tokens are kept that
   * the store has not taken yet. With rotation they are the only good ones.
   *
   * @example
   * await auth.settled({ withinMs: 5000 });
   * await store.close();
   */
  settled(options: { readonly withinMs: number }): Promise<void>;
}
