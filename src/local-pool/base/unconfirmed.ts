/**
 * What Cognito's pages do not say and nobody here has seen on the wire, in one place: whoever knows better changes it
 * here and nowhere else.
 */
export const unconfirmed = {
  /** RevokeUserSession with the session of the very token that asks is refused; under which name is not said. */
  revokingOwnSession: 'The current session cannot be revoked.',
} as const;
