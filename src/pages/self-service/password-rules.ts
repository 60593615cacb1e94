/**
 * What a password must have, as far as it can be said beforehand: the API tells nobody the policy of the pool. These are
 * Cognito's defaults; what the pool really asks for is in its refusal.
 */
export const usualPasswordRules: readonly string[] = [
  'at least 8 characters',
  'a lower case and an upper case letter',
  'a digit',
  'a symbol, such as - or !',
];
