import { Router, type RequestHandler } from 'express';
import type { Auth, FormOptions, KeptForm } from '../../auth/index.js';
import type { SelfService } from '../../aws/index.js';
import { allowOnly } from '../http-errors.js';
import type { Views } from '../views.js';
import { createTellChange, type AccountEventListener } from './account-events.js';
import { addressPage, cancelChange, changeAddress, confirmAddress, resendCode } from './address.js';
import { addressKinds } from './address-kinds.js';
import { authenticatorPage, confirmAuthenticator, startAuthenticator } from './authenticator.js';
import { requireSelfService } from './availability.js';
import { createCalls } from './calls.js';
import { readForm } from './context.js';
import { deleteAccount, deleteAccountPage } from './delete-account.js';
import { changePassword, passwordPage } from './password.js';
import { profileForm, profilePage, saveProfile } from './profile.js';
import { fieldNames } from './profile-fields.js';
import { changeSecondFactor, forgetDevice, removePasskey, securityPage } from './security.js';

export interface SelfServicePagesOptions {
  readonly auth: Pick<
    Auth,
    | 'requireSignIn'
    | 'requireRecentSignIn'
    | 'requireSameOrigin'
    | 'accessToken'
    | 'refreshNow'
    | 'endOtherSignIns'
    | 'endSignInsOf'
    | 'signInUrl'
    | 'formMark'
    | 'takeDraft'
  >;
  readonly views: Views;
  /** `undefined`: the issuer is none of Cognito's, and the pages say so. */
  readonly selfService: SelfService | undefined;
  /** Whether this site asks for the scope that the API needs. */
  readonly isScopeAsked: boolean;
  /** Holds a page with forms back until its policy can name the pool: a form may lead there, to sign in once more. */
  readonly poolIsKnown: (path: string) => RequestHandler;
  readonly passkeyPage: () => Promise<string | undefined>;
  readonly siteName: string;
  readonly passwordRules?: readonly string[] | undefined;
  readonly onAccountEvent?: AccountEventListener | undefined;
  readonly now: () => number;
}

// A page for a dangerous change opens to whoever has signed in within ten minutes; what they do there may take ten more.
const recentSeconds = 10 * 60;
const recentEnoughSeconds = 2 * recentSeconds;

/** `/account/profile` and `/account/security`, with everything below them. */
export const createSelfServicePages = (options: SelfServicePagesOptions): Router => {
  const { auth, views, selfService, isScopeAsked, now } = options;
  const router = Router();

  const availableFrom = (path: string): RequestHandler =>
    requireSelfService({
      views,
      hasApi: selfService !== undefined,
      isScopeAsked,
      signInUrl: auth.signInUrl(path),
    });

  /** A page, and what its forms do, each at an address below it. */
  const place = (path: string, { page, isDangerous = false, keeps, forms }: Place): void => {
    const address = `${views.basePath}${path}`;
    const available = availableFrom(address);
    const guards = (withinSeconds: number, form: FormOptions): readonly RequestHandler[] => [
      auth.requireSignIn(form),
      available,
      ...(isDangerous ? [auth.requireRecentSignIn({ withinSeconds, ...form })] : []),
    ];
    const get = [...guards(recentSeconds, {}), options.poolIsKnown(path), page];
    const kept: FormOptions = { returnTo: address, ...(keeps !== undefined && { form: keeps }) };
    // The form is read first: what was typed comes back where the session has ended meanwhile.
    const post = (handler: RequestHandler): readonly RequestHandler[] => [
      auth.requireSameOrigin(),
      readForm,
      ...guards(recentEnoughSeconds, kept),
      handler,
    ];
    const own = forms[''];
    const route = router.route(path).get(...get);
    if (own === undefined) route.all(allowOnly('GET'));
    else route.post(...post(own)).all(allowOnly('GET', 'POST'));
    for (const [name, handler] of Object.entries(forms)) {
      if (name !== '')
        router
          .route(`${path}/${name}`)
          .post(...post(handler))
          .all(allowOnly('POST'));
    }
  };

  const tell = createTellChange(options.onAccountEvent);
  const context = { auth, views, calls: createCalls(auth, selfService), tell, now };
  const { siteName, passkeyPage, passwordRules } = options;

  place('/account/profile', {
    page: profilePage(context),
    keeps: { name: profileForm, keeps: fieldNames },
    forms: { '': saveProfile(context) },
  });
  for (const kind of addressKinds) {
    const path = `/account/profile/${kind.path}`;
    place(path, {
      page: addressPage(context, kind),
      keeps: { name: kind.path, keeps: ['address'] },
      isDangerous: true,
      forms: {
        '': changeAddress(context, kind),
        'confirm': confirmAddress(context, kind),
        'resend': resendCode(context, kind),
        'cancel': cancelChange(context, kind),
      },
    });
  }
  const security = { ...context, passkeyPage };
  place('/account/security', {
    page: securityPage(security),
    forms: { 'devices/forget': forgetDevice(security) },
  });
  place('/account/security/second-factor', {
    page: backToSecurity(views),
    isDangerous: true,
    forms: { '': changeSecondFactor(security) },
  });
  place('/account/security/passkeys', {
    page: backToSecurity(views),
    isDangerous: true,
    forms: { remove: removePasskey(security) },
  });
  const password = { ...context, passwordRules };
  place('/account/security/password', {
    page: passwordPage(password),
    isDangerous: true,
    forms: { '': changePassword(password) },
  });
  const authenticator = { ...context, siteName };
  place('/account/security/authenticator', {
    page: authenticatorPage(authenticator),
    isDangerous: true,
    forms: { '': startAuthenticator(authenticator), 'confirm': confirmAuthenticator(authenticator) },
  });
  place('/account/security/delete', {
    page: deleteAccountPage(context),
    isDangerous: true,
    forms: { '': deleteAccount(context) },
  });
  return router;
};

interface Place {
  readonly page: RequestHandler;
  /** Whether it asks for a sign-in of the last few minutes. */
  readonly isDangerous?: boolean;
  /** What comes back of its form where the session has ended on the way. */
  readonly keeps?: KeptForm;
  /** What is sent to the page itself (''), and to addresses below it. */
  readonly forms: Readonly<Record<string, RequestHandler>>;
}

// Where a sign-in leads that one of the security page's own forms has asked for: there the form can be sent again.
const backToSecurity =
  ({ basePath }: Views): RequestHandler =>
  (_request, response) =>
    response.redirect(303, `${basePath}/account/security`);
