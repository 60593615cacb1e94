import type { Express } from 'express';
import { entryOf } from '../base/levels.js';
import { redirect } from '../http/answers.js';
import { mountEndpoint } from '../http/endpoint.js';
import { rawQuery, type Exchange } from '../http/exchange.js';
import { acceptedRequest } from '../oauth/authorize.js';
import { readBrowserSession } from '../oauth/browser-session.js';
import { checkLevel } from '../oauth/level-check.js';
import { isMfaMethod } from '../people/second-factor.js';
import { stillToShow } from '../people/reach.js';
import type { Service } from '../service.js';
import { goToCodePage } from './second-factor.js';

/**
 * `/stepUp`, a path of ours: somebody is signed in, and a client asks for a level for which a code is missing. Whatever
 * else is missing begins at `/login`.
 */
export const mountStepUp = (app: Express, service: Service): void => {
  mountEndpoint(app, service, {
    path: '/stepUp',
    name: 'page',
    get: (exchange) => stepUp(service, exchange),
  });
};

const stepUp = async (service: Service, exchange: Exchange): Promise<void> => {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  const { pool, client, levels = [] } = request;
  const session = readBrowserSession(service, exchange, client);
  const person = service.store.people.get(session?.sub ?? '');
  const isStepUp = session !== undefined && checkLevel(service, request, session) === 'step-up';
  const proved = session?.methods ?? [];
  const next = isStepUp && person && stillToShow(pool, person, { levels, proved, entry: entryOf(client) });
  if (!isMfaMethod(next) || person === undefined) {
    return redirect(exchange.response, `/login${rawQuery(exchange.request)}`);
  }
  const asking = { method: next, isSetUp: false, proved, isStepUp: true };
  redirect(exchange.response, await goToCodePage({ service, exchange, request }, person, asking));
};
