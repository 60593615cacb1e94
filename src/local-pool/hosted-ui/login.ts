import { PoolError } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { parameter, rawQuery } from '../http/exchange.js';
import { chosenProvider, providersOf } from '../oauth/identity-providers.js';
import { runPreAuthentication } from '../people/authentication-triggers.js';
import type { FormPage } from './form-page.js';
import { passkeyOffer } from './passkey-host.js';
import { goToPasskeyPage } from './passkey-sign-in.js';
import { pageAfterPassword } from './sign-in.js';
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
      hasPasswords: request.client.identityProviders.includes('COGNITO'),
      providers: providersOf(service, request.client).map(({ name }) => ({
        name,
        url: `/oauth2/authorize${withProvider(rawQuery(exchange.request), name)}`,
      })),
    };
  },
  submit: async (visit) => {
    const { form } = visit.exchange;
    if (form.has('passkey')) return goToPasskeyPage(visit, parameter(form, 'username')?.trim() ?? '');
    return pageAfterPassword(visit, await authenticate(visit));
  },
};

/** In Cognito's words in English, for a provider that is not among this client's. */
const problemWith = ({ service, exchange, request }: Visit): { readonly problem?: string } => {
  const { identityProvider } = request;
  const isKnown = identityProvider === 'COGNITO' || chosenProvider(service, request) !== undefined;
  if (identityProvider === undefined || isKnown || exchange.request.method === 'POST') return {};
  return { problem: wordsIn(languageOf(service, exchange)).unknownProvider };
};

const authenticate = async ({ service, exchange, request }: Visit): Promise<Person> => {
  const { pool, client } = request;
  const username = parameter(exchange.form, 'username') ?? '';
  const password = exchange.form.get('password') ?? '';
  const person =
    service.people.find(pool.id, username) ??
    (await service.migrations.forSignIn(pool, { client, username, password }));
  if (person === undefined && !client.preventUserExistenceErrors) {
    throw new PoolError('UserNotFoundException', 'User does not exist.');
  }
  await runPreAuthentication(service.triggers, { pool, client, person, username });
  // Somebody who was brought over without a password has none to check: a new one is asked for.
  if (person?.status === 'RESET_REQUIRED' && person.password === undefined) return person;
  return service.proofs.checkPassword(person, password);
};

const withProvider = (query: string, name: string): string => {
  const parameters = new URLSearchParams(query);
  parameters.set('identity_provider', name);
  return `?${parameters.toString()}`;
};
