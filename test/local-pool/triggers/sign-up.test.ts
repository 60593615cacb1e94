import { describe, expect, test } from '@jest/globals';
import { totpCode, type PreSignUpEvent, type TriggerFunctions } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';
import { admin, call } from '../user-pools-api/support.js';
import { asPublic, password, refused, signIn, signUp, sourcesOf } from './support.js';

const pool = poolForEachTest();

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

describe('before a sign-up', () => {
  test('the trigger gets Cognito’s event, with what was sent and nothing else', async () => {
    const events: PreSignUpEvent[] = [];
    use({
      PreSignUp: (event) => {
        events.push(event);
        return event;
      },
    });
    const { body } = await signUp(pool, 'new@example.com', {
      UserAttributes: [{ Name: 'name', Value: 'New' }],
      ValidationData: [{ Name: 'captcha', Value: 'seen' }],
      ClientMetadata: { from: 'a test' },
    });
    expect(events).toEqual([
      {
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'us-east-1',
        userPoolId: pool.userPoolId,
        userName: body['UserSub'],
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: pool.publicClient.id },
        request: {
          userAttributes: { email: 'new@example.com', name: 'New' },
          validationData: { captcha: 'seen' },
          clientMetadata: { from: 'a test' },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
    expect(body).toMatchObject({ UserConfirmed: false });
  });

  test('it may confirm and verify: no code goes out, and the next trigger follows at once', async () => {
    use({
      PreSignUp: (event) => {
        Object.assign(event.response, { autoConfirmUser: true, autoVerifyEmail: true });
        return event;
      },
      PostConfirmation: (event) => event,
    });
    const { body } = await signUp(pool, 'new@example.com', { ClientMetadata: { from: 'a test' } });
    expect(body).toMatchObject({ UserConfirmed: true });
    expect(body).not.toHaveProperty('CodeDeliveryDetails');
    expect(pool.outbox.list()).toEqual([]);
    expect(pool.person('new@example.com')).toMatchObject({
      status: 'CONFIRMED',
      attributes: { email_verified: 'true' },
    });
    expect(sourcesOf(pool)).toEqual(['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp']);
    expect(pool.triggers.list()[1]?.event).toMatchObject({
      request: { clientMetadata: { from: 'a test' }, userAttributes: { 'cognito:user_status': 'CONFIRMED' } },
    });
  });

  test('an address that is not there cannot be verified, and nobody is made', async () => {
    use({ PreSignUp: (event) => ({ ...event, response: { ...event.response, autoVerifyPhone: true } }) });
    expect((await signUp(pool, 'new@example.com')).type).toBe('InvalidParameterException');
    expect(() => pool.person('new@example.com')).toThrow('Nobody called');
  });

  test('what it throws is told in Cognito’s words, with one full stop more, and nobody is made', async () => {
    use({
      PreSignUp: () => {
        throw new Error('Not from this domain.');
      },
    });
    const error = refused(
      'UserLambdaValidationException',
      'PreSignUp failed with error Not from this domain..',
    );
    expect(await signUp(pool, 'new@example.com')).toEqual(error);
    expect(() => pool.person('new@example.com')).toThrow('Nobody called');
  });

  test('an administrator’s new person passes it too, and its answer changes nothing', async () => {
    use({ PreSignUp: (event) => ({ ...event, response: { autoConfirmUser: true, autoVerifyPhone: true } }) });
    const input = { Username: 'made@example.com', ClientMetadata: { by: 'an admin' } };
    await admin(pool, 'AdminCreateUser', input);
    expect(pool.person('made@example.com').status).toBe('FORCE_CHANGE_PASSWORD');
    expect(pool.triggers.list()).toMatchObject([
      {
        source: 'PreSignUp_AdminCreateUser',
        event: {
          callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
          request: { clientMetadata: { by: 'an admin' }, validationData: null },
        },
      },
    ]);
  });

  test('on the hosted page its words stand above the form', async () => {
    use({
      PreSignUp: () => {
        throw new Error('Ask for an invitation');
      },
    });
    const visitor = visitorOf(pool);
    const fields = { username: 'new@example.com', password, passwordConfirmation: password };
    const page = await visitor.fill(visitor.pageUrl('/signup'), fields);
    expect(page).toMatchObject({ status: 400 });
    expect(page.text).toContain('PreSignUp failed with error Ask for an invitation.');
  });

  test('whom it confirms is signed in by the hosted page at once', async () => {
    use({ PreSignUp: (event) => ({ ...event, response: { ...event.response, autoConfirmUser: true } }) });
    const visitor = visitorOf(pool);
    const fields = { username: 'new@example.com', password, passwordConfirmation: password };
    const { location } = await visitor.fill(visitor.pageUrl('/signup'), fields);
    expect(await visitor.tokensOf(location)).toHaveProperty('id_token');
  });
});

describe('after a confirmation', () => {
  const failing: TriggerFunctions = {
    PostConfirmation: () => {
      throw new Error('no room');
    },
  };
  const message = 'PostConfirmation failed with error no room.';

  test('somebody stays confirmed whatever the trigger fails with, by code and by an administrator', async () => {
    await signUp(pool, 'one@example.com');
    await signUp(pool, 'two@example.com');
    use(failing);
    const ConfirmationCode = pool.outbox.latest('one@example.com')?.code;
    const confirmed = [
      await asPublic(pool, 'ConfirmSignUp', { Username: 'one@example.com', ConfirmationCode }),
      await admin(pool, 'AdminConfirmSignUp', { Username: 'two@example.com' }),
    ];
    expect(confirmed).toEqual([
      refused('UserLambdaValidationException', message),
      refused('UserLambdaValidationException', message),
    ]);
    expect(pool.person('one@example.com').status).toBe('CONFIRMED');
    expect(pool.person('two@example.com').status).toBe('CONFIRMED');
  });

  test('a password by code runs it under a source of its own', async () => {
    use({ PostConfirmation: (event) => event });
    await asPublic(pool, 'ForgotPassword', { Username: 'ada@example.com' });
    const ConfirmationCode = pool.outbox.latest('ada@example.com')?.code;
    const input = { Username: 'ada@example.com', Password: password, ConfirmationCode };
    await asPublic(pool, 'ConfirmForgotPassword', { ...input, ClientMetadata: { asked: 'once' } });
    expect(pool.triggers.list()).toMatchObject([
      {
        source: 'PostConfirmation_ConfirmForgotPassword',
        event: { request: { clientMetadata: { asked: 'once' } } },
      },
    ]);
  });

  test('the link in a mail runs it, and shows what it fails with', async () => {
    await signUp(pool, 'new@example.com');
    use(failing);
    const query = new URLSearchParams({
      client_id: pool.client.id,
      user_name: 'new@example.com',
      confirmation_code: pool.outbox.latest('new@example.com')?.code ?? '',
    });
    const page = await visitorOf(pool).browser.send(`${pool.domain}/confirmUser?${query.toString()}`);
    expect(page.text).toContain(message);
    expect(pool.person('new@example.com').status).toBe('CONFIRMED');
  });
});

describe('around a sign-in', () => {
  test('triggers run in Cognito’s order, with the metadata that each gets', async () => {
    use({
      PreAuthentication: (event) => event,
      PostAuthentication: (event) => event,
      PreTokenGeneration: (event) => event,
    });
    await signIn(pool, { ClientMetadata: { from: 'a test' } });
    expect(sourcesOf(pool)).toEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
    ]);
    const [before, after, tokens] = pool.triggers.list().map(({ event }) => event);
    expect(before).toMatchObject({ request: { validationData: { from: 'a test' } } });
    expect(before).not.toHaveProperty('request.clientMetadata');
    expect(after).toMatchObject({ request: { newDeviceUsed: false } });
    expect(after).not.toHaveProperty('request.clientMetadata');
    expect(tokens).toMatchObject({
      request: { groupConfiguration: { groupsToOverride: ['admins', 'staff'], preferredRole: null } },
    });
  });

  test('the first turns people away before their password is looked at, the wrong one too', async () => {
    use({
      PreAuthentication: () => {
        throw new Error('closed');
      },
    });
    const error = refused('UserLambdaValidationException', 'PreAuthentication failed with error closed.');
    expect(await signIn(pool, { password: 'wrong' })).toEqual(error);
    const visitor = visitorOf(pool);
    const page = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'ada@example.com',
      password: 'Local-Pool-1',
    });
    expect(page.text).toContain('PreAuthentication failed with error closed.');
  });

  test('an unknown name is told to it where the client hides who exists, and never without a password', async () => {
    use({ PreAuthentication: (event) => event });
    expect((await signIn(pool, { username: 'nobody@example.com' })).type).toBe('NotAuthorizedException');
    await signIn(pool, { AuthParameters: { USERNAME: 'ada@example.com' } });
    expect(pool.triggers.list()).toMatchObject([
      { event: { userName: 'nobody@example.com', request: { userAttributes: {}, userNotFound: true } } },
    ]);
  });

  test('the last one before the tokens keeps them back', async () => {
    use({
      PostAuthentication: () => {
        throw new Error('later');
      },
    });
    expect(await signIn(pool)).toEqual(
      refused('UserLambdaValidationException', 'PostAuthentication failed with error later.'),
    );
    const visitor = visitorOf(pool);
    const fields = { username: 'ada@example.com', password: 'Local-Pool-1' };
    const page = await visitor.fill(visitor.pageUrl('/login'), fields);
    expect(page.text).toContain('PostAuthentication failed with error later.');
  });

  test('a challenge on the way brings metadata of its own', async () => {
    const secret = pool.enableTotp('ada@example.com');
    use({ PostAuthentication: (event) => event });
    const asked = await signIn(pool);
    await call(pool, 'RespondToAuthChallenge', {
      ClientId: pool.publicClient.id,
      ChallengeName: asked.body['ChallengeName'],
      Session: asked.body['Session'],
      ChallengeResponses: {
        USERNAME: 'ada@example.com',
        SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, pool.clock.now()),
      },
      ClientMetadata: { step: 'two' },
    });
    expect(pool.triggers.list()).toMatchObject([{ event: { request: { clientMetadata: { step: 'two' } } } }]);
  });
});
