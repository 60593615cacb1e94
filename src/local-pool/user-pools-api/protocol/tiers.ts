import { PoolError } from '../../base/errors.js';
import type { UserPool } from '../../base/model.js';

/** Throws FeatureUnavailableInTierException on the Lite plan, which `UserPoolTier` must name: Essentials is the default. */
export const assertInTier = ({ otherSettings }: Pick<UserPool, 'otherSettings'>, feature: string): void => {
  if (otherSettings?.['UserPoolTier'] !== 'LITE') return;
  throw new PoolError(
    'FeatureUnavailableInTierException',
    `${feature} is not available in the LITE tier of a user pool.`,
  );
};
