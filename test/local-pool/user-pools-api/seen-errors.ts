// Errors that people reported from the real service, in public: facts only, each with where it stands. `seen-errors.test.ts` has
// the local pool give the same. A name in braces is filled in with what it is here.

export interface SeenError {
  /** The situation in seen-errors.test.ts that leads to it. */
  readonly when: string;
  readonly status: 400;
  readonly type: string;
  readonly message: string;
  readonly source: string;
}

const github = 'https://github.com';
const qiita = 'https://qiita.com/Khmer495/items/15d36754072096e4ba96';

const row = (when: string, [type, message]: readonly [string, string], source: string): SeenError => ({
  when,
  status: 400,
  type,
  message,
  source,
});

/** Answers of the user pools API. */
export const seenErrors: readonly SeenError[] = [
  row(
    'a wrong password',
    ['NotAuthorizedException', 'Incorrect username or password.'],
    `${github}/aws-amplify/aws-sdk-ios/issues/380`,
  ),
  row(
    'a wrong password, again and again',
    ['NotAuthorizedException', 'Password attempts exceeded'],
    `${github}/amazon-archives/amazon-cognito-identity-js/issues/506`,
  ),
  row(
    'a wrong secret hash',
    ['NotAuthorizedException', 'Unable to verify secret hash for client {client}'],
    `${github}/ArranJacques/laravel-aws-cognito-auth/issues/26`,
  ),
  row(
    'a refresh token that nobody was given',
    ['NotAuthorizedException', 'Invalid Refresh Token.'],
    `${github}/aws/aws-sdk-cpp/issues/1789`,
  ),
  row(
    'a refresh token after a sign-out everywhere',
    ['NotAuthorizedException', 'Refresh Token has been revoked'],
    `${github}/aws/aws-sdk-net/issues/1936`,
  ),
  row(
    'an access token after a sign-out everywhere',
    ['NotAuthorizedException', 'Access Token has been revoked'],
    `${github}/aws-amplify/amplify-js/issues/2205`,
  ),
  row(
    'a sign-in before the confirmation',
    ['UserNotConfirmedException', 'User is not confirmed.'],
    `${github}/aws-amplify/amplify-js/issues/3679`,
  ),
  row(
    'a sign-up with an address that is taken',
    ['UsernameExistsException', 'An account with the given email already exists.'],
    `${github}/jonsaw/amazon-cognito-identity-dart/issues/73`,
  ),
  row(
    'a forgotten password and no verified address',
    [
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    ],
    `${github}/aws/aws-sdk-js-v3/issues/7101`,
  ),
  row(
    "an administrator's flow in InitiateAuth",
    ['InvalidParameterException', 'Initiate Auth method not supported.'],
    `${github}/soto-project/soto-cognito-authentication-kit/issues/10`,
  ),
  row(
    'a new password with the wrong one of before, again and again',
    ['LimitExceededException', 'Attempt limit exceeded, please try after some time.'],
    `${github}/aws-amplify/aws-sdk-android/issues/627`,
  ),
  row('a group that is there', ['GroupExistsException', 'A group with the name already exists.'], qiita),
  row('an address that is none', ['InvalidParameterException', 'Invalid email address format.'], qiita),
  row(
    'an attribute that the pool has not',
    [
      'InvalidParameterException',
      'Attributes did not conform to the schema: custom:colour: Attribute does not exist in the schema.\n',
    ],
    qiita,
  ),
  row(
    'an id of a pool that is none',
    [
      'InvalidParameterException',
      "1 validation error detected: Value 'string' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ],
    qiita,
  ),
  row(
    'a code that is over',
    ['ExpiredCodeException', 'Invalid code provided, please request a code again.'],
    qiita,
  ),
  row(
    'a trigger that throws',
    ['UserLambdaValidationException', "CreateAuthChallenge failed with error 'challengeMetaData'."],
    `${github}/aws-samples/amazon-cognito-passwordless-email-auth/issues/17`,
  ),
];

export interface SeenRefusal {
  readonly when: string;
  readonly error: string;
  readonly source: string;
}

/** Bodies of the token endpoint, all of them with status 400. */
export const seenAtTheTokenEndpoint: readonly SeenRefusal[] = [
  {
    when: 'a refresh token that nobody was given',
    error: 'invalid_grant',
    source: `${github}/aws/aws-sdk-js/issues/3836`,
  },
  {
    when: 'a client that is not there',
    error: 'invalid_client',
    source: `${github}/amazon-archives/amazon-cognito-auth-js/issues/206`,
  },
  {
    when: 'a code with another redirect_uri than it was asked for with',
    error: 'unauthorized_client',
    source: 'https://stackoverflow.com/questions/50264679',
  },
];

/** Where the authorization endpoint sends a browser; the query is in the order in which it was seen. */
export const seenRedirects: readonly {
  readonly when: string;
  readonly query: string;
  readonly source: string;
}[] = [
  {
    when: 'a redirect_uri that is not registered',
    query: 'error=redirect_mismatch&client_id={client}',
    source: `${github}/aws/aws-aspnet-cognito-identity-provider/issues/167`,
  },
  {
    when: 'a scope that is none',
    query: 'error_description=invalid_scope&state=a-state&error=invalid_request',
    source: `${github}/mlops-club/awscdk-minecraft/issues/40`,
  },
];
