import type { Express } from 'express';
import { PoolError } from '../base/errors.js';
import type { Attributes, FederatedSignIn, IdentityProvider, Person } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { redirect } from '../http/answers.js';
import { mountEndpoint } from '../http/endpoint.js';
import { parameter, rawQuery, type Exchange } from '../http/exchange.js';
import { readAuthorizeRequest, type AuthorizeRequest } from '../oauth/authorize-request.js';
import { beginBrowserSession } from '../oauth/browser-session.js';
import { emptyCsrfState, hasCsrfState } from '../oauth/csrf-state.js';
import { finishSignIn } from '../oauth/finish-sign-in.js';
import { chosenProvider } from '../oauth/identity-providers.js';
import { meetsLevels, unmetLevels } from '../oauth/level-check.js';
import { methodOfAcr, providerMethod } from '../oauth/provider-levels.js';
import { describeRefusal, errorRedirect, toErrorPage, withQuery } from '../oauth/redirects.js';
import { runPostAuthentication, runPreAuthentication } from '../people/authentication-triggers.js';
import { linkedPerson } from '../people/linked-identities.js';
import type { Service } from '../service.js';
import { accountOf, addFederated, usernameOf, type Returned } from './federated-person.js';
import { mountFormPage, type FormPage } from './form-page.js';
import { arrivingAttributes } from './inbound-federation.js';
import { mappingProblem } from './mapped-attributes.js';
import { fromOpenIdProvider } from './openid-return.js';
import { assertedAs } from './saml-attributes.js';
import { describeFailure, providerFailures } from './provider-failures.js';
import type { Visit } from './steps.js';

/** Where providers send people back to. A SAML one would send a form; its simulation only comes there. */
const returnPaths = { openId: '/oauth2/idpresponse', saml: '/saml2/idpresponse' } as const;

const roundTripMs = 5 * 60_000;

/** A simulated social provider: its page, and the addresses of the pool that it comes back to. */
export const mountFederation = (app: Express, service: Service): void => {
  mountFormPage(app, service, providerPage);
  for (const path of Object.values(returnPaths)) {
    mountEndpoint(app, service, {
      path,
      name: 'page',
      get: (exchange) => idpResponse(service, exchange),
    });
  }
};

/** SAML, Apple, Amazon and Facebook are not sent the hint. */
const takesLoginHint: ReadonlySet<string> = new Set(['Google', 'OIDC']);

const providerPage: FormPage = {
  path: '/_local/identity-provider',
  view: 'identity-provider',
  data: ({ service, request }) => {
    const provider = chosenProvider(service, request);
    if (provider === undefined) return undefined;
    const hint = takesLoginHint.has(provider.type) ? (request.loginHint ?? '') : '';
    return { provider: provider.name, hint, failures: providerFailures };
  },
  submit: (visit) => {
    const { form } = visit.exchange;
    if (form.has('cancel')) return cancelled(visit);
    const email = parameter(form, 'email') ?? 'someone@example.com';
    const name = parameter(form, 'name') ?? email.split('@')[0] ?? '';
    return leaveProvider(visit, { email, name, email_verified: 'true' });
  },
};

const cancelled = ({ service, request }: Visit): string => {
  const { redirectUri, state } = request;
  return service.settings.errorShape === 'documented'
    ? withQuery(redirectUri, { error: 'access_denied', state })
    : withQuery(redirectUri, { error_description: 'User cancelled', state, error: 'access_denied' });
};

const leaveProvider = ({ service, exchange, request }: Visit, attributes: Record<string, string>): string => {
  const code = randomToken();
  const provider = chosenProvider(service, request);
  const asked = parameter(exchange.form, 'failure');
  const failure = providerFailures.find((known) => known === asked);
  service.store.federatedSignIns.set(sha256(code), {
    providerName: provider?.name ?? '',
    query: rawQuery(exchange.request),
    poolId: request.pool.id,
    attributes: provider?.type === 'SAML' ? assertedAs(provider, attributes) : attributes,
    ...(failure && provider ? { failure: describeFailure(failure, provider) } : {}),
    expiresAt: service.clock.now() + roundTripMs,
  });
  const state = parameter(exchange.query, 'idp_state');
  return withQuery(provider?.type === 'SAML' ? returnPaths.saml : returnPaths.openId, { code, state });
};

const idpResponse = async (service: Service, exchange: Exchange): Promise<void> => {
  const code = parameter(exchange.query, 'code') ?? '';
  const isOwn = hasCsrfState(exchange, parameter(exchange.query, 'state') ?? '');
  const signIn =
    takeSignIn(service, code) ?? (isOwn ? await fromOpenIdProvider(service, exchange) : undefined);
  const provider = signIn && service.store.identityProviders.get(`${signIn.poolId}/${signIn.providerName}`);
  const outcome = readAuthorizeRequest(service, new URLSearchParams(signIn?.query));
  if (!isOwn || signIn === undefined || provider === undefined || outcome.kind !== 'accepted') {
    return toErrorPage(exchange, { code: code.slice(0, 12) });
  }
  emptyCsrfState(exchange);
  await finish({ service, exchange, request: outcome.request }, { provider, signIn });
};

const takeSignIn = ({ store, clock }: Service, code: string): FederatedSignIn | undefined => {
  const key = sha256(code);
  const signIn = store.federatedSignIns.get(key);
  store.federatedSignIns.delete(key);
  return signIn !== undefined && signIn.expiresAt > clock.now() ? signIn : undefined;
};

/** What a trigger says against a sign-in is told at the callback, with a blank behind it. */
const finish = async (visit: Visit, returned: Returned): Promise<void> => {
  try {
    await signInFederated(visit, returned);
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    redirect(visit.exchange.response, refusal(visit.service, visit.request, describeRefusal(error)));
  }
};

const signInFederated = async (
  { service, exchange, request }: Visit,
  { provider, signIn }: Returned,
): Promise<void> => {
  if (signIn.failure !== undefined) {
    return redirect(exchange.response, failed(service, request, signIn));
  }
  const { pool, client } = request;
  const userName = usernameOf(signIn);
  const known =
    service.people.find(signIn.poolId, userName) ?? linkedPerson(service.store, signIn, accountOf(signIn));
  const claims = { ...signIn.attributes, sub: accountOf(signIn) };
  const { triggers } = service;
  const mapped = await arrivingAttributes(triggers, {
    pool,
    client,
    provider,
    userName,
    claims,
    ...(signIn.said && { said: signIn.said }),
  });
  const problem = whatKeepsOut(request, { provider, known, mapped });
  if (problem !== undefined) return redirect(exchange.response, refusal(service, request, problem));
  if (known !== undefined) {
    await runPreAuthentication(triggers, { pool, client, person: known, username: known.username });
    service.people.setAttributes(known, mapped);
  }
  const person = known ?? (await addFederated(service, { provider, signIn, request, mapped }));
  const isReal = signIn.userId !== undefined;
  const methods = [isReal ? methodOfAcr(provider, signIn.acr) : providerMethod(provider, request)];
  if (!meetsLevels(request, methods)) return redirect(exchange.response, unmetLevels(service, request));
  if (known !== undefined && unconfirmed.postAuthenticationAtPages) {
    await runPostAuthentication(triggers, person, { pool, client, newDeviceUsed: false });
  }
  const session = beginBrowserSession(service, exchange, { person, client, methods });
  // Cognito makes a nonce up for the provider and lets it through to the ID token when the client sent none.
  redirect(
    exchange.response,
    await finishSignIn(service, exchange, {
      request: { ...request, nonce: request.nonce ?? signIn.nonce ?? randomToken() },
      session,
    }),
  );
};

/** Why somebody whom the provider vouches for does not get in, as `error_description`. */
const whatKeepsOut = (
  request: AuthorizeRequest,
  {
    provider,
    known,
    mapped,
  }: { readonly provider: IdentityProvider; readonly known: Person | undefined; readonly mapped: Attributes },
): string | undefined => {
  if (known?.enabled === false) return 'User is not enabled';
  const problem = mappingProblem(request, { known, mapped });
  if (problem !== undefined || known !== undefined || provider.preSignUpError === undefined) return problem;
  return `PreSignUp failed with error ${provider.preSignUpError}. `;
};

/** The error is the provider's own where it refused somebody, as with whoever cancels at a simulated one. */
const failed = (
  service: Service,
  request: AuthorizeRequest,
  { failure = '', failureCode = 'invalid_request' }: FederatedSignIn,
): string => {
  if (failureCode === 'invalid_request') return refusal(service, request, failure);
  const { redirectUri, state } = request;
  return withQuery(redirectUri, { error_description: failure, state, error: failureCode });
};

const refusal = (service: Service, { redirectUri, state }: AuthorizeRequest, description: string): string =>
  errorRedirect(service, { redirectUri, state, error: 'invalid_request', description });
