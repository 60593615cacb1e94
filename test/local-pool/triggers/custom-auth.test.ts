import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode, type TriggerFunctions } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { createSrpClient } from '../user-pools-api/srp-client.js';
import { call, respond, tokensOf, type Called, type Json } from '../user-pools-api/support.js';
import { refused, sourcesOf } from './support.js';

const email = 'ada@example.com';

const pool = poolForEachTest();
beforeEach(() => pool.updateClient(pool.publicClient.id, { explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] }));

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

const begin = (parameters: Record<string, string> = {}, more: Json = {}): Promise<Called> =>
  call(pool, 'InitiateAuth', {
    ClientId: pool.publicClient.id,
    AuthFlow: 'CUSTOM_AUTH',
    AuthParameters: { USERNAME: email, ...parameters },
    ...more,
  });

const answer = (asked: Called, ANSWER: string, more: Json = {}): Promise<Called> =>
  respond(pool, asked, { USERNAME: email, ANSWER }, more);

/** A code of one's own, three tries. */
const ownCode: TriggerFunctions = {
  DefineAuthChallenge: (event) => {
    const { session } = event.request;
    const last = session.at(-1);
    if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) event.response.issueTokens = true;
    else if (session.length >= 3) event.response.failAuthentication = true;
    else event.response.challengeName = 'CUSTOM_CHALLENGE';
    return event;
  },
  CreateAuthChallenge: (event) => {
    event.response.publicChallengeParameters = { question: 'What is the word?' };
    event.response.privateChallengeParameters = { word: 'open sesame' };
    event.response.challengeMetadata = `WORD-${event.request.session.length}`;
    return event;
  },
  VerifyAuthChallengeResponse: (event) => {
    const { challengeAnswer, privateChallengeParameters } = event.request;
    event.response.answerCorrect = challengeAnswer === privateChallengeParameters['word'];
    return event;
  },
};

describe('a sign-in by challenges of one’s own', () => {
  test('asks what the triggers ask, and a wrong answer alone ends nothing', async () => {
    use(ownCode);
    const asked = await begin();
    expect(asked.body).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: 'What is the word?', USERNAME: pool.person(email).username },
    });
    const again = await answer(asked, 'close sesame');
    expect(again.body['ChallengeName']).toBe('CUSTOM_CHALLENGE');
    expect(again.body['Session']).not.toBe(asked.body['Session']);
    expect(tokensOf(await answer(again, 'open sesame')).IdToken).toBeDefined();
    expect(sourcesOf(pool)).toEqual([
      'DefineAuthChallenge_Authentication',
      'CreateAuthChallenge_Authentication',
      'VerifyAuthChallengeResponse_Authentication',
      'DefineAuthChallenge_Authentication',
      'CreateAuthChallenge_Authentication',
      'VerifyAuthChallengeResponse_Authentication',
      'DefineAuthChallenge_Authentication',
    ]);
    expect(pool.triggers.list().at(-1)?.event).toMatchObject({
      request: {
        session: [
          { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'WORD-0' },
          { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'WORD-1' },
        ],
      },
    });
    expect(JSON.stringify(pool.triggers.list())).not.toContain('sesame');
  });

  test('ends where the triggers say so', async () => {
    use(ownCode);
    let asked = await begin();
    for (const guess of ['one', 'two']) asked = await answer(asked, guess);
    expect(await answer(asked, 'three')).toEqual(
      refused('NotAuthorizedException', 'Incorrect username or password.'),
    );
  });

  test('a session is good for one answer', async () => {
    use(ownCode);
    const asked = await begin();
    await answer(asked, 'wrong');
    expect((await answer(asked, 'open sesame')).type).toBe('NotAuthorizedException');
  });

  test('goes the same way for an unknown name, and to no tokens', async () => {
    use(ownCode);
    const asked = await begin({ USERNAME: 'nobody@example.com' });
    expect(asked.body['ChallengeName']).toBe('CUSTOM_CHALLENGE');
    expect(pool.triggers.list()[0]?.event).toMatchObject({ request: { userNotFound: true } });
    const responses = { USERNAME: 'nobody@example.com', ANSWER: 'open sesame' };
    expect(await respond(pool, asked, responses)).toEqual(
      refused('NotAuthorizedException', 'Incorrect username or password.'),
    );
  });

  test('metadata reaches them with the answers', async () => {
    use(ownCode);
    const asked = await begin({}, { ClientMetadata: { first: 'call' } });
    expect(pool.triggers.list()[0]?.event).not.toHaveProperty('request.clientMetadata');
    await answer(asked, 'open sesame', { ClientMetadata: { second: 'call' } });
    expect(pool.triggers.list().at(-1)?.event).toMatchObject({
      request: { clientMetadata: { second: 'call' } },
    });
  });

  test('without functions there is none', async () => {
    const error = refused('UnexpectedLambdaException', 'null invocation failed due to configuration.');
    expect(await begin()).toEqual(error);
    use({ ...ownCode, CreateAuthChallenge: undefined } as unknown as TriggerFunctions);
    expect(await begin()).toEqual(error);
  });

  test.each([
    ['decides nothing', {}],
    ['asks for what there is not', { challengeName: 'RIDDLE' }],
  ])('a function that %s gives an unrecognizable answer', async (_what, response) => {
    use({ ...ownCode, DefineAuthChallenge: (event) => ({ ...event, response }) });
    expect(await begin()).toEqual(refused('InvalidLambdaResponseException', 'Unrecognizable lambda output'));
  });
});

describe('with the password first', () => {
  /** After the password, whatever `next` says. */
  const afterPassword = (next: string): TriggerFunctions => ({
    ...ownCode,
    DefineAuthChallenge: (event) => {
      const shown = event.request.session.map(({ challengeName }) => challengeName);
      if (shown.length === 1) event.response.challengeName = 'PASSWORD_VERIFIER';
      else if (shown.some((name) => name === next) || next === '') event.response.issueTokens = true;
      else event.response.challengeName = next;
      return event;
    },
  });

  const showPassword = async (password = seedPassword): Promise<Called> => {
    const srp = createSrpClient();
    const asked = await begin({ CHALLENGE_NAME: 'SRP_A', SRP_A: srp.publicValue });
    expect(asked.body['ChallengeName']).toBe('PASSWORD_VERIFIER');
    const parameters = asked.body['ChallengeParameters'] as Record<string, string>;
    return respond(pool, asked, srp.claim(parameters, { poolId: pool.userPoolId, password }));
  };

  test('a challenge of one’s own follows', async () => {
    use(afterPassword('CUSTOM_CHALLENGE'));
    const asked = await showPassword();
    expect(asked.body['ChallengeName']).toBe('CUSTOM_CHALLENGE');
    expect(tokensOf(await answer(asked, 'open sesame')).IdToken).toBeDefined();
    expect(pool.triggers.list()[0]?.event).toMatchObject({
      request: { session: [{ challengeName: 'SRP_A', challengeResult: true }] },
    });
  });

  test('a wrong one ends it', async () => {
    use(afterPassword('CUSTOM_CHALLENGE'));
    expect((await showPassword('Wrong-Pass-1')).type).toBe('NotAuthorizedException');
  });

  test('a second factor of Cognito’s own may follow', async () => {
    const secret = pool.enableTotp(email);
    use(afterPassword('SOFTWARE_TOKEN_MFA'));
    const asked = await showPassword();
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    const SOFTWARE_TOKEN_MFA_CODE = totpCode(secret, pool.clock.now());
    expect(
      tokensOf(await respond(pool, asked, { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE })).IdToken,
    ).toBeDefined();
  });

  test('a mailed code too', async () => {
    use(afterPassword('EMAIL_OTP'));
    const asked = await showPassword();
    const EMAIL_OTP_CODE = pool.outbox.latest(email)?.code ?? '';
    expect(tokensOf(await respond(pool, asked, { USERNAME: email, EMAIL_OTP_CODE })).IdToken).toBeDefined();
  });

  test('a temporary one is replaced before the triggers go on', async () => {
    pool.person(email).status = 'FORCE_CHANGE_PASSWORD';
    use(afterPassword(''));
    const asked = await showPassword();
    expect(asked.body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
    const done = await respond(pool, asked, { USERNAME: email, NEW_PASSWORD: 'A-New-Pass-1' });
    expect(tokensOf(done).IdToken).toBeDefined();
    expect(pool.triggers.list().at(-1)?.event).toMatchObject({
      request: {
        session: [
          { challengeName: 'SRP_A' },
          { challengeName: 'PASSWORD_VERIFIER' },
          { challengeName: 'NEW_PASSWORD_REQUIRED' },
        ],
      },
    });
  });
});
