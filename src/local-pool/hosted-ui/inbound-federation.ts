import type { Attributes, FederatedSignIn, IdentityProvider, UserPool } from '../base/model.js';
import type { Calling } from '../triggers/events.js';
import type { TriggerResponse } from '../triggers/answers.js';
import type { Triggers } from '../triggers/triggers.js';
import { mappedAttributes } from './mapped-attributes.js';

/** Somebody on the way back from a provider, before the pool has made anything of it. */
export interface Arrival extends Calling {
  readonly pool: UserPool;
  readonly provider: IdentityProvider;
  /** `Provider_id`. */
  readonly userName: string;
  /** What the provider says of them, their id as `sub` among it. */
  readonly claims: Attributes;
  /** By the answer that it stands in, from a provider that is really there. */
  readonly said?: FederatedSignIn['said'];
}

const ownTypes: ReadonlySet<string> = new Set([
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'SAML',
  'SignInWithApple',
]);

/**
 * The attributes that a sign-in at a provider brings, of which a trigger may have left only some. It answers in the
 * provider's names, which `AttributeMapping` is for, and may name attributes of the pool's own directly.
 */
export const arrivingAttributes = async (triggers: Triggers, arrival: Arrival): Promise<Attributes> => {
  const { provider, claims, said, pool, userName, ...calling } = arrival;
  const request = {
    providerName: provider.name,
    providerType: ownTypes.has(provider.type) ? provider.type : 'OIDC',
    attributes: attributesOf(provider, said ?? { idToken: claims, userInfo: claims }),
  };
  const occasion = { ...calling, pool, userName, source: 'ExternalProvider', request } as const;
  const response = await triggers.run('InboundFederation', occasion, { problemWith });
  const toMap = { ...(response?.['userAttributesToMap'] as Attributes | null | undefined) };
  if (Object.keys(toMap).length === 0) return mappedAttributes(provider, claims);
  const direct = Object.entries(toMap).filter(([name]) => name.startsWith('custom:'));
  return { ...mappedAttributes(provider, toMap), ...Object.fromEntries(direct) };
};

/** Values are texts. The tokens open nothing: those of a provider that is really there are shown to nobody. */
const attributesOf = (
  { type }: IdentityProvider,
  { idToken, userInfo }: NonNullable<FederatedSignIn['said']>,
): Record<string, Attributes> => {
  if (type === 'SAML') return { samlResponse: idToken };
  const tokenResponse = { access_token: 'simulated', token_type: 'Bearer', expires_in: '3600' };
  return { tokenResponse, idToken, userInfo };
};

const problemWith = ({ userAttributesToMap }: TriggerResponse): string | undefined => {
  const map = userAttributesToMap ?? {};
  const isMap = typeof map === 'object' && Object.values(map).every((value) => typeof value === 'string');
  return isMap ? undefined : 'userAttributesToMap is no map of texts';
};
