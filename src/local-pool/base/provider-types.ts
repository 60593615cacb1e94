/** What Cognito calls the kinds of providers. */
export const providerTypes = [
  'SAML',
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'SignInWithApple',
  'OIDC',
] as const;

/** A provider that has the name of a kind is of that kind; any other speaks OpenID Connect. */
export const providerTypeOf = (name: string): string => providerTypes.find((type) => type === name) ?? 'OIDC';
