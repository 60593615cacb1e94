import type { Express } from 'express';
import { PoolError } from '../base/errors.js';
import type { Address, AuthenticationMethod, Person } from '../base/model.js';
import { redirect } from '../http/answers.js';
import { mountEndpoint } from '../http/endpoint.js';
import { rawQuery, type Exchange } from '../http/exchange.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import { acceptedRequest } from '../oauth/authorize.js';
import { autoVerified } from '../people/auto-verification.js';
import { missingAttributes } from '../people/schema.js';
import { namedBy } from '../people/user-names.js';
import type { Service } from '../service.js';
import { assertAllRequired, attributeFields, attributesIn } from './attribute-fields.js';
import { goToCallback } from './callback.js';
import { mountFormPage, type FormPage } from './form-page.js';
import { renderPage } from './pages.js';
import { confirmedByAdministrator, needsAddress, passwordsDiffer, startOver } from './problems.js';
import { pageForSecondFactor } from './second-factor.js';
import { sentCode } from './sent-code.js';
import { currentStep, endStep, goToStep, personOf, somethingWentWrong, type Visit } from './steps.js';
import { termsLinks } from './terms-links.js';
import { languageOf, problemIn, wordsIn } from './words/language.js';

/** `/signup`, and the pages that only it leads to. */
export const mountSignUp = (app: Express, service: Service): void => {
  mountFormPage(app, service, signUpPage);
  mountFormPage(app, service, confirmPage);
  mountEndpoint(app, service, {
    path: '/resendcode',
    name: 'page',
    get: (exchange) => resendCode(service, exchange),
  });
  mountEndpoint(app, service, {
    path: '/confirmUser',
    name: 'page',
    get: (exchange) => confirmByLink(service, exchange),
  });
};

const signUp = async (visit: Visit): Promise<string> => {
  const { service, exchange, request } = visit;
  const password = exchange.form.get('password') ?? '';
  if (password !== exchange.form.get('passwordConfirmation')) {
    throw passwordsDiffer();
  }
  const username = exchange.form.get('username')?.trim() ?? '';
  const optional = asksOptionalName(request) ? ['name'] : [];
  const attributes = attributesIn(visit, [...attributesToGive(request), ...optional]);
  const all = { ...attributes, ...namedBy(request.pool, username).attributes };
  assertAllRequired(visit, all);
  const address = addressForCode(request);
  if (address !== undefined && all[address] === undefined) throw needsAddress(address);
  const { pool, client } = request;
  const { person, delivery } = await service.signUps.begin(pool, { username, password, attributes, client });
  if (person.status === 'CONFIRMED') return pageForSecondFactor(visit, person, { proved: ['pwd'] });
  if (delivery === undefined) throw confirmedByAdministrator();
  const { destination } = delivery;
  return goToStep(visit, {
    step: 'CONFIRM_SIGN_UP',
    path: '/confirm',
    sub: person.sub,
    data: { destination },
  });
};

const signUpPage: FormPage = {
  path: '/signup',
  view: 'signup',
  data: (visit) => {
    const { exchange, request } = visit;
    if (!request.pool.selfSignUp) return undefined;
    return {
      username: exchange.form.get('username') ?? request.loginHint ?? '',
      fields: attributeFields(visit, attributesToGive(request)),
      terms: termsLinks(visit),
      optionalName: asksOptionalName(request) ? (exchange.form.get('name') ?? '') : undefined,
    };
  },
  submit: signUp,
};

/** What the schema requires besides the address that is the user name, and an address for the code. */
const attributesToGive = (request: AuthorizeRequest): readonly string[] => {
  const [login, otherLogin] = request.pool.usernameAttributes;
  const isClear = login !== undefined && otherLogin === undefined;
  const required = missingAttributes(request.pool, isClear ? { [login]: 'is the user name' } : {});
  const address = addressForCode(request);
  return address === undefined || required.includes(address) ? required : [address, ...required];
};

/** Where people choose a name, the code needs an address: the e-mail address, unless the pool verifies phone numbers only. */
const addressForCode = ({ pool }: AuthorizeRequest): Address | undefined =>
  pool.usernameAttributes.length === 0 ? autoVerified(pool).at(-1) : undefined;

const asksOptionalName = ({ pool, client }: AuthorizeRequest): boolean =>
  !missingAttributes(pool, {}).includes('name') && (client.writeAttributes?.includes('name') ?? true);

const confirmPage: FormPage = {
  path: '/confirm',
  view: 'confirm',
  data: (visit) => {
    const pending = currentStep(visit, 'CONFIRM_SIGN_UP');
    if (pending === undefined) return undefined;
    const code = sentCode(visit.service, personOf(visit, pending), 'sign-up');
    return { destination: pending.data['destination'], sentCode: code };
  },
  submit: async (visit) => {
    const person = personOf(visit, currentStep(visit, 'CONFIRM_SIGN_UP'));
    if (person === undefined) throw startOver();
    const code = visit.exchange.form.get('code')?.trim() ?? '';
    await visit.service.signUps.confirm(person, { code, client: visit.request.client });
    endStep(visit);
    return goToCallback(visit, { person, proved: [confirmedBy(person)] });
  },
};

/** The code that came back is the first factor, as in the API. */
const confirmedBy = ({ attributes }: Person): AuthenticationMethod =>
  attributes['email_verified'] === 'true' ? 'email_otp' : 'sms';

/** `GET /resendcode`: the link on `/confirm`. */
const resendCode = async (service: Service, exchange: Exchange): Promise<void> => {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  const visit = { service, exchange, request };
  const person = personOf(visit, currentStep(visit, 'CONFIRM_SIGN_UP'));
  if (person?.status !== 'UNCONFIRMED') return somethingWentWrong(visit);
  try {
    const { destination } = await service.signUps.resendCode(person, { client: request.client });
    goToStep(visit, { step: 'CONFIRM_SIGN_UP', path: '/confirm', sub: person.sub, data: { destination } });
    redirect(exchange.response, `/confirm${rawQuery(exchange.request)}`);
  } catch (error) {
    await showProblem(service, exchange, error);
  }
};

/** `GET /confirmUser`: the link in a verification mail. */
const confirmByLink = async (service: Service, exchange: Exchange): Promise<void> => {
  const { query } = exchange;
  const words = wordsIn(languageOf(service, exchange));
  const client = service.store.clients.get(query.get('client_id') ?? '');
  const person = client && service.people.find(client.poolId, query.get('user_name') ?? '');
  try {
    if (person === undefined)
      throw new PoolError('CodeMismatchException', 'Invalid verification link.', 'invalidLink');
    const code = query.get('confirmation_code') ?? '';
    await service.signUps.confirm(person, { code, client });
    const notice = { title: words.confirmed, text: words.canSignIn };
    await renderPage(service, exchange, 'notice', notice);
  } catch (error) {
    await showProblem(service, exchange, error);
  }
};

/** For links, which have no form to show a refusal above. */
const showProblem = async (service: Service, exchange: Exchange, error: unknown): Promise<void> => {
  if (!(error instanceof PoolError)) throw error;
  const problem = problemIn(languageOf(service, exchange), error);
  await renderPage(service, exchange, 'error', { error: problem, hint: undefined }, { status: 400 });
};
