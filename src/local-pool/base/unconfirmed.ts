/**
 * What Cognito's pages do not say and nobody here has seen on the wire, in one place: whoever knows better changes it
 * here and nowhere else.
 */
export const unconfirmed = {
  /** RevokeUserSession with the session of the very token that asks is refused; under which name is not said. */
  revokingOwnSession: 'The current session cannot be revoked.',
  /** The error at the callback for somebody who cannot come to any level asked for; the code is OpenID's own. */
  unmetLevels: 'unmet_authentication_requirements',
  /** The same in the API, an InvalidParameterException, and for names of which none is known. */
  noLevelKnown: 'TARGET_ACR_VALUES has no value that is known.',
  levelOutOfReach: 'User does not have the factors for any of the requested authentication levels.',
  /** InvalidParameterException for an AcrMapping of a provider that is no OIDC provider, and for other keys than the four. */
  acrMappingOfOthers: 'AcrMapping is supported for OIDC identity providers only.',
  acrMappingKey: 'AcrMapping has keys from Level1 to Level4 only.',
  /** How long a registration of a passkey may take, in ms. */
  passkeyRegistrationMs: 5 * 60_000,
  /** LimitExceededException: at the twenty-first passkey. */
  mostPasskeys: 20,
  passkeyNames: { 'platform': 'Platform passkey', 'cross-platform': 'Roaming passkey' },
  /** NotAuthorizedException for a signature that is not right. */
  wrongPasskey: 'Incorrect username or password.',
  /** What the client hears at its address once `/passkeys/add` has done its work. */
  passkeyAdded: 'success',
  /** InvalidParameterException for a provider whose details lack something. */
  samlWithoutMetadata: 'One of MetadataURL and MetadataFile is required for a SAML provider.',
  missingDetail: (name: string): string => `ProviderDetails has no ${name}.`,
  scopesWithoutOpenId: 'authorize_scopes has to have openid.',
  otherRequestMethod: 'attributes_request_method must be GET or POST.',
  /** `error_description` for an ID token of a provider that does not hold, and what follows name and status for userInfo. */
  badIdToken: 'Invalid id_token',
  noUserInfo: 'error getting user info',
  levelMetAlready: 'The access token already meets the requested authentication level.',
  /** InvalidParameterException for authentication flows of both generations at one client. */
  mixedAuthFlows:
    'ExplicitAuthFlows with the prefix ALLOW_ cannot be combined with those without it: ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH.',
  /** The same for ALLOW_CLIENT_TOKEN_AUTH and others. */
  mixedWithClientTokens: 'ALLOW_CLIENT_TOKEN_AUTH must be the only authentication flow of an app client.',
  /** GetClientToken: an InvalidParameterException, and a NotAuthorizedException. */
  clientTokenNotAllowed: 'CLIENT_TOKEN_AUTH flow not enabled for this client',
  wrongClientSecret: 'Unable to verify the secret of the client.',
  /**
   * `/oauth2/register`: the page says what may be registered, and not what is answered. Here it is RFC 7591's answer, 401
   * `invalid_token` without a token that will do, and nothing where registration is off.
   */
  registrationOffStatus: 404,
  registrationNeedsToken: 'An access token with the scope aws.cognito/dcr/register is needed.',
  /** InvalidParameterException of SetUICustomization. */
  noDomainToCustomize: 'There has to be an existing domain associated with this user pool',
  /** PreconditionNotMetException of StartUserImportJob and StopUserImportJob. */
  noUpload: 'The CSV file of the user import job has not been uploaded.',
  importNotStartable: 'The user import job can be started while its status is Created.',
  importNotStoppable: 'The user import job has ended.',
  /** How long the address of an upload works, and how long a job may wait to be started, in ms. */
  uploadMs: 15 * 60_000,
  importJobMs: 24 * 3_600_000,
  /** Triggers: what `callerContext` was seen to say. */
  callerSdkVersion: 'aws-sdk-unknown-unknown',
  /** How errors call the triggers; those that stand here are called otherwise than in `LambdaConfig`. */
  triggerNames: {} as Readonly<Partial<Record<string, string>>>,
  /** Fixed, as Cognito documents it. It may ask again; how often and when is not said: once here. */
  triggerTimeoutMs: 5_000,
  /** The text was seen, the exception was not. */
  triggerTimeout: {
    code: 'UnexpectedLambdaException',
    message: 'Socket timeout while invoking Lambda function',
  },
  /** AWS's word, in UnexpectedLambdaException, for a function that cannot be reached at all. */
  unreachableFunction: 'ServiceUnavailableException',
  /** UserNotFoundException where the migration trigger answers without attributes. */
  notMigrated: (clientId: string): string => `Exception migrating user in app client ${clientId}`,
  /** InvalidParameterException for autoVerifyEmail or autoVerifyPhone of somebody without the address. */
  autoVerifyWithoutAddress: (name: string): string => `User does not have ${name} to verify`,
  /** Whether PreAuthentication comes before these too. */
  preAuthenticationBefore: { customAuth: true as boolean, passkey: true as boolean },
  /** AWS's table of calls leaves PostAuthentication out at the hosted pages; its guide of the trigger does not. */
  postAuthenticationAtPages: true as boolean,
  /** The same table says Authentication here; the list of sources, and events that were seen, say this. */
  tokenSourceAtPages: 'HostedAuth',
  /** Whether the token endpoint asks the trigger again for a code: it was asked before the code was given. */
  asksForTokensAgain: false as boolean,
  /** Who a machine is in the token event. */
  machineInEvent: (clientId: string) => ({ userName: clientId, userAttributes: {} }),
  /** Whether CustomMessage is left out where a sender takes the message. */
  senderSkipsWords: true as boolean,
  /** Whether the encrypted code of an invitation is its temporary password with HTML escaped: the guide of 2023 says so. */
  escapesTemporaryPasswords: true as boolean,
  /** What messages of AdminResetUserPassword are called. */
  messageOfAdminReset: 'ForgotPassword',
  /** GetTokensFromRefreshToken: AWS's table names this one, and the flow REFRESH_TOKEN_AUTH another. */
  tokenSourceOfGetTokens: 'Authentication',
  /** `error` of the token endpoint where the token generation trigger fails; the text is the description. */
  tokenTriggerError: 'invalid_request',
  /** The callback's `error_description` where a pre sign-up trigger has linked a new account to somebody. */
  linkedBySignUp: (userName: string): string => `Already found an entry for username ${userName}`,
} as const;
