import type { IdentityProvider } from '../base/model.js';
import { parameter, rawQuery } from '../http/exchange.js';
import { isOnThisMachine } from '../providers/openid-provider.js';
import { chosenProvider, providersOf } from '../oauth/identity-providers.js';
import { beginsWithName, goToFirstFactor } from './first-factor.js';
import type { FormPage } from './form-page.js';
import { passkeyOffer } from './passkey-host.js';
import { goToPasskeyPage } from './passkey-sign-in.js';
import { signInByPassword } from './sign-in.js';
import type { Visit } from './steps.js';
import { languageOf, wordsIn } from './words/language.js';

/** `/login`: takes every parameter of `/oauth2/authorize`; its form goes to the same address and query. */
export const loginPage: FormPage = {
  path: '/login',
  view: 'login',
  name: 'login',
  data: (visit) => {
    const { service, exchange, request } = visit;
    return {
      username: parameter(exchange.form, 'username') ?? request.loginHint ?? '',
      canSignUp: request.pool.selfSignUp,
      ...problemWith(visit),
      passkey: passkeyOffer(visit),
      beginsWithName: beginsWithName(visit),
      hasPasswords: request.client.identityProviders.includes('COGNITO'),
      providers: providersOf(service, request.client).map((provider) => ({
        name: shownName(visit, provider),
        url: `/oauth2/authorize${withProvider(rawQuery(exchange.request), provider.name)}`,
      })),
    };
  },
  submit: async (visit) => {
    const { form } = visit.exchange;
    const username = parameter(form, 'username')?.trim() ?? '';
    if (form.has('passkey')) return goToPasskeyPage(visit, username);
    // A password that comes along is taken all the same: scripts send both, as the form of other pools does.
    if (beginsWithName(visit) && !form.has('password')) return goToFirstFactor(visit, username);
    const password = form.get('password') ?? '';
    return signInByPassword(visit, { username: parameter(form, 'username') ?? '', password });
  },
};

/** In Cognito's words in English, for a provider that is not among this client's. */
const problemWith = ({ service, exchange, request }: Visit): { readonly problem?: string } => {
  const { identityProvider } = request;
  const isKnown = identityProvider === 'COGNITO' || chosenProvider(service, request) !== undefined;
  if (identityProvider === undefined || isKnown || exchange.request.method === 'POST') return {};
  return { problem: wordsIn(languageOf(service, exchange)).unknownProvider };
};

/** A provider that is only simulated is said to be. */
const shownName = ({ service, exchange }: Visit, provider: IdentityProvider): string =>
  isOnThisMachine(provider) ? provider.name : wordsIn(languageOf(service, exchange)).simulated(provider.name);

const withProvider = (query: string, name: string): string => {
  const parameters = new URLSearchParams(query);
  parameters.set('identity_provider', name);
  return `?${parameters.toString()}`;
};
