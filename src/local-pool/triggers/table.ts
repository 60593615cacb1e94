/** What a trigger answers when its function leaves the event as it came. */
type Response = Readonly<Record<string, unknown>>;

export interface Trigger {
  /** What `triggerSource` begins with. */
  readonly prefix: string;
  /** What comes after it and an underscore. */
  readonly sources: readonly string[];
  readonly response: Response;
  /** Nobody waits for it, and its error stops nothing. */
  readonly isAsynchronous?: boolean;
}

const messageSources = [
  'SignUp',
  'AdminCreateUser',
  'ResendCode',
  'ForgotPassword',
  'UpdateUserAttribute',
  'VerifyUserAttribute',
  'Authentication',
];

/** Every trigger under its name in `LambdaConfig`, with what Cognito puts into the response of its event beforehand. */
export const triggers = {
  PreSignUp: {
    prefix: 'PreSignUp',
    sources: ['SignUp', 'AdminCreateUser', 'ExternalProvider'],
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  },
  PostConfirmation: {
    prefix: 'PostConfirmation',
    sources: ['ConfirmSignUp', 'ConfirmForgotPassword'],
    response: {},
  },
  PreAuthentication: { prefix: 'PreAuthentication', sources: ['Authentication'], response: {} },
  PostAuthentication: { prefix: 'PostAuthentication', sources: ['Authentication'], response: {} },
  PreTokenGeneration: {
    prefix: 'TokenGeneration',
    sources: [
      'HostedAuth',
      'Authentication',
      'NewPasswordChallenge',
      'AuthenticateDevice',
      'RefreshTokens',
      'ClientCredentials',
    ],
    response: { claimsOverrideDetails: null },
  },
  DefineAuthChallenge: {
    prefix: 'DefineAuthChallenge',
    sources: ['Authentication'],
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  },
  CreateAuthChallenge: {
    prefix: 'CreateAuthChallenge',
    sources: ['Authentication'],
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  },
  VerifyAuthChallengeResponse: {
    prefix: 'VerifyAuthChallengeResponse',
    sources: ['Authentication'],
    response: { answerCorrect: null },
  },
  UserMigration: {
    prefix: 'UserMigration',
    sources: ['Authentication', 'ForgotPassword'],
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  },
  CustomMessage: {
    prefix: 'CustomMessage',
    sources: messageSources,
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  },
  InboundFederation: {
    prefix: 'InboundFederation',
    sources: ['ExternalProvider'],
    response: { userAttributesToMap: null },
  },
  CustomEmailSender: {
    prefix: 'CustomEmailSender',
    sources: [...messageSources, 'AccountTakeOverNotification'],
    response: {},
    isAsynchronous: true,
  },
  CustomSMSSender: {
    prefix: 'CustomSMSSender',
    sources: messageSources,
    response: {},
    isAsynchronous: true,
  },
} as const satisfies Readonly<Record<string, Trigger>>;

export type TriggerName = keyof typeof triggers;

/** `PreSignUp_SignUp` and the like, without the trigger. */
export type SourceOf<Name extends TriggerName> = (typeof triggers)[Name]['sources'][number];

export const triggerNames = Object.keys(triggers) as TriggerName[];

export const isTriggerName = (name: string): name is TriggerName => Object.hasOwn(triggers, name);
