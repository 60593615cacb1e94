import type { Express, NextFunction, Request, Response } from 'express';
import { redirect } from '../http/answers.js';
import { exchangeOf } from '../http/exchange.js';
import { renderPage } from './pages.js';
import type { Service } from '../service.js';

const SHOWN_PEOPLE = 500;
const SHOWN_SIGN_INS = 100;

/** What Cognito does not have: the outbox, and a look at who is in the pool and who is signed in. */
export function mountLocalPages(app: Express, service: Service): void {
  app.use('/_local', requireLocalHost);
  for (const path of ['/', '/_local']) app.get(path, (_req, res) => redirect(res, '/_local/'));
  app.get('/_local/outbox', (req, res) => showOutbox(service, req, res));
  app.get('/_local/', (req, res) => showOverview(service, req, res));
}

/** A page of another name that was made to point here (DNS rebinding) reads no codes. */
export function requireLocalHost(req: Request, res: Response, next: NextFunction): void {
  const { hostname } = req;
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return next();
  res.status(403).json({ error: 'forbidden', message: 'Open this page as 127.0.0.1 or localhost.' });
}

async function showOutbox(service: Service, req: Request, res: Response): Promise<void> {
  const messages = [...service.outbox.list()]
    .reverse()
    .map(({ to, purpose, code, at }) => ({ to, purpose, code, at: time(at) }));
  await renderPage(service, exchangeOf(req, res), 'outbox', { messages }, { language: 'en' });
}

async function showOverview(service: Service, req: Request, res: Response): Promise<void> {
  const { store, addresses, clock, faults } = service;
  const now = clock.now();
  const people = [...store.people.values()].slice(0, SHOWN_PEOPLE).map((person) => ({
    name: person.attributes['email'] ?? person.username,
    status: person.enabled ? person.status : 'DISABLED',
    groups: person.groups.join(', '),
    signIns: store.familiesByPerson.get(person.sub)?.size ?? 0,
  }));
  const signIns = [...store.families.values()].slice(-SHOWN_SIGN_INS).map((family) => ({
    who: store.people.get(family.sub)?.attributes['email'] ?? family.sub,
    client: store.clients.get(family.clientId)?.name ?? family.clientId,
    since: time(family.authTime * 1000),
    until: time(family.expiresAt),
    scopes: family.scopes.join(' '),
  }));
  const browsers = [...store.browserSessions.values()].filter((session) => session.expiresAt > now).length;
  const pools = [...store.pools.values()].map(({ id, issuer }) => ({ id, issuer }));
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
    domain: addresses.domain,
    now: time(now),
  };
  await renderPage(service, exchangeOf(req, res), 'overview', data, { language: 'en' });
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
}
