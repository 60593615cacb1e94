import type { LevelRequirements } from '../levels.js';

/** What a person or a guard may ask of the sign-in page. */
export interface SignInHints {
  readonly loginHint?: string | undefined;
  readonly lang?: string | undefined;
  readonly identityProvider?: string | undefined;
  /** Another name of a provider, such as the domain of its mail addresses (Cognito: `idp_identifier`). */
  readonly idpIdentifier?: string | undefined;
  /** Ask which account of the provider, also where there is only one (OpenID Connect Core 3.1.2.1). */
  readonly prompt?: 'select_account' | undefined;
  /** Show no page: sign in whom the pool knows, and say `login_required` of everybody else (`prompt=none`). */
  readonly isSilent?: true | undefined;
  readonly screen?: 'sign-up' | 'forgot-password' | undefined;
  /** Ask for the password even where the pool still knows the browser, if it was typed longer ago than so many seconds. */
  readonly maxAgeSeconds?: number | undefined;
  /** Ask for one of these levels, and for how recent a proof; how the pool gets there is its own business. */
  readonly level?: LevelRequirements | undefined;
}

const languages = new Set(['de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW']);

/** `value` when it is a language of Cognito's managed login ("Managed login localization"), letter by letter. */
export const languageOfPool = (value: unknown): string | undefined =>
  typeof value === 'string' && languages.has(value) ? value : undefined;

/** What the hints of a sign-in become at the authorize endpoint (OpenID Connect Core 3.1.2.1). */
export const hintParameters = (hints: SignInHints): Record<string, string> => ({
  ...(hints.loginHint !== undefined && { login_hint: hints.loginHint }),
  ...(hints.lang !== undefined && { lang: hints.lang }),
  ...(hints.identityProvider !== undefined && { identity_provider: hints.identityProvider }),
  ...(hints.idpIdentifier !== undefined && { idp_identifier: hints.idpIdentifier }),
  ...(hints.prompt !== undefined && { prompt: hints.prompt }),
  ...(hints.isSilent === true && { prompt: 'none' }),
  ...levelParameters(hints.level),
  // Both, for whoever knows only one of them; and who is asked for `max_age` has to say when the password was typed, which
  // many leave out otherwise (OpenID Connect Core 2 and 3.1.2.1). Cognito's classic pages know neither.
  ...(hints.maxAgeSeconds !== undefined && {
    prompt: 'login',
    max_age: String(Math.floor(hints.maxAgeSeconds)),
  }),
});

// Cognito: "Step-up authentication". A pool that knows a level but not this browser's asks for what is missing, and no more.
const levelParameters = ({ anyLevel = [], withinSeconds }: LevelRequirements = {}): Record<
  string,
  string
> => ({
  ...(anyLevel.length > 0 && { acr_values: anyLevel.join(' ') }),
  ...(withinSeconds !== undefined && { max_age: String(Math.floor(withinSeconds)) }),
});
