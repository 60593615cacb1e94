import { awsOperations, awsReasons } from '../../aws/index.js';
import {
  accountEvents,
  authEvents,
  closedReasons,
  errorCodes,
  eventReasons,
  failureReasons,
  httpStatuses,
  nothing,
  sessionEndReasons,
  storeOperations,
} from './label-values.js';
import { counter, gauge, histogram } from './instruments.js';

const usualBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const poolBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
// A store that is well answers within a millisecond, and one that does not within half a second is given up.
const storeBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
// People read, type, look for a code in their mail.
const tripBuckets = [1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600];

// The routes that the code has written; a router gives no list of them before they are used.
const mostRoutes = 200;

/** Every metric of a site but those of the process. The labels that have lists can have no other value, but `other`. */
export const createFamilies = () => ({
  requests: histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route.',
    labels: {
      method: ['GET', 'HEAD', 'POST', 'OPTIONS'],
      route: { most: mostRoutes },
      status: httpStatuses,
    },
    buckets: usualBuckets,
  }),
  failures: counter({
    name: 'failed_requests_total',
    help: 'Requests that ended in an error of ours or of a part that we depend on, by code and reason.',
    labels: { code: [...errorCodes, 'unexpected'], reason: [nothing, ...failureReasons] },
  }),
  events: counter({
    name: 'auth_events_total',
    help: 'What happened around signing in, by event, code and reason.',
    labels: {
      event: authEvents,
      code: [nothing, ...errorCodes, 'invalid_grant', 'unexpected'],
      reason: eventReasons,
    },
  }),
  accountEvents: counter({
    name: 'account_events_total',
    help: 'What people changed about their own account, by event.',
    labels: { event: accountEvents },
  }),
  signInsStarted: counter({
    name: 'sign_ins_started_total',
    help: 'Browsers that were sent to the pool: a person, a step-up, a silent look, or once more on the same trip.',
    labels: { kind: ['person', 'step_up', 'silent', 'again'] },
  }),
  signInsCompleted: histogram({
    name: 'sign_in_duration_seconds',
    help: 'How long sign-ins took that succeeded, from the redirect to the session, by kind.',
    labels: { kind: ['person', 'step_up', 'silent'] },
    buckets: tripBuckets,
  }),
  signInsFailed: counter({
    name: 'sign_ins_failed_total',
    help: 'Sign-ins that ended in an error, by code.',
    labels: { code: errorCodes },
  }),
  sessionsOpened: counter({
    name: 'sessions_opened_total',
    help: 'Sessions that began.',
    labels: {},
  }),
  sessionsEnded: counter({
    name: 'sessions_ended_total',
    help: 'Sessions that ended and of which that was told, by reason.',
    labels: { reason: [...sessionEndReasons, 'signed_out', 'signed_out_everywhere', 'ended_by_person'] },
  }),
  refreshes: counter({
    name: 'token_refreshes_total',
    help: 'Refreshes by outcome: failed_for_now is tried again, refused ends the session, failed is another final failure.',
    labels: { outcome: ['refreshed', 'failed_for_now', 'refused', 'failed'] },
  }),
  refreshDuration: histogram({
    name: 'token_refresh_duration_seconds',
    help: 'How long refreshes took, from the question to the store.',
    labels: {},
    buckets: usualBuckets,
  }),
  refreshWait: histogram({
    name: 'token_refresh_wait_seconds',
    help: 'How long requests waited for a refresh that another request made, here or in another process.',
    labels: { refreshed: ['here', 'elsewhere'] },
    buckets: usualBuckets,
  }),
  poolCalls: histogram({
    name: 'pool_call_duration_seconds',
    help: 'How long calls to the user pool took, by endpoint and outcome.',
    labels: {
      endpoint: ['discovery', 'jwks', 'token', 'revoke', 'userInfo'],
      outcome: [...httpStatuses, ...failureReasons, ...errorCodes, 'unexpected'],
    },
    buckets: poolBuckets,
  }),
  awsCalls: histogram({
    name: 'aws_call_duration_seconds',
    help: 'How long calls of the AWS SDK took, to the user pools API and to identity pools, by operation, outcome and reason.',
    labels: {
      operation: awsOperations,
      outcome: ['ok', 'refused', ...errorCodes, 'unexpected'],
      reason: [nothing, ...awsReasons],
    },
    buckets: poolBuckets,
  }),
  storeCalls: histogram({
    name: 'store_call_duration_seconds',
    help: 'How long calls to the session store took, by operation and outcome.',
    labels: { operation: storeOperations, outcome: ['ok', ...failureReasons, ...errorCodes, 'unexpected'] },
    buckets: storeBuckets,
  }),
  leases: counter({
    name: 'store_leases_total',
    help: 'Leases by what they are for: taken, contended (somebody else has it), or lost before it was given back.',
    labels: { lease: ['refresh', 'end'], outcome: ['taken', 'contended', 'lost'] },
  }),
  limits: counter({
    name: 'limits_hit_total',
    help: 'How often a limit of the site stopped something, by limit.',
    labels: {
      limit: ['requests', 'redirect_loop', 'pool_calls', 'sessions_per_person', 'memory_store', 'ending'],
    },
  }),
  closed: counter({
    name: 'connections_closed_total',
    help: 'Connections that were closed or refused because their callers ask more than they take, by reason.',
    labels: { reason: closedReasons },
  }),
  ready: gauge({
    name: 'site_part_ready',
    help: 'Whether a part that readiness depends on is well: 1 or 0.',
    labels: { part: ['store', 'pool'] },
  }),
  linesLost: counter({
    name: 'log_lines_lost_total',
    help: 'Lines of the log that could not be written.',
    labels: {},
  }),
});

export type Families = ReturnType<typeof createFamilies>;
