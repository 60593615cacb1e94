import { clientChangesShape } from '../base/client-shape.js';
import type { UserPool } from '../base/model.js';
import { flag, listOf, object, text, wholeNumber, type Check } from '../base/shape.js';
import { endpoints } from '../http/requests.js';
import type { Service } from '../service.js';
import type { AddPersonOptions } from './changes.js';
import { createControls, type Controls } from './controls.js';
import { plannedFaultFrom, plannedFaultShape } from './fault-shape.js';
import { personShape, poolShape } from './seed-file.js';

const yearMs = 366 * 86_400_000;

/** One request of the control API. Nothing to answer means `{ "ok": true }`. */
export interface ControlAction {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** `:name` in it is given to the action. */
  readonly path: string;
  readonly shape?: Check;
  readonly act: (call: Call) => unknown;
}

interface Call {
  readonly service: Service;
  readonly name: string;
  /** As `shape` found it. */
  readonly body: object;
}

export const controlActions: readonly ControlAction[] = [
  { method: 'get', path: '/clock', act: ({ service }) => ({ now: service.clock.now() }) },
  {
    method: 'post',
    path: '/clock',
    shape: object({ advanceMs: wholeNumber({ from: -yearMs, to: yearMs }) }, ['advanceMs']),
    act: ({ service, body }) => {
      service.clock.advance((body as { readonly advanceMs: number }).advanceMs);
      return { now: service.clock.now() };
    },
  },
  {
    method: 'post',
    path: '/faults',
    shape: plannedFaultShape,
    act: ({ service, body }) => service.faults.add(plannedFaultFrom(body)),
  },
  { method: 'get', path: '/faults', act: ({ service }) => service.faults.list() },
  { method: 'delete', path: '/faults', act: ({ service }) => service.faults.clear() },
  {
    method: 'post',
    path: '/keys/rotate',
    shape: object({ keepOld: flag }),
    act: ({ service, body }) => service.keyrings.get(mainPool(service).id)?.rotate(body),
  },
  {
    method: 'get',
    path: '/requests/:name',
    act: ({ service, name }) => {
      const endpoint = endpoints.find((known) => known === name);
      if (endpoint === undefined) throw new Error(`endpoint must be one of ${endpoints.join(', ')}`);
      return { count: service.requests.count(endpoint), list: service.requests.list(endpoint) };
    },
  },
  { method: 'delete', path: '/requests', act: ({ service }) => service.requests.clear() },
  { method: 'get', path: '/refusals', act: ({ service }) => service.refusals.list() },
  { method: 'delete', path: '/refusals', act: ({ service }) => service.refusals.clear() },
  { method: 'get', path: '/outbox', act: ({ service }) => service.outbox.list() },
  { method: 'delete', path: '/outbox', act: ({ service }) => service.outbox.clear() },
  { method: 'get', path: '/triggers', act: ({ service }) => service.triggers.runs.list() },
  { method: 'delete', path: '/triggers', act: ({ service }) => service.triggers.runs.clear() },
  {
    method: 'post',
    path: '/people',
    shape: personShape,
    act: ({ service, body }) => {
      const person = controlsOf(service).addPerson(body as AddPersonOptions);
      return { sub: person.sub, username: person.username };
    },
  },
  {
    method: 'post',
    path: '/people/:name/groups',
    shape: object({ groups: listOf(text) }, ['groups']),
    act: ({ service, name, body }) => {
      controlsOf(service).setGroups(name, (body as { readonly groups: string[] }).groups);
    },
  },
  {
    method: 'post',
    path: '/people/:name/disable',
    act: ({ service, name }) => controlsOf(service).disablePerson(name),
  },
  {
    method: 'post',
    path: '/revoke-everything',
    act: ({ service }) => controlsOf(service).revokeEverything(),
  },
  {
    method: 'patch',
    path: '/pool',
    shape: poolShape,
    act: ({ service, body }) => controlsOf(service).updatePool(body),
  },
  {
    method: 'patch',
    path: '/clients/:name',
    shape: clientChangesShape,
    act: ({ service, name, body }) => controlsOf(service).updateClient(name, body),
  },
];

const controlsOf = (service: Service): Controls => createControls(service, mainPool(service));

/** The first pool; those that came through the user pools API are managed through it. */
const mainPool = ({ store }: Service): UserPool => {
  const [pool] = store.pools.values();
  if (pool === undefined) throw new Error('The pool is still starting.');
  return pool;
};
