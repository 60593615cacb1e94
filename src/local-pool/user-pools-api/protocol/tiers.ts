import { PoolError } from '../../base/errors.js';
import type { UserPool } from '../../base/model.js';

type Tiered = Pick<UserPool, 'otherSettings'>;

/** Throws FeatureUnavailableInTierException on the Lite plan, which `UserPoolTier` must name: Essentials is the default. */
export const assertInTier = (pool: Tiered, feature: string): void => {
  if (tierOf(pool) === 'LITE') throw unavailable(pool, feature);
};

/** Throws FeatureUnavailableInTierException on any plan but Plus. */
export const assertPlus = (pool: Tiered, feature: string): void => {
  if (tierOf(pool) !== 'PLUS') throw unavailable(pool, feature);
};

/** Throws UserPoolAddOnNotEnabledException unless the pool watches sign-ins, which one on the Plus plan does by itself. */
export const assertThreatProtection = (pool: Tiered): void => {
  const addOns = pool.otherSettings?.['UserPoolAddOns'] as
    { readonly AdvancedSecurityMode?: unknown } | undefined;
  const mode = addOns?.AdvancedSecurityMode ?? (tierOf(pool) === 'PLUS' ? 'AUDIT' : 'OFF');
  if (mode !== 'OFF') return;
  throw new PoolError(
    'UserPoolAddOnNotEnabledException',
    'Threat protection is not enabled for this user pool.',
  );
};

const tierOf = ({ otherSettings = {} }: Tiered): string => {
  const tier = otherSettings['UserPoolTier'];
  return typeof tier === 'string' ? tier : 'ESSENTIALS';
};

const unavailable = (pool: Tiered, feature: string): PoolError =>
  new PoolError(
    'FeatureUnavailableInTierException',
    `The following features need to be disabled for the ${tierOf(pool)} pricing tier configured: ${feature}`,
  );
