import { hasDomain } from '../base/domain.js';
import type { OAuthFlow, UserPool } from '../base/model.js';
import { isObject } from '../base/shape.js';

/** `DcrConfiguration` of a pool, with its defaults. */
export interface DcrConfiguration {
  readonly isOn: boolean;
  /** Without an access token. */
  readonly isOpen: boolean;
  readonly openFlows: readonly OAuthFlow[];
  readonly authenticatedFlows: readonly OAuthFlow[];
  /** Beside those of OpenID. */
  readonly allowedScopes: readonly string[];
}

/** A configuration that does not say whether it is on is on; without one it is off. */
export const dcrConfigurationOf = (pool: UserPool): DcrConfiguration => {
  const given = pool.otherSettings?.['DcrConfiguration'];
  const configuration = isObject(given) ? given : { EnableStatus: 'Disabled' };
  return {
    isOn: configuration['EnableStatus'] !== 'Disabled' && hasDomain(pool),
    isOpen: configuration['OpenDcrEnabled'] === true,
    openFlows: flowsIn(configuration['OpenDcrGrantTypes'], ['code']),
    authenticatedFlows: flowsIn(configuration['AuthenticatedGrantTypes'], ['code', 'client_credentials']),
    allowedScopes: textsIn(configuration['AllowedScopes']) ?? [],
  };
};

/** `implicit` may be said, and is not heard. */
const flowsIn = (value: unknown, usual: readonly OAuthFlow[]): readonly OAuthFlow[] => {
  const names = textsIn(value);
  if (names === undefined) return usual;
  return (['code', 'client_credentials'] as const).filter((flow) => names.includes(flow));
};

const textsIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;
