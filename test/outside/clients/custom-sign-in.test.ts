import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as auth from 'aws-amplify/auth';
import { seedPassword, type TriggerFunctions } from '../../../src/local-pool/index.js';
import { configureAmplify } from '../../local-pool/support/amplify.js';
import { poolForAllTests } from '../../support/pool.js';

const username = 'ada@example.com';

/** The word, after the password where the app shows that first. */
const triggers: TriggerFunctions = {
  DefineAuthChallenge: (event) => {
    const last = event.request.session.at(-1);
    if (last?.challengeName === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER';
    else if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult)
      event.response.issueTokens = true;
    else event.response.challengeName = 'CUSTOM_CHALLENGE';
    return event;
  },
  CreateAuthChallenge: (event) => {
    event.response.publicChallengeParameters = { question: 'The word?' };
    event.response.privateChallengeParameters = { word: 'sesame' };
    return event;
  },
  VerifyAuthChallengeResponse: (event) => {
    const { privateChallengeParameters, challengeAnswer } = event.request;
    event.response.answerCorrect = challengeAnswer === privateChallengeParameters['word'];
    return event;
  },
};

const pool = poolForAllTests({ triggers });

describe('a custom sign-in with Amplify', () => {
  beforeAll(() => configureAmplify(pool));
  beforeEach(() => auth.signOut());

  test.each([
    ['CUSTOM_WITHOUT_SRP', {}],
    ['CUSTOM_WITH_SRP', { password: seedPassword }],
  ] as const)('works by %s', async (authFlowType, shown) => {
    const asked = await auth.signIn({ username, ...shown, options: { authFlowType } });
    expect(asked.nextStep).toMatchObject({
      signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
      additionalInfo: { question: 'The word?' },
    });
    const again = await auth.confirmSignIn({ challengeResponse: 'barley' });
    expect(again.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
    expect(await auth.confirmSignIn({ challengeResponse: 'sesame' })).toMatchObject({ isSignedIn: true });
  });
});

describe('a custom sign-in with amazon-cognito-identity-js', () => {
  /** Starts, and answers what is asked with the word; the answer is what was asked. */
  const signIn = (
    begin: (user: CognitoUser, details: AuthenticationDetails, callbacks: Callbacks) => void,
  ) => {
    const { userPoolId: UserPoolId, api: endpoint, publicClient } = pool;
    const Pool = new CognitoUserPool({ UserPoolId, ClientId: publicClient.id, endpoint });
    const user = new CognitoUser({ Username: username, Pool });
    const details = new AuthenticationDetails({ Username: username, Password: seedPassword });
    return new Promise<Record<string, unknown>>((resolve, reject) => {
      let parameters = {};
      const callbacks: Callbacks = {
        onSuccess: () => resolve(parameters),
        onFailure: (error: Error) => reject(error),
        customChallenge: (asked: object) => {
          parameters = asked;
          user.sendCustomChallengeAnswer('sesame', callbacks);
        },
      };
      begin(user, details, callbacks);
    });
  };

  interface Callbacks {
    readonly onSuccess: () => void;
    readonly onFailure: (error: Error) => void;
    readonly customChallenge: (asked: object) => void;
  }

  test('works without the password', async () => {
    const asked = await signIn((user, details, callbacks) => user.initiateAuth(details, callbacks));
    expect(asked).toMatchObject({ question: 'The word?' });
  });

  test('works with the password first', async () => {
    const asked = await signIn((user, details, callbacks) => {
      user.setAuthenticationFlowType('CUSTOM_AUTH');
      user.authenticateUser(details, callbacks);
    });
    expect(asked).toMatchObject({ question: 'The word?' });
  });
});
