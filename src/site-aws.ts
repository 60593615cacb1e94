import type { Request } from 'express';
import { AuthError } from './auth/index.js';
import { createAwsCredentials, type AwsCredentials, type CallWatchers } from './aws/index.js';
import type { Config } from './config.js';

export interface SiteAwsOptions extends CallWatchers {
  readonly config: Config;
  readonly idToken: (request: Request) => Promise<string>;
  /** The current time in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
}

/** The AWS credentials of this site's people, where the settings name an identity pool. */
export const createSiteAws = ({
  config: { identityPool },
  ...options
}: SiteAwsOptions): AwsCredentials | undefined =>
  identityPool &&
  createAwsCredentials({
    identityPoolId: identityPool.id,
    endpoint: identityPool.endpoint,
    failure: (code, details) => new AuthError(code, details),
    ...options,
  });
