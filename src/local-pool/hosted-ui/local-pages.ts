import type { Express, Request, Response } from 'express';
import { redirect } from '../http/answers.js';
import { exchangeOf } from '../http/exchange.js';
import { requireLocalHost } from '../http/local-host.js';
import type { Service } from '../service.js';
import { renderPage } from './pages.js';

const shownPeople = 500;
const shownSignIns = 100;
const shownRefusals = 20;

/** What Cognito does not have: the outbox, and a look at who is in the pool and who is signed in. */
export const mountLocalPages = (app: Express, service: Service): void => {
  app.use('/_local', requireLocalHost(service.origins));
  for (const path of ['/', '/_local']) app.get(path, (_request, response) => redirect(response, '/_local/'));
  app.get('/_local/outbox', (request, response) => showOutbox(service, request, response));
  app.get('/_local/triggers', (request, response) => showTriggers(service, request, response));
  app.get('/_local/', (request, response) => showOverview(service, request, response));
};

/** What a code is for, in words. */
const purposes: Readonly<Partial<Record<string, string>>> = {
  'sign-up': 'Confirm the account',
  'forgot-password': 'Set a new password',
  'verify-attribute': 'Confirm the address',
  'mfa': 'Second factor',
};

const showOutbox = async (service: Service, request: Request, response: Response): Promise<void> => {
  const messages = [...service.outbox.list()].reverse().map(({ to, purpose, code, subject, text, at }) => ({
    to,
    purpose: purposes[purpose] ?? purpose,
    code,
    subject,
    text,
    at: time(at),
    iso: new Date(at).toISOString(),
  }));
  await renderPage(service, exchangeOf(request, response), 'outbox', { messages }, { language: 'en' });
};

const showTriggers = async (service: Service, request: Request, response: Response): Promise<void> => {
  const runs = service.triggers.runs
    .list()
    .toReversed()
    .map((run) => ({
      at: time(run.at),
      source: run.source,
      userName: run.userName,
      by: run.by,
      outcome: run.outcome,
      message: run.message,
      took: run.took,
      event: JSON.stringify(run.event, null, 2),
      answer: run.response === undefined ? undefined : JSON.stringify(run.response, null, 2),
    }));
  await renderPage(service, exchangeOf(request, response), 'triggers', { runs }, { language: 'en' });
};

const showOverview = async (service: Service, request: Request, response: Response): Promise<void> => {
  const { store, origins, clock, faults, refusals } = service;
  const now = clock.now();
  const people = [...store.people.values()].slice(0, shownPeople).map((person) => ({
    name: person.attributes['email'] ?? person.username,
    status: person.enabled ? person.status : 'DISABLED',
    groups: person.groups.join(', '),
    signIns: store.familiesByPerson.get(person.sub)?.size ?? 0,
  }));
  const signIns = [...store.families.values()].slice(-shownSignIns).map((family) => ({
    who: store.people.get(family.sub)?.attributes['email'] ?? family.sub,
    client: store.clients.get(family.clientId)?.name ?? family.clientId,
    since: time(family.authTime * 1000),
    until: time(family.expiresAt),
    scopes: family.scopes.join(' '),
  }));
  const browsers = [...store.browserSessions.values()].filter((session) => session.expiresAt > now).length;
  const pools = [...store.pools.values()].map(({ id, issuer, domain = '' }) => ({ id, issuer, domain }));
  const clients = [...store.clients.values()].map(({ id, name }) => ({ id, name }));
  const planned = faults.list().map(({ endpoint, fault, times }) => ({ endpoint, kind: fault.kind, times }));
  const data = {
    people,
    morePeople: store.people.size - people.length,
    signIns,
    browsers,
    pools,
    clients,
    faults: planned,
    refusals: refusals
      .list()
      .slice(-shownRefusals)
      .reverse()
      .map(({ at, request: asked, error, because }) => ({ at: time(at), asked, error, because })),
    domain: origins.domain,
    now: time(now),
  };
  await renderPage(service, exchangeOf(request, response), 'overview', data, { language: 'en' });
};

const time = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
