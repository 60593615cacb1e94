import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { CommitmentPolicy } from '@aws-crypto/material-management-node';
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node';
import { describe, expect, test } from '@jest/globals';
import type { CustomSenderEvent, TriggerFunctions } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';
import { admin, call, tokensOf } from '../user-pools-api/support.js';
import { asPublic, refused, signIn, signUp, sourcesOf } from './support.js';

const said: string[] = [];
const pool = poolForEachTest({
  log: (line) => {
    said.push(line);
  },
});

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

/** Every call that sends something, once. */
const sendEverything = async (): Promise<void> => {
  const ClientMetadata = { from: 'a test' };
  await signUp(pool, 'new@example.com', { ClientMetadata });
  await asPublic(pool, 'ResendConfirmationCode', { Username: 'new@example.com', ClientMetadata });
  await asPublic(pool, 'ForgotPassword', { Username: 'ada@example.com', ClientMetadata });
  await admin(pool, 'AdminCreateUser', { Username: 'made@example.com', ClientMetadata });
  const { AccessToken } = tokensOf(await signIn(pool));
  const UserAttributes = [{ Name: 'email', Value: 'lovelace@example.com' }];
  await call(pool, 'UpdateUserAttributes', { AccessToken, UserAttributes, ClientMetadata });
  await call(pool, 'GetUserAttributeVerificationCode', {
    AccessToken,
    AttributeName: 'email',
    ClientMetadata,
  });
  pool.person('grace@example.com').mfaMethods = ['EMAIL_OTP'];
  await signIn(pool, { username: 'grace@example.com' });
};

const everySource = [
  'SignUp',
  'ResendCode',
  'ForgotPassword',
  'AdminCreateUser',
  'UpdateUserAttribute',
  'VerifyUserAttribute',
  'Authentication',
];

describe('words of one’s own', () => {
  test('are asked for before every message, under the source of its call', async () => {
    use({ CustomMessage: (event) => event });
    await sendEverything();
    expect(sourcesOf(pool)).toEqual(everySource.map((source) => `CustomMessage_${source}`));
    expect(pool.triggers.list()[0]?.event).toMatchObject({
      request: {
        codeParameter: '{####}',
        usernameParameter: null,
        clientMetadata: { from: 'a test' },
        userAttributes: { 'email': 'new@example.com', 'cognito:user_status': 'UNCONFIRMED' },
      },
    });
    expect(pool.outbox.list().map(({ text }) => text)).toEqual(everySource.map(() => undefined));
  });

  test('are in the outbox with the code in its place, and on its page', async () => {
    use({
      CustomMessage: (event) => {
        const { codeParameter } = event.request;
        event.response.emailSubject = 'Hello <there>';
        event.response.emailMessage = `Your code: ${codeParameter}, or {##follow this link##}`;
        return event;
      },
    });
    await signUp(pool, 'new@example.com');
    const message = pool.outbox.latest('new@example.com');
    const { username } = pool.person('new@example.com');
    expect(message?.subject).toBe('Hello <there>');
    expect(message?.text).toBe(
      `Your code: ${message?.code}, or <a href="${pool.domain}/confirmUser?client_id=${pool.publicClient.id}&user_name=${username}&confirmation_code=${message?.code}">follow this link</a>`,
    );
    const page = await visitorOf(pool).browser.send(`${pool.domain}/_local/outbox`);
    expect(page.text).toContain('Hello &lt;there&gt;');
    expect(said).toContain(
      'CustomMessage has words for a mail: at AWS only with EmailSendingAccount DEVELOPER in EmailConfiguration.',
    );
  });

  test('an invitation has the name as well', async () => {
    use({
      CustomMessage: (event) => {
        event.response.emailMessage = `${event.request.usernameParameter}, ${event.request.codeParameter}`;
        return event;
      },
    });
    await admin(pool, 'AdminCreateUser', { Username: 'made@example.com' });
    const message = pool.outbox.latest('made@example.com');
    expect(message?.text).toBe(`${pool.person('made@example.com').username}, ${message?.code}`);
  });

  test.each([
    ['without the code', { emailMessage: 'Hello' }],
    ['with an SMS that is too long', { smsMessage: `{####}${'x'.repeat(140)}` }],
    ['that are no text', { emailMessage: 7 }],
  ])('%s are an error', async (_what, response) => {
    use({ CustomMessage: (event) => ({ ...event, response }) });
    expect(await signUp(pool, 'new@example.com')).toEqual(
      refused('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
    );
    expect(pool.outbox.list()).toEqual([]);
  });

  test('for a mail are an error where Cognito itself sends the mails', async () => {
    const EmailConfiguration = { EmailSendingAccount: 'COGNITO_DEFAULT' };
    await admin(pool, 'UpdateUserPool', { EmailConfiguration, AutoVerifiedAttributes: ['email'] });
    use({ CustomMessage: (event) => ({ ...event, response: { emailMessage: '{####}' } }) });
    expect((await signUp(pool, 'new@example.com')).type).toBe('InvalidLambdaResponseException');
  });

  test('that fail are told above the form', async () => {
    use({
      CustomMessage: () => {
        throw new Error('no words');
      },
    });
    const visitor = visitorOf(pool);
    const page = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'ada@example.com' });
    expect(page.text).toContain('CustomMessage failed with error no words.');
  });
});

describe('a sender of one’s own', () => {
  const codes: string[] = [];
  const events: CustomSenderEvent[] = [];
  const collect: TriggerFunctions = {
    CustomEmailSender: (event, { code = '' }) => {
      events.push(event);
      codes.push(code);
    },
  };

  const decrypted = async (message: string | null) => {
    const { key, keyNamespace, keyName } = pool.triggers.senderKey;
    const keyring = new RawAesKeyringNode({
      keyName,
      keyNamespace,
      unencryptedMasterKey: new Uint8Array(Buffer.from(key, 'base64')),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    });
    const { decrypt } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
    return decrypt(keyring, Buffer.from(message ?? '', 'base64'));
  };

  test('gets every code in place of the mail: encrypted as Cognito does it, and in the clear beside it', async () => {
    use(collect);
    await sendEverything();
    await pool.triggers.settled();
    expect(pool.outbox.list()).toEqual([]);
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual(
      everySource.map((source) => `CustomEmailSender_${source}`),
    );
    const [first] = events;
    expect(first?.request).toMatchObject({
      type: 'customEmailSenderRequestV1',
      clientMetadata: { from: 'a test' },
      userAttributes: { email: 'new@example.com' },
    });
    const message = Buffer.from(first?.request.code ?? '', 'base64');
    // Format 1, its type, and the suite that was seen.
    expect(message.subarray(0, 4).toString('hex')).toBe('01800378');
    const { plaintext, messageHeader } = await decrypted(first?.request.code ?? '');
    expect(plaintext.toString()).toBe(codes[0]);
    expect(messageHeader.encryptionContext).toMatchObject({ 'userpool-id': pool.userPoolId });
    const [confirmed] = [
      await asPublic(pool, 'ConfirmSignUp', { Username: 'new@example.com', ConfirmationCode: codes[1] }),
    ];
    expect(confirmed.status).toBe(200);
  });

  test('gets a temporary password with its HTML escaped inside, and plain beside it', async () => {
    let given: readonly (string | null)[] = [];
    use({
      CustomEmailSender: (event, { code = '' }) => {
        given = [event.request.code, code];
      },
    });
    const TemporaryPassword = 'A<b>&c-Pass-1';
    await admin(pool, 'AdminCreateUser', { Username: 'made@example.com', TemporaryPassword });
    await pool.triggers.settled();
    const [sealed = null, plain] = given;
    expect((await decrypted(sealed)).plaintext.toString()).toBe('A&lt;b&gt;&amp;c-Pass-1');
    expect(plain).toBe(TemporaryPassword);
  });

  test('does not hold the call up, and its failure is said in the log alone', async () => {
    use({
      CustomEmailSender: () => {
        throw new Error('no postman');
      },
    });
    expect((await signUp(pool, 'new@example.com')).status).toBe(200);
    await pool.triggers.settled();
    expect(said).toContain('The trigger CustomEmailSender failed: no postman');
    use({ CustomEmailSender: () => new Promise(() => undefined) });
    expect((await signUp(pool, 'other@example.com')).status).toBe(200);
  });

  test('for SMS is another one, and leaves the mails', async () => {
    const sms: string[] = [];
    use({
      CustomSMSSender: (event, { code = '' }) => void sms.push(`${event.triggerSource} ${code.length}`),
    });
    Object.assign(pool.person('ada@example.com').attributes, {
      phone_number: '+14155550100',
      phone_number_verified: 'true',
    });
    pool.person('ada@example.com').mfaMethods = ['SMS_MFA'];
    await signIn(pool);
    await signUp(pool, 'new@example.com');
    await pool.triggers.settled();
    expect(sms).toEqual(['CustomSMSSender_Authentication 6']);
    expect(pool.outbox.list()).toMatchObject([{ to: 'new@example.com' }]);
  });
});
