// Causes that come to the same for the person who reads of them, in whatever language.

/** What the pool calls a sign-in that ended without one. */
export const poolErrorsAlike = <Text>({
  notLetIn,
  providerTrouble,
  unfinished,
}: {
  readonly notLetIn: Text;
  readonly providerTrouble: Text;
  readonly unfinished: Text;
}) => ({
  user_disabled: notLetIn,
  pre_sign_up_refused: notLetIn,
  pre_authentication_refused: notLetIn,
  identity_provider_unreachable: providerTrouble,
  identity_provider_error: providerTrouble,
  attribute_mapping_missing: unfinished,
  post_confirmation_failed: unfinished,
  pre_token_generation_failed: unfinished,
  server_error: unfinished,
  temporarily_unavailable: unfinished,
  invalid_request: unfinished,
});

/** What an identity pool says no with when site and identity pool are not set up for each other. */
export const identityPoolErrorsAlike = <Text>(notSetUp: Text) => ({
  identity_pool_unknown: notSetUp,
  identity_pool_has_no_roles: notSetUp,
  identity_pool_other_provider: notSetUp,
  identity_pool_refuses_request: notSetUp,
  identity_pool_full: notSetUp,
});
