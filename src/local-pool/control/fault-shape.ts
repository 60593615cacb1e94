import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Change } from '../base/change.js';
import {
  checkOf,
  flag,
  isObject,
  listOf,
  mapOf,
  object,
  oneOf,
  text,
  wholeNumber,
  type Check,
} from '../base/shape.js';
import type { Fault, PlannedFault } from '../http/faults.js';
import { endpoints } from '../http/requests.js';

const longestWaitMs = 3_600_000;
const largestAnswer = 256 * 1024 * 1024;

interface Members {
  readonly members: Readonly<Record<string, Check>>;
  readonly required: readonly string[];
}

const anything = checkOf({}, () => []);
const changes = mapOf(anything);
const wait = wholeNumber({ from: 0, to: longestWaitMs });

const headersShape = checkOf({ type: 'object' }, (value, path) => {
  const problems = mapOf(text)(value, path);
  if (problems.length > 0) return problems;
  return Object.entries(value as Record<string, string>).flatMap(([name, content]) => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, content);
      return [];
    } catch {
      return [`${path}.${name} is no header that HTTP can carry`];
    }
  });
});

const membersOf: Readonly<Record<Fault['kind'], Members>> = {
  'delay': { members: { ms: wait }, required: ['ms'] },
  'status': {
    members: {
      status: wholeNumber({ from: 200, to: 599 }),
      body: checkOf({ type: 'string' }, (value, path) =>
        typeof value === 'string' ? [] : [`${path} must be a text`],
      ),
      headers: headersShape,
    },
    required: ['status'],
  },
  'broken-json': { members: {}, required: [] },
  'oversize': {
    members: { bytes: wholeNumber({ from: 14, to: largestAnswer }), gzip: flag },
    required: ['bytes'],
  },
  'drop': { members: {}, required: [] },
  'silence': { members: {}, required: [] },
  'slow-body': {
    members: { chunkBytes: wholeNumber({ from: 1, to: largestAnswer }), everyMs: wait },
    required: ['chunkBytes', 'everyMs'],
  },
  'token': {
    members: {
      of: oneOf('id', 'access'),
      header: changes,
      claims: changes,
      signature: oneOf('foreign', 'empty', 'none', 'hs256', 'ps256', 'es256'),
    },
    required: ['of'],
  },
  'token-response': { members: { change: changes }, required: ['change'] },
  'discovery': { members: { change: changes }, required: ['change'] },
  'callback-error': { members: { error: text, description: text }, required: ['error'] },
  'jwks': { members: { keys: listOf(mapOf(anything)) }, required: ['keys'] },
};

const faultShape = checkOf({ type: 'object' }, (value, path) => {
  const kind: unknown = isObject(value) ? value['kind'] : undefined;
  const isKnown = oneOf(...Object.keys(membersOf))(kind, `${path}.kind`);
  if (isKnown.length > 0) return isKnown;
  const { members, required } = membersOf[kind as Fault['kind']];
  return object({ kind: anything, ...members }, required)(value, path);
});

/** A planned fault as it comes in JSON: `jwks` takes a list of `keys` there, since JSON has no functions. */
export const plannedFaultShape = object(
  { endpoint: oneOf(...endpoints), fault: faultShape, times: wholeNumber({ from: 1, to: 1_000_000 }) },
  ['endpoint', 'fault'],
);

interface FaultInJson {
  readonly kind: string;
  readonly keys?: readonly object[];
  readonly change?: Change;
  readonly claims?: Change;
  readonly header?: Change;
}

/** What `plannedFaultShape` let through, as the pool has it. JSON has no `undefined`: there `null` removes a member. */
export const plannedFaultFrom = (body: object): PlannedFault => {
  const { fault, ...rest } = body as { readonly fault: FaultInJson } & Pick<
    PlannedFault,
    'endpoint' | 'times'
  >;
  const { keys, ...others } = fault;
  const change = keys === undefined ? others.change : (): readonly object[] => keys;
  const members = {
    ...others,
    ...(change !== undefined && { change: typeof change === 'function' ? change : withoutNulls(change) }),
    ...(others.claims !== undefined && { claims: withoutNulls(others.claims) }),
    ...(others.header !== undefined && { header: withoutNulls(others.header) }),
  };
  return { ...rest, fault: members as Fault };
};

/** A change as JSON can say it, where `null` stands for the `undefined` that removes a member. */
const withoutNulls = (change: Change): Change =>
  Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, value === null ? undefined : value]),
  );
