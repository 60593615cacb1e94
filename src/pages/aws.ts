import type { Request, RequestHandler } from 'express';
import { AuthError, type Auth } from '../auth/index.js';
import type { AwsCredentials, CredentialsInUse } from '../aws/index.js';
import { momentAt, percentLeft } from './moments.js';
import type { AwsLocals, ShownRole } from './page-locals.js';
import type { Views } from './views.js';
import * as en from './words/en/index.js';
import { wordsFor } from './words/language.js';
import type { Words } from './words/words.js';

export interface AwsPageOptions {
  readonly auth: Pick<Auth, 'signInUrl'>;
  readonly aws: Pick<AwsCredentials, 'inUse'>;
  readonly views: Views;
  readonly now: () => number;
}

const path = '/account/aws';

/** The temporary AWS credentials of the person: which, for how long, with which role. Never a secret. Behind a guard. */
export const awsPage = ({ auth, aws, views, now }: AwsPageOptions): RequestHandler =>
  async function showAwsCredentials(request, response) {
    const inUse = await aws
      .inUse(request, { roleArn: roleIn(request) })
      .catch(withWayToSignIn(auth.signInUrl(path)));
    views.render(
      response,
      'aws',
      awsLocals(inUse, { nowMs: now(), basePath: views.basePath, words: wordsFor(request) }),
    );
  };

interface Context {
  readonly nowMs: number;
  readonly basePath: string;
  readonly words?: Words;
}

/** Credentials in the words of their page. */
export const awsLocals = (inUse: CredentialsInUse, { nowMs, basePath, words = en }: Context): AwsLocals => {
  const { identityId, accessKeyId, fetchedAtMs, endsAtMs, roleArn } = inUse;
  return {
    title: words.awsPage.title,
    identityId,
    accessKeyId,
    fetched: momentAt(fetchedAtMs, nowMs, words),
    ends: momentAt(endsAtMs, nowMs, words),
    left: percentLeft(fetchedAtMs, endsAtMs, nowMs),
    chosenRole: roleArn === undefined ? undefined : roleName(roleArn),
    roles: inUse.roles.map((arn) => shownRole(arn, inUse, basePath)),
    withoutRoleUrl: `${basePath}${path}`,
  };
};

const shownRole = (
  arn: string,
  { roleArn, preferredRole }: CredentialsInUse,
  basePath: string,
): ShownRole => ({
  name: roleName(arn),
  arn,
  isPreferred: arn === preferredRole,
  isChosen: arn === roleArn,
  chooseUrl: `${basePath}${path}?${new URLSearchParams({ role: arn }).toString()}`,
});

const roleName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const roleIn = ({ query }: Request): string | undefined => {
  const { role } = query;
  return typeof role === 'string' && role !== '' ? role : undefined;
};

// A new sign-in brings a new ID token, and leads back here.
const withWayToSignIn =
  (signInUrl: string) =>
  (error: unknown): never => {
    if (!(error instanceof AuthError) || error.status !== 401) throw error;
    const { code, reason, poolError, poolStatus } = error;
    throw new AuthError(code, { reason, poolError, poolStatus, signInUrl });
  };
