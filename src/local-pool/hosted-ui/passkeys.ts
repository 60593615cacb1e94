import { PoolError } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { redirect } from '../http/answers.js';
import { parameter, rawQuery, type Exchange } from '../http/exchange.js';
import { readAuthorizeRequest } from '../oauth/authorize-request.js';
import { readBrowserSession } from '../oauth/browser-session.js';
import { toErrorPage, withQuery } from '../oauth/redirects.js';
import { hasXsrfToken, issueXsrfToken } from '../oauth/xsrf.js';
import type { Service } from '../service.js';
import { renderPage } from './pages.js';
import { parsedJson } from './parsed-json.js';
import { passkeyHost } from './passkey-host.js';
import { currentStep, endStep, goToStep, pendingPerson, type Visit } from './steps.js';
import { languageOf, problemIn, wordsIn } from './words/language.js';

const handoverMs = 60_000;
const path = '/passkeys/add';

/** Somebody at `/passkeys/add` with a live sign-in, which takes `client_id` and `redirect_uri` only. */
interface Adding {
  readonly visit: Visit;
  readonly person: Person;
}

/** `GET /passkeys/add`. A browser that is not signed in goes back with `result=invalid_session`. */
export const showAddPasskey = async (service: Service, exchange: Exchange): Promise<void> => {
  const visit = acceptedVisit(service, exchange);
  if (visit === undefined || takeHandover(visit)) return;
  const person = whoAdds(visit);
  if (person === undefined) return backToClient(visit, 'invalid_session');
  await showForm({ visit, person });
};

/** `POST /passkeys/add`: what the browser has made; then back to the client. */
export const addPasskey = async (service: Service, exchange: Exchange): Promise<void> => {
  const visit = acceptedVisit(service, exchange);
  if (visit === undefined) return;
  const person = whoAdds(visit);
  const host = passkeyHost(visit);
  if (person === undefined || host.kind !== 'here') return backToClient(visit, 'invalid_session');
  if (!hasXsrfToken(exchange)) {
    const again = `${path}${rawQuery(exchange.request)}`;
    return renderPage(service, exchange, 'stale-form', { again }, { status: 403 });
  }
  const { pool, client } = visit.request;
  try {
    const who = { pool, client, person, relyingPartyId: host.relyingPartyId };
    await service.passkeys.finishRegistration(who, parsedJson(exchange.form.get('credential')));
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    return showForm({ visit, person }, new PoolError(error.code, error.message, 'passkeyRefused'));
  }
  if (currentStep(visit, 'ADD_PASSKEY') !== undefined) endStep(visit);
  backToClient(visit, unconfirmed.passkeyAdded);
};

const acceptedVisit = (service: Service, exchange: Exchange): Visit | undefined => {
  const query = new URLSearchParams(exchange.query);
  if (!query.has('response_type')) query.set('response_type', 'code');
  const outcome = readAuthorizeRequest(service, query);
  if (outcome.kind === 'accepted') return { service, exchange, request: outcome.request };
  toErrorPage(exchange, outcome.kind === 'page' ? outcome.parameters : { error: outcome.error });
  return undefined;
};

const backToClient = ({ exchange, request }: Visit, result: string): void =>
  redirect(exchange.response, withQuery(request.redirectUri, { result }));

/** Whose browser this is, or who came over from the other name of this host. */
const whoAdds = (visit: Visit): Person | undefined => {
  const { service, exchange, request } = visit;
  const session = readBrowserSession(service, exchange, request.client);
  if (session !== undefined) return service.store.people.get(session.sub);
  return currentStep(visit, 'ADD_PASSKEY') === undefined
    ? undefined
    : pendingPerson(visit, 'ADD_PASSKEY').person;
};

const showForm = async ({ visit, person }: Adding, problem?: PoolError): Promise<void> => {
  const { service, exchange, request } = visit;
  const { pool, client, redirectUri } = request;
  const language = languageOf(service, exchange);
  const words = wordsIn(language);
  const host = passkeyHost(visit);
  if (host.kind !== 'here') {
    const elsewhere = host.kind === 'elsewhere' ? handover(visit, person, host.origin) : undefined;
    const text = elsewhere === undefined ? words.noPasskeys : undefined;
    const notice = { title: words.addPasskey, text, elsewhere, back: redirectUri };
    return renderPage(service, exchange, 'notice', notice, { client });
  }
  const who = { pool, client, person, relyingPartyId: host.relyingPartyId };
  const data = {
    title: words.addPasskey,
    ceremony: 'create',
    options: JSON.stringify(service.passkeys.beginRegistration(who)),
    action: `${path}${rawQuery(exchange.request)}`,
    xsrfToken: issueXsrfToken(exchange),
    problem: problem === undefined ? undefined : problemIn(language, problem),
    back: redirectUri,
    backLabel: words.back,
  };
  const status = problem === undefined ? 200 : 400;
  await renderPage(service, exchange, 'passkey', data, { client, status, hasScript: true });
};

/**
 * The cookie of a sign-in at 127.0.0.1 does not reach localhost, where passkeys work: the link says once, for a minute, who
 * comes along it.
 */
const handover = ({ service, exchange, request }: Visit, { sub }: Person, origin: string): string => {
  const pending = {
    poolId: request.pool.id,
    clientId: request.client.id,
    sub,
    challenge: 'HANDOVER',
    data: {},
  };
  const query = new URLSearchParams(exchange.query);
  query.set('handover', service.challenges.begin(pending, handoverMs));
  return `${origin}${path}?${query.toString()}`;
};

/** Remembers who came along the link, and shows the page without it in the address. */
const takeHandover = (visit: Visit): boolean => {
  const { service, exchange, request } = visit;
  const handle = parameter(exchange.query, 'handover');
  if (handle === undefined) return false;
  const pending = service.challenges.find(handle);
  service.challenges.end(handle);
  const query = new URLSearchParams(exchange.query);
  query.delete('handover');
  if (pending?.challenge === 'HANDOVER' && pending.clientId === request.client.id) {
    goToStep(visit, { step: 'ADD_PASSKEY', path, sub: pending.sub });
  }
  redirect(exchange.response, `${path}?${query.toString()}`);
  return true;
};
