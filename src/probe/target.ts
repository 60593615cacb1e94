import { createHttp, type Http } from './http.js';
import { openAdmin, type Admin } from './sdk.js';

/** Where a walk goes: Cognito itself, or something in its place. */
export interface Target {
  /** As the report calls it. */
  readonly title: string;
  readonly region: string;
  /** Where the user pools API answers, and where issuers begin. */
  readonly api: string;
  readonly admin: Admin;
  readonly http: Http;
  /** Ends the walk, and nothing of what removes. */
  readonly signal: AbortSignal;
  /** Between two looks at something that takes a while, in milliseconds. */
  readonly pollMs: number;
}

export interface TargetOptions {
  readonly region: string;
  readonly signal: AbortSignal;
}

/** Slow enough for every quota that a fresh account has. */
const kindPaceMs = 200;
const kindPollMs = 3000;

export const awsTarget = async ({ region, signal }: TargetOptions): Promise<Target> => ({
  title: 'Amazon Cognito',
  region,
  api: `https://cognito-idp.${region}.amazonaws.com`,
  admin: await openAdmin({ region, endpoint: undefined }),
  http: createHttp({ signal, paceMs: kindPaceMs }),
  signal,
  pollMs: kindPollMs,
});

/** Another pool, by the address of its user pools API. */
export const otherTarget = async (
  title: string,
  url: string,
  { region, signal }: TargetOptions,
): Promise<Target> => {
  const { origin } = new URL(url);
  return {
    title,
    region,
    api: origin,
    admin: await openAdmin({ region, endpoint: origin }),
    http: createHttp({ signal, paceMs: 0 }),
    signal,
    pollMs: 100,
  };
};
