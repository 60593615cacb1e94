import { createHash } from 'node:crypto';
import type { Express } from 'express';
import { redirect } from '../http/answers.js';
import { mountEndpoint } from '../http/endpoint.js';
import { parameter, rawQuery, type Exchange } from '../http/exchange.js';
import { linkedPerson } from '../people/linked-identities.js';
import type { Attributes, FederatedSignIn, IdentityProvider, Person } from '../base/model.js';
import { readAuthorizeRequest, type AuthorizeRequest } from '../oauth/authorize-request.js';
import { finishSignIn } from '../oauth/finish-sign-in.js';
import { describeFailure, PROVIDER_FAILURES } from './provider-failures.js';
import { errorRedirect, toErrorPage, withQuery } from '../oauth/redirects.js';
import { randomToken, sha256 } from '../base/random.js';
import type { Service } from '../service.js';
import { beginBrowserSession } from '../oauth/browser-session.js';
import { emptyCsrfState, hasCsrfState } from '../oauth/csrf-state.js';
import { mountFormPage, type FormPage } from './form-page.js';
import { chosenProvider } from '../oauth/identity-providers.js';
import { mappedAttributes, mappingProblem } from './mapped-attributes.js';
import type { Visit } from './steps.js';

const ROUND_TRIP_MS = 5 * 60_000;

/** A simulated social provider: its page, and the pool's `/oauth2/idpresponse` that it comes back to. */
export function mountFederation(app: Express, service: Service): void {
  mountFormPage(app, service, providerPage);
  mountEndpoint(app, service, {
    path: '/oauth2/idpresponse',
    name: 'page',
    get: (exchange) => idpResponse(service, exchange),
  });
}

/** SAML, Apple, Amazon and Facebook are not sent the hint. */
const TAKES_LOGIN_HINT: ReadonlySet<string> = new Set(['Google', 'OIDC']);

const providerPage: FormPage = {
  path: '/_local/identity-provider',
  view: 'identity-provider',
  data: ({ service, request }) => {
    const provider = chosenProvider(service, request);
    if (provider === undefined) return undefined;
    const hint = TAKES_LOGIN_HINT.has(provider.type) ? (request.loginHint ?? '') : '';
    return { provider: provider.name, hint, failures: PROVIDER_FAILURES };
  },
  submit: (visit) => {
    const { form } = visit.exchange;
    if (form.has('cancel')) return cancelled(visit);
    const email = parameter(form, 'email') ?? 'someone@example.com';
    const name = parameter(form, 'name') ?? email.split('@')[0] ?? '';
    return leaveProvider(visit, { email, name, email_verified: 'true' });
  },
};

function cancelled({ service, request }: Visit): string {
  const { redirectUri, state } = request;
  return service.settings.errorShape === 'documented'
    ? withQuery(redirectUri, { error: 'access_denied', state })
    : withQuery(redirectUri, { error_description: 'User cancelled', state, error: 'access_denied' });
}

function leaveProvider({ service, exchange, request }: Visit, attributes: Record<string, string>): string {
  const code = randomToken();
  const provider = chosenProvider(service, request);
  const asked = parameter(exchange.form, 'failure');
  const failure = PROVIDER_FAILURES.find((known) => known === asked);
  service.store.federatedSignIns.set(sha256(code), {
    providerName: provider?.name ?? '',
    query: rawQuery(exchange.req),
    poolId: request.pool.id,
    attributes,
    ...(failure && provider ? { failure: describeFailure(failure, provider) } : {}),
    expiresAt: service.clock.now() + ROUND_TRIP_MS,
  });
  const state = parameter(exchange.query, 'idp_state');
  return withQuery('/oauth2/idpresponse', { code, state });
}

async function idpResponse(service: Service, exchange: Exchange): Promise<void> {
  const code = parameter(exchange.query, 'code') ?? '';
  const signIn = takeSignIn(service, code);
  const provider = signIn && service.store.identityProviders.get(`${signIn.poolId}/${signIn.providerName}`);
  const outcome = readAuthorizeRequest(service, new URLSearchParams(signIn?.query));
  const isOwn = hasCsrfState(exchange, parameter(exchange.query, 'state') ?? '');
  if (!isOwn || signIn === undefined || provider === undefined || outcome.kind !== 'accepted') {
    return toErrorPage(exchange, { code: code.slice(0, 12) });
  }
  emptyCsrfState(exchange);
  await finish({ service, exchange, request: outcome.request }, { provider, signIn });
}

function takeSignIn({ store, clock }: Service, code: string): FederatedSignIn | undefined {
  const key = sha256(code);
  const signIn = store.federatedSignIns.get(key);
  store.federatedSignIns.delete(key);
  return signIn !== undefined && signIn.expiresAt > clock.now() ? signIn : undefined;
}

async function finish(
  { service, exchange, request }: Visit,
  { provider, signIn }: { provider: IdentityProvider; signIn: FederatedSignIn },
): Promise<void> {
  if (signIn.failure !== undefined) {
    return redirect(exchange.res, refusal(service, request, signIn.failure));
  }
  const known =
    service.people.find(signIn.poolId, usernameOf(signIn)) ??
    linkedPerson(service.store, signIn, accountOf(signIn));
  const mapped = mappedAttributes(provider, { ...signIn.attributes, sub: accountOf(signIn) });
  const problem = whatKeepsOut(request, { provider, known, mapped });
  if (problem !== undefined) return redirect(exchange.res, refusal(service, request, problem));
  const person = known ?? addFederated(service, { provider, signIn, request });
  service.people.setAttributes(person, mapped);
  const session = beginBrowserSession(service, exchange, person);
  // Cognito makes a nonce up for the provider and lets it through to the ID token when the client sent none.
  redirect(
    exchange.res,
    await finishSignIn(service, { ...request, nonce: request.nonce ?? randomToken() }, session),
  );
}

/** Why somebody whom the provider vouches for does not get in, as `error_description`. */
function whatKeepsOut(
  request: AuthorizeRequest,
  { provider, known, mapped }: { provider: IdentityProvider; known: Person | undefined; mapped: Attributes },
): string | undefined {
  if (known?.enabled === false) return 'User is not enabled';
  const problem = mappingProblem(request, { known, mapped });
  if (problem !== undefined || known !== undefined || provider.preSignUpError === undefined) return problem;
  return `PreSignUp failed with error ${provider.preSignUpError}. `;
}

function refusal(service: Service, { redirectUri, state }: AuthorizeRequest, description: string): string {
  return errorRedirect(service, { redirectUri, state, error: 'invalid_request', description });
}

function addFederated(
  service: Service,
  {
    provider,
    signIn,
    request,
  }: { provider: IdentityProvider; signIn: FederatedSignIn; request: AuthorizeRequest },
): Person {
  const person = service.people.add(request.pool, {
    username: usernameOf(signIn),
    attributes: {},
    status: 'EXTERNAL_PROVIDER',
  });
  person.identities = [
    {
      userId: accountOf(signIn),
      providerName: provider.name,
      providerType: provider.type,
      issuer: null,
      primary: 'true',
      dateCreated: String(service.clock.now()),
    },
  ];
  person.groups = [service.people.ensureGroup(request.pool.id, `${request.pool.id}_${provider.name}`).name];
  return person;
}

/** `Provider_id`: how Cognito names people from elsewhere. */
function usernameOf(signIn: FederatedSignIn): string {
  return `${signIn.providerName}_${accountOf(signIn)}`;
}

/** The same address always has the same account there. */
function accountOf({ attributes }: FederatedSignIn): string {
  const digest = createHash('sha256')
    .update(attributes['email'] ?? '')
    .digest();
  return digest.readBigUInt64BE().toString().padStart(20, '1');
}
