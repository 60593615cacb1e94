import type { TriggerName } from './table.js';

const keptRuns = 200;

/** Members of events that stay out of what is shown, wherever they stand. */
const secrets: ReadonlySet<string> = new Set([
  'password',
  'code',
  'challengeAnswer',
  'privateChallengeParameters',
  'tokenResponse',
  'samlResponse',
  'idToken',
]);

/** One call of a trigger, as `/_local/triggers` shows it and tests ask for it. */
export interface TriggerRun {
  /** ms since 1970, in the pool's time. */
  readonly at: number;
  readonly trigger: TriggerName;
  /** `PreSignUp_SignUp` and the like. */
  readonly source: string;
  readonly userPoolId: string;
  readonly userName: string;
  /** How it was called; `none` where `LambdaConfig` names a function that nobody can call. */
  readonly by: 'function' | 'module' | 'url' | 'lambda' | 'none';
  readonly outcome:
    'running' | 'answered' | 'failed' | 'timed-out' | 'unrecognizable' | 'not-invoked' | 'skipped';
  /** Of its failure, for whoever runs the pool. */
  readonly message?: string;
  /** ms, once it is over. */
  readonly took?: number;
  /** As it was sent, without codes, passwords and tokens. */
  readonly event: object;
  /** The `response` of what came back, likewise. */
  readonly response?: unknown;
}

/** What the triggers of a pool have done. */
export interface TriggerRuns {
  /** The last 200, oldest first. */
  list(): readonly TriggerRun[];
  count(trigger: TriggerName): number;
  clear(): void;
  /** Resolves once no run is under way: nobody waits for the custom senders. */
  settled(): Promise<void>;
}

export interface RunRecorder extends TriggerRuns {
  /** Notes the beginning of a run; the answer notes its end. */
  begin(run: TriggerRun): (end: Partial<TriggerRun>) => void;
  /** `settled` waits for this too. */
  during(work: Promise<unknown>): void;
}

export const createTriggerRuns = (): RunRecorder => {
  let runs: TriggerRun[] = [];
  let underWay = 0;
  let waiting: (() => void)[] = [];

  const endOne = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };

  return {
    list: () => runs,
    count: (trigger) => runs.filter((run) => run.trigger === trigger).length,
    clear: () => {
      runs = [];
    },
    settled: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    begin: (begun) => {
      let run: TriggerRun = { ...begun, event: withoutSecrets(begun.event) as object };
      runs = [...runs.slice(1 - keptRuns), run];
      underWay += 1;
      return (change) => {
        const ended = { ...run, ...change };
        if ('response' in change) Object.assign(ended, { response: withoutSecrets(change.response) });
        runs = runs.map((known) => (known === run ? ended : known));
        run = ended;
        endOne();
      };
    },
    during: (work) => {
      underWay += 1;
      void work.then(endOne, endOne);
    },
  };
};

/** A copy that may be shown. A secret that is not there is no secret. */
export const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secrets.has(name) && member !== null ? 'left out' : withoutSecrets(member),
    ]),
  );
};
