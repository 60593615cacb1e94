// The events of Cognito's triggers, as a function gets them and gives them back.

type Texts = Record<string, string>;

/** What all events have in common (Cognito, "Lambda trigger event"). A function answers the event with its response filled in. */
export interface TriggerEvent<Request = Record<string, unknown>, Response = Record<string, unknown>> {
  /** `1`; for token generation also `2` and `3`. */
  version: string;
  triggerSource: string;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: Request;
  response: Response;
}

interface About {
  userAttributes: Texts;
  clientMetadata?: Texts | undefined;
}

/** Before somebody is made. Throw to refuse them; the response confirms them and vouches for addresses. */
export type PreSignUpEvent = TriggerEvent<
  About & { validationData?: Texts | null | undefined },
  { autoConfirmUser: boolean; autoVerifyEmail: boolean; autoVerifyPhone: boolean }
>;

/** After a confirmation, or a new password by code. */
export type PostConfirmationEvent = TriggerEvent<About>;

/** Before a password is looked at. Throw to turn somebody away. */
export type PreAuthenticationEvent = TriggerEvent<{
  userAttributes: Texts;
  validationData?: Texts | null | undefined;
  userNotFound?: boolean | undefined;
}>;

/** After all is shown, before tokens are given. */
export type PostAuthenticationEvent = TriggerEvent<About & { newDeviceUsed: boolean }>;

/** Groups and roles of the tokens. */
export interface GroupConfiguration {
  groupsToOverride?: string[] | undefined;
  iamRolesToOverride?: string[] | undefined;
  preferredRole?: string | null | undefined;
}

interface TokenRequest extends About {
  groupConfiguration: GroupConfiguration;
  /** From version 2 on. */
  scopes?: string[] | undefined;
}

/** Claims of one token; suppression beats addition. */
export interface ClaimChanges {
  claimsToAddOrOverride?: Record<string, unknown> | undefined;
  claimsToSuppress?: string[] | undefined;
}

/** Claims and scopes of the access token. */
export interface AccessTokenChanges extends ClaimChanges {
  scopesToAdd?: string[] | undefined;
  scopesToSuppress?: string[] | undefined;
}

/** Version 1 answers `claimsOverrideDetails`, 2 and 3 `claimsAndScopeOverrideDetails`. */
export type PreTokenGenerationEvent = TriggerEvent<
  TokenRequest,
  {
    claimsOverrideDetails?:
      (ClaimChanges & { groupOverrideDetails?: GroupConfiguration | null | undefined }) | null | undefined;
    claimsAndScopeOverrideDetails?:
      | {
          idTokenGeneration?: ClaimChanges | null | undefined;
          accessTokenGeneration?: AccessTokenChanges | null | undefined;
          groupOverrideDetails?: GroupConfiguration | null | undefined;
        }
      | null
      | undefined;
  }
>;

/** Before a mail or an SMS: words that hold the placeholder of the code. */
export type CustomMessageEvent = TriggerEvent<
  About & { codeParameter: string; linkParameter: string; usernameParameter: string | null },
  { smsMessage: string | null; emailMessage: string | null; emailSubject: string | null }
>;

/** A name that nobody in the pool has. Without `userAttributes` it stays unknown. */
export type UserMigrationEvent = TriggerEvent<
  { password: string | null; validationData?: Texts | null | undefined; clientMetadata?: Texts | undefined },
  {
    userAttributes: Texts | null;
    /** `CONFIRMED`; with anything else a new password is asked for. */
    finalUserStatus?: string | null | undefined;
    /** `SUPPRESS` keeps the welcome back. */
    messageAction?: string | null | undefined;
    desiredDeliveryMediums?: ('EMAIL' | 'SMS')[] | null | undefined;
    forceAliasCreation?: boolean | null | undefined;
    enableSMSMFA?: boolean | null | undefined;
  }
>;

/** A sign-in at a provider: what is left out of `userAttributesToMap` does not come in; `{}` changes nothing. */
export type InboundFederationEvent = TriggerEvent<
  {
    providerName: string;
    providerType: string;
    /** Of a SAML provider the last one alone. */
    attributes: {
      tokenResponse?: Texts | undefined;
      idToken?: Texts | undefined;
      userInfo?: Texts | undefined;
      samlResponse?: Texts | undefined;
    };
  },
  { userAttributesToMap: Texts | null }
>;

/** What somebody has shown so far of a custom sign-in. */
export type ShownChallenge =
  | {
      challengeName: 'CUSTOM_CHALLENGE';
      challengeResult: boolean;
      challengeMetadata?: string | undefined;
    }
  | {
      challengeName:
        | 'SRP_A'
        | 'PASSWORD_VERIFIER'
        | 'NEW_PASSWORD_REQUIRED'
        | 'SMS_MFA'
        | 'EMAIL_OTP'
        | 'SOFTWARE_TOKEN_MFA'
        | 'ADMIN_NO_SRP_AUTH'
        | 'DEVICE_SRP_AUTH'
        | 'DEVICE_PASSWORD_VERIFIER';
      challengeResult: boolean;
      challengeMetadata?: undefined;
    };

interface CustomChallenge extends About {
  userNotFound?: boolean | undefined;
}

/** What follows in a custom sign-in: a challenge, tokens, or its end. */
export type DefineAuthChallengeEvent = TriggerEvent<
  CustomChallenge & { session: ShownChallenge[] },
  {
    challengeName?: string | null | undefined;
    issueTokens: boolean | null;
    failAuthentication: boolean | null;
  }
>;

/** The challenge itself: what the app is told, and what the answer is checked by. */
export type CreateAuthChallengeEvent = TriggerEvent<
  CustomChallenge & { challengeName: string; session: ShownChallenge[] },
  {
    publicChallengeParameters: Texts | null;
    privateChallengeParameters: Texts | null;
    challengeMetadata: string | null;
  }
>;

/** Whether an answer is right. */
export type VerifyAuthChallengeResponseEvent = TriggerEvent<
  CustomChallenge & { privateChallengeParameters: Texts; challengeAnswer: string },
  { answerCorrect: boolean | null }
>;

/** A code on its way, in place of Cognito's own mail or SMS. */
export type CustomSenderEvent = TriggerEvent<{
  /** `customEmailSenderRequestV1` or `customSMSSenderRequestV1`. */
  type: string;
  userAttributes: Texts;
  clientMetadata?: Texts | undefined;
  /** An AWS Encryption SDK message, in base64. */
  code: string | null;
}>;

/** What a function gets beside the event: of Lambda's context, what means something here. */
export interface TriggerContext {
  /** The name of the trigger. */
  readonly functionName: string;
  readonly awsRequestId: string;
  /** Of the five seconds. */
  getRemainingTimeInMillis(): number;
  /** Of the custom senders alone: the code in the clear, for whoever does not want to decrypt it. */
  readonly code?: string | undefined;
}

type Answer = unknown;
type Callback = (error?: unknown, event?: unknown) => void;
type Version = 'V1_0' | 'V2_0' | 'V3_0';

/**
 * Triggers under their names in `LambdaConfig`: functions of Cognito's event that return it, or give it to the callback if
 * they take one. `PreTokenGenerationConfig` says the version of the event of `PreTokenGeneration`, which is 1 without it.
 */
export interface TriggerFunctions {
  PreSignUp?(event: PreSignUpEvent, context: TriggerContext, callback: Callback): Answer;
  PostConfirmation?(event: PostConfirmationEvent, context: TriggerContext, callback: Callback): Answer;
  PreAuthentication?(event: PreAuthenticationEvent, context: TriggerContext, callback: Callback): Answer;
  PostAuthentication?(event: PostAuthenticationEvent, context: TriggerContext, callback: Callback): Answer;
  PreTokenGeneration?(event: PreTokenGenerationEvent, context: TriggerContext, callback: Callback): Answer;
  DefineAuthChallenge?(event: DefineAuthChallengeEvent, context: TriggerContext, callback: Callback): Answer;
  CreateAuthChallenge?(event: CreateAuthChallengeEvent, context: TriggerContext, callback: Callback): Answer;
  VerifyAuthChallengeResponse?(
    event: VerifyAuthChallengeResponseEvent,
    context: TriggerContext,
    callback: Callback,
  ): Answer;
  UserMigration?(event: UserMigrationEvent, context: TriggerContext, callback: Callback): Answer;
  CustomMessage?(event: CustomMessageEvent, context: TriggerContext, callback: Callback): Answer;
  InboundFederation?(event: InboundFederationEvent, context: TriggerContext, callback: Callback): Answer;
  CustomEmailSender?(event: CustomSenderEvent, context: TriggerContext, callback: Callback): Answer;
  CustomSMSSender?(event: CustomSenderEvent, context: TriggerContext, callback: Callback): Answer;
  readonly PreTokenGenerationConfig?: { readonly LambdaVersion: Version };
}
