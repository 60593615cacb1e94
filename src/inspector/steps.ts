import { adviceFor, explained } from './advice.js';
import { catalogue, type StepName } from './catalogue.js';
import type { Field } from './fields.js';
import type { Exchange, Happening, PoolCall, StoreCall } from './recording.js';
import { crossSiteReasonIn, failureIn, kindOf, type Story } from './stories.js';
import { isCallback, isSignedOutPage, isSignOut, startedSignIn, tookThePlace } from './telling.js';
import type { TokenView } from './token-view.js';

/** One step of a story, as it happened. */
export interface Step {
  readonly name: StepName;
  readonly beganMs: number;
  /** `undefined`: it was not measured, because it is not done here. */
  readonly durationMs?: number | undefined;
  readonly sent: readonly Field[];
  readonly received: readonly Field[];
  readonly tokens: readonly TokenView[];
  /** How often it happened in a row. */
  readonly times: number;
  readonly failure?: StepFailure | undefined;
  /** Which of several requests at once it is of: `A`, `B`, and so on. */
  readonly request?: string | undefined;
}

/** What a step failed on. */
export interface StepFailure {
  readonly code: string;
  readonly reason?: string | undefined;
  /** What that means, and what to change. */
  readonly meaning?: string | undefined;
  readonly hint?: string | undefined;
  readonly address?: string | undefined;
  readonly clockAheadSeconds?: number | undefined;
}

type Made = Pick<Step, 'name' | 'beganMs'> & Partial<Step>;

const step = (made: Made): Step => ({ sent: [], received: [], tokens: [], times: 1, ...made });

/** The steps of a story in the order in which they happened. */
export const stepsOf = ({ kind, exchanges }: Story): readonly Step[] => {
  const areAtOnce = kind === 'refresh' && exchanges.length > 1;
  const steps = exchanges
    .slice(0, mostDrawn)
    .flatMap((exchange, index) => stepsIn(exchange, areAtOnce ? letters[index] : undefined));
  return foldRepeated([...steps, ...unseenSteps(exchanges)].toSorted((a, b) => a.beganMs - b.beganMs));
};

const letters = 'ABCDEF';
// More requests than that, all waiting for one refresh, show nothing more.
const mostDrawn = letters.length;

const stepsIn = (exchange: Exchange, request: string | undefined): readonly Step[] => {
  const inside = exchange.happenings.flatMap((happening) => stepsFrom(happening, exchange));
  const isTold = inside.some(({ name }) => name === 'wait');
  const waited = exchange.sharedWith === undefined || isTold ? [] : [waitStep(exchange)];
  const steps = [askStep(exchange), ...inside, ...waited];
  const told = [...withFailure(steps, exchange), ...answerSteps(exchange)];
  return request === undefined ? told : told.map((one) => Object.assign({}, one, { request }));
};

const signInStart = (exchange: Exchange): boolean =>
  startedSignIn(exchange) !== undefined || exchange.path.endsWith('/auth/sign-in');

const askStep = (exchange: Exchange): Step => {
  const { method, path, query, beganMs } = exchange;
  const name = nameOfAsking(exchange);
  return step({ name, beganMs, sent: [{ name: method, value: path }, ...query] });
};

const nameOfAsking = (exchange: Exchange): StepName => {
  if (isCallback(exchange)) return 'callback';
  if (signInStart(exchange)) return kindOf(exchange) === 'step-up' ? 'ask-more' : 'ask';
  if (isSignOut(exchange)) return 'ask-out';
  return isSignedOutPage(exchange) ? 'signed-out' : 'page';
};

const stepsFrom = (happening: Happening, exchange: Exchange): readonly Step[] => {
  if (happening.kind === 'pool') return poolSteps(happening);
  if (happening.kind === 'store') return storeSteps(happening, exchange);
  // Told by a request that waited for another one.
  const { event, beganMs } = happening;
  return event.type === 'refresh_waited'
    ? [step({ name: 'wait', beganMs, durationMs: event.durationMs })]
    : [];
};

const namesByEndpoint = {
  discovery: () => 'discovery',
  jwks: () => 'keys',
  revoke: () => 'revoke',
  userInfo: () => 'user-info',
  token: ({ grant }) => (grant === 'refresh_token' ? 'refresh' : 'redeem'),
} as const satisfies Readonly<Record<PoolCall['endpoint'], (call: PoolCall) => StepName>>;

const poolSteps = (call: PoolCall): readonly Step[] => {
  const { method, address, status, beganMs, durationMs, tokens, grant } = call;
  const sent = [{ name: method, value: address }, ...call.sent];
  const received = [{ name: 'status', value: String(status ?? 'no answer') }, ...call.received];
  const made = step({ name: namesByEndpoint[call.endpoint](call), beganMs, durationMs, sent, received });
  if (tokens.length === 0) return [made];
  const verified = grant === 'refresh_token' ? 'verify-refreshed' : 'verify';
  return [made, step({ name: verified, beganMs: beganMs + durationMs, tokens })];
};

const namesByCall: Readonly<Record<string, StepName>> = {
  'claim': 'use-up',
  'endedAtMs': 'ended-before',
  'create': 'open',
  'leases.take': 'lease',
  'readTokens': 'read-tokens',
  'replaceTokens': 'write-tokens',
  'end': 'end',
  'markEnded': 'mark-ended',
};

const storeSteps = (call: StoreCall, exchange: Exchange): readonly Step[] => {
  // Every request reads its session; it is a step where the tokens in it were due.
  const isPage = nameOfAsking(exchange) === 'page';
  const name = call.call === 'read' && isPage ? 'read-session' : namesByCall[call.call];
  const isEnding = isSignOut(exchange) || isCallback(exchange);
  if (name === undefined || (isEnding && name === 'read-tokens')) return [];
  const { beganMs, durationMs, said, session, version, refreshToken } = call;
  const received = [
    { name: 'the store', value: said },
    ...fieldIf('version of the tokens', version?.toString()),
    ...fieldIf('refresh token', refreshToken),
  ];
  const made = name === 'end' && tookThePlace(exchange) ? 'end-former' : name;
  return [step({ name: made, beganMs, durationMs, sent: fieldIf('session', session), received })];
};

const fieldIf = (name: string, value: string | undefined): readonly Field[] =>
  value === undefined ? [] : [{ name, value }];

const waitStep = ({ beganMs, answer }: Exchange): Step =>
  step({ name: 'wait', beganMs: (answer?.endedMs ?? beganMs) - 0.001 });

const answerSteps = (exchange: Exchange): readonly Step[] => {
  const { answer, beganMs } = exchange;
  const name = nameOfAnswer(exchange);
  if (answer === undefined || name === undefined) return [];
  const { status, endedMs, location, cookies } = answer;
  const sent = [
    { name: 'status', value: String(status) },
    ...fieldIf('location', location?.address),
    ...(location?.query ?? []),
    ...cookies.map((one) => ({
      name: one.isCleared ? 'takes the cookie' : 'sets the cookie',
      value: one.name,
    })),
  ];
  return [step({ name, beganMs: endedMs, durationMs: endedMs - beganMs, sent })];
};

const nameOfAnswer = (exchange: Exchange): StepName | undefined => {
  const isSentOn = exchange.answer?.location !== undefined;
  if (isSignedOutPage(exchange)) return undefined;
  if (isSignOut(exchange)) return isSentOn ? 'send-out' : 'refuse';
  if (isCallback(exchange)) return isSentOn ? 'welcome' : 'refuse';
  if (signInStart(exchange)) return isSentOn ? 'send-away' : 'refuse';
  return 'page-answer';
};

// What the browser does between two requests is not seen here; that it was away is.
const unseenSteps = ([first, second]: Story['exchanges']): readonly Step[] => {
  const leftMs = first.answer?.endedMs;
  if (leftMs === undefined || first.answer?.location === undefined) return [];
  const isAway = signInStart(first) || isSignOut(first);
  if (!isAway || (isSignOut(first) && second === undefined)) return [];
  const durationMs = second && second.beganMs - leftMs;
  return [
    step({ name: isSignOut(first) ? 'hosted-logout' : 'hosted-ui', beganMs: leftMs + 0.001, durationMs }),
  ];
};

const withFailure = (steps: readonly Step[], exchange: Exchange): readonly Step[] => {
  const failure = stepFailureOf(exchange);
  if (failure === undefined) return steps;
  const at = placeOfFailure(steps, failure, exchange);
  return steps.map((one, index) => (index === at ? { ...one, failure } : one));
};

const stepFailureOf = (exchange: Exchange): StepFailure | undefined => {
  const crossSite = crossSiteReasonIn(exchange);
  if (crossSite !== undefined)
    return {
      code: 'cross_site',
      reason: crossSite,
      meaning: explained(crossSite),
      hint: adviceFor(crossSite),
    };
  const failure = failureIn(exchange);
  if (failure === undefined) return undefined;
  const { code, poolError, address, clockAheadSeconds } = failure;
  // A refresh token that is refused is told by its code alone.
  const reason = failure.reason ?? poolError ?? (code === 'invalid_grant' ? code : undefined);
  return {
    code,
    reason,
    meaning: explained(reason),
    hint: failure.hint ?? adviceFor(reason),
    address,
    clockAheadSeconds,
  };
};

/** The step whose checks have the reason; else the call that got no good answer; else the last one. */
const placeOfFailure = (
  steps: readonly Step[],
  { code, reason }: StepFailure,
  { happenings }: Exchange,
): number => {
  const byReason = steps.findLastIndex(({ name }) => failedCheckOf(name, { code, reason }) >= 0);
  if (byReason >= 0) return byReason;
  const bad = happenings.findLast(
    (one) => (one.kind === 'pool' && one.status !== 200) || (one.kind === 'store' && one.isFailed),
  );
  const byCall = steps.findLastIndex(({ beganMs }) => beganMs === bad?.beganMs);
  return byCall >= 0 ? byCall : steps.length - 1;
};

/** Which check of a step it was: its place, or -1. */
export const failedCheckOf = (
  name: StepName,
  { code, reason }: Pick<StepFailure, 'code' | 'reason'>,
): number => (catalogue[name].checks ?? []).findIndex(({ reasons = [] }) => reasons.includes(reason ?? code));

const foldRepeated = (steps: readonly Step[]): readonly Step[] => {
  const folded: Step[] = [];
  for (const next of steps) {
    const last = folded.at(-1);
    const isAgain = last?.name === next.name && catalogue[next.name].to === 'store';
    if (isAgain) folded.splice(-1, 1, { ...last, times: last.times + 1 });
    else folded.push(next);
  }
  return folded;
};
