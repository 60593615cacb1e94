import type { Level } from '../base/levels.js';
import type { AuthenticationMethod, IdentityProvider } from '../base/model.js';
import type { AuthorizeRequest } from './authorize-request.js';

const methods: Readonly<Record<Level, AuthenticationMethod>> = {
  1: 'fed',
  2: 'fed:2',
  3: 'fed:3',
  4: 'fed:4',
};

/**
 * The first of the levels asked for that the provider has a word for. It is sent there in that word, and a simulated
 * provider always says it back.
 */
const levelAskedFor = (
  { acrMapping = {} }: IdentityProvider,
  { levels = [] }: AuthorizeRequest,
): Level | undefined => levels.find((level) => acrMapping[`Level${level}`] !== undefined);

/** The provider's own word for the level that is asked for, to be sent there as `acr_values`. */
export const wordForLevel = (provider: IdentityProvider, request: AuthorizeRequest): string | undefined => {
  const level = levelAskedFor(provider, request);
  return level === undefined ? undefined : provider.acrMapping?.[`Level${level}`];
};

/** What a sign-in is worth at a provider that is really there, by the `acr` that it says. */
export const methodOfAcr = ({ acrMapping = {} }: IdentityProvider, acr: string | undefined) => {
  const known = ([4, 3, 2, 1] as const).find(
    (level) => acr !== undefined && acrMapping[`Level${level}`] === acr,
  );
  return methods[known ?? 1];
};

/** Whether somebody who is signed in may come to a level by going to the provider once more. */
export const mayRaiseLevel = (provider: IdentityProvider | undefined, request: AuthorizeRequest): boolean =>
  provider !== undefined && levelAskedFor(provider, request) !== undefined;

/** What a sign-in at the provider is worth: the level of what it says, and the lowest where that has no level. */
export const providerMethod = (provider: IdentityProvider, request: AuthorizeRequest): AuthenticationMethod =>
  methods[levelAskedFor(provider, request) ?? 1];
