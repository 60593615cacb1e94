import type { SignInHints } from '../pool/hint-parameters.js';
import type { Draft } from './drafts.js';
import type { PendingSignIn, ProviderHints } from './pending.js';
import { leftOf, type Resumption } from './resumptions.js';

/** Where somebody is to be after the sign-in, and what is asked of the sign-in page. */
export interface Going {
  readonly returnTo: string;
  readonly hints: SignInHints;
  /** What the person had typed when their session ended on the way. */
  readonly draft?: Draft | undefined;
}

/** A trip to the pool: where it leads in the end, and what is asked for on the way. */
export interface Trip extends Going {
  readonly isStepUp: boolean;
  readonly maxAgeSeconds?: number | undefined;
  readonly level?: PendingSignIn['level'];
  readonly isAnew?: boolean | undefined;
  readonly isSilent?: boolean | undefined;
  readonly provider?: ProviderHints | undefined;
  readonly lang?: string | undefined;
  readonly isRestarted?: boolean | undefined;
}

/** The same way once more, with the password asked for. */
export const anew = (resumption: Resumption): Trip => {
  const { level, lang } = resumption;
  return { ...leftOf(resumption), isAnew: true, hints: { maxAgeSeconds: 0, level, lang } };
};

/** Which provider is asked for, if one is. */
export const providerIn = ({ identityProvider, idpIdentifier }: SignInHints): ProviderHints | undefined =>
  identityProvider === undefined && idpIdentifier === undefined
    ? undefined
    : { identityProvider, idpIdentifier };

/** The same way again, to the same provider where one was asked for. */
export const onceMore = (pending: PendingSignIn): Trip => {
  const { maxAgeSeconds, level, lang, isAnew, isSilent, provider } = pending;
  const hints: SignInHints = {
    ...provider,
    maxAgeSeconds,
    level,
    lang,
    ...(isSilent === true && { isSilent }),
  };
  return { ...leftOf(pending), isAnew, isSilent, provider, isRestarted: true, hints };
};
