import { startPool } from '../support/pool.js';
import { createRemoval } from '../../src/probe/removal.js';
import { rows } from '../../src/probe/rows.js';
import { otherTarget, type Target } from '../../src/probe/target.js';
import { walkRows, type Outcomes } from '../../src/probe/walk.js';
import type { LocalPool, LocalPoolOptions } from '../../src/local-pool/index.js';

export const region = 'us-east-1';

export const targetAt = (api: string, signal = new AbortController().signal): Promise<Target> =>
  otherTarget('another pool', api, { region, signal });

/** The whole table at one pool. */
export const walkAt = async (api: string): Promise<Outcomes> => {
  const removal = createRemoval();
  const target = await targetAt(api);
  return walkRows({ rows, target, removal, mark: 'crp-probe-test', say: () => undefined });
};

export const withPool = async <T>(
  options: LocalPoolOptions,
  use: (pool: LocalPool) => Promise<T>,
): Promise<T> => {
  const pool = await startPool(options);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
};

/** The names of the pools that are there. */
export const pools = async (api: string): Promise<readonly string[]> => {
  const response = await fetch(api, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
      'authorization':
        'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261129/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: '{"MaxResults":10}',
  });
  const { UserPools = [] } = (await response.json()) as {
    readonly UserPools?: readonly { readonly Name: string }[];
  };
  return UserPools.map(({ Name }) => Name);
};
