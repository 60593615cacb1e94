import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as auth from 'aws-amplify/auth';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { call } from '../../local-pool/user-pools-api/support.js';
import { configureAmplify } from '../../local-pool/support/amplify.js';
import { poolForAllTests } from '../../support/pool.js';

const pool = poolForAllTests();

beforeAll(async () => {
  configureAmplify(pool);
});
beforeEach(() => auth.signOut());

describe('aws-amplify', () => {
  test('signs somebody up, confirms them and signs them in with SRP', async () => {
    const username = 'amplified@example.com';
    const signedUp = await auth.signUp({ username, password: 'A-Good-Pass-1' });
    expect(signedUp.nextStep).toMatchObject({
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { destination: 'a***@e***' },
    });
    const confirmationCode = pool.outbox.latest(username)?.code ?? '';
    await auth.confirmSignUp({ username, confirmationCode });
    const signedIn = await auth.signIn({ username, password: 'A-Good-Pass-1' });
    expect(signedIn).toMatchObject({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
    expect(await auth.fetchUserAttributes()).toMatchObject({ email: username, email_verified: 'true' });
  });

  test('is refused for a wrong password and a taken address', async () => {
    await expect(
      auth.signIn({ username: 'ada@example.com', password: 'Wrong-Pass-1' }),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(
      auth.signUp({ username: 'ada@example.com', password: 'A-Good-Pass-1' }),
    ).rejects.toMatchObject({ name: 'UsernameExistsException' });
  });

  test('refreshes its session', async () => {
    await auth.signIn({ username: 'ada@example.com', password: seedPassword });
    const before = await auth.fetchAuthSession();
    const after = await auth.fetchAuthSession({ forceRefresh: true });
    expect(after.tokens?.accessToken.payload['jti']).not.toBe(before.tokens?.accessToken.payload['jti']);
    expect(after.tokens?.idToken?.payload).toMatchObject({ 'cognito:groups': ['admins', 'staff'] });
  });

  test('refreshes with rotation too', async () => {
    pool.updateClient(pool.publicClient.id, { rotation: { graceSeconds: 0 } });
    await auth.signIn({ username: 'ada@example.com', password: seedPassword });
    await auth.fetchAuthSession({ forceRefresh: true });
    const twice = await auth.fetchAuthSession({ forceRefresh: true });
    expect(twice.tokens).toBeDefined();
    pool.updateClient(pool.publicClient.id, { rotation: false });
  });

  test('sets up an authenticator app and is asked for its code', async () => {
    const username = 'amplified-mfa@example.com';
    pool.addPerson({ email: username, password: seedPassword });
    await auth.signIn({ username, password: seedPassword });
    const { sharedSecret } = await auth.setUpTOTP();
    await auth.verifyTOTPSetup({ code: totpCode(sharedSecret, pool.clock.now()) });
    await auth.updateMFAPreference({ totp: 'PREFERRED' });
    expect(await auth.fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
    await auth.signOut();

    const { nextStep } = await auth.signIn({ username, password: seedPassword });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    pool.clock.advance(30_000);
    const challengeResponse = totpCode(sharedSecret, pool.clock.now());
    expect(await auth.confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
  });

  test('must set up a second factor where the pool requires one', async () => {
    pool.updatePool({ mfa: 'ON' });
    const username = 'amplified-setup@example.com';
    pool.addPerson({ email: username, password: seedPassword });
    const offered = await auth.signIn({ username, password: seedPassword });
    expect(offered.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION',
      allowedMFATypes: ['TOTP', 'EMAIL'],
    });
    const { nextStep } = await auth.confirmSignIn({ challengeResponse: 'TOTP' });
    if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') throw new Error(nextStep.signInStep);
    const challengeResponse = totpCode(nextStep.totpSetupDetails.sharedSecret, pool.clock.now());
    expect(await auth.confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
    pool.updatePool({ mfa: 'OPTIONAL' });
  });

  test('replaces a temporary password', async () => {
    const username = 'amplified-invited@example.com';
    pool.addPerson({ email: username, password: seedPassword, status: 'FORCE_CHANGE_PASSWORD' });
    const { nextStep } = await auth.signIn({ username, password: seedPassword });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
    expect(await auth.confirmSignIn({ challengeResponse: 'My-Own-Pass-1' })).toMatchObject({
      isSignedIn: true,
    });
  });

  test('changes a password, resets a forgotten one and signs out everywhere', async () => {
    const username = 'amplified-changes@example.com';
    pool.addPerson({ email: username, password: seedPassword });
    await auth.signIn({ username, password: seedPassword });
    await auth.updatePassword({ oldPassword: seedPassword, newPassword: 'Second-Pass-2' });
    const { tokens } = await auth.fetchAuthSession();
    await auth.signOut({ global: true });
    const AccessToken = String(tokens?.accessToken);
    expect((await call(pool, 'GetUser', { AccessToken })).message).toBe('Access Token has been revoked');

    await auth.resetPassword({ username });
    const confirmationCode = pool.outbox.latest(username)?.code ?? '';
    await auth.confirmResetPassword({ username, confirmationCode, newPassword: 'Third-Pass-3' });
    expect(await auth.signIn({ username, password: 'Third-Pass-3' })).toMatchObject({ isSignedIn: true });
  });

  test('signs in with a code by mail where the pool offers it first', async () => {
    pool.updateClient(pool.publicClient.id, {
      explicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH'],
    });
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP'] });
    const username = 'grace@example.com';
    const { nextStep } = await auth.signIn({
      username,
      options: { authFlowType: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' },
    });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
    const challengeResponse = pool.outbox.latest(username)?.code ?? '';
    expect(await auth.confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
    await auth.signOut();

    const choice = await auth.signIn({ username, options: { authFlowType: 'USER_AUTH' } });
    expect(choice.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
      availableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'],
    });
    await auth.confirmSignIn({ challengeResponse: 'PASSWORD_SRP' });
    expect(await auth.confirmSignIn({ challengeResponse: seedPassword })).toMatchObject({
      isSignedIn: true,
    });
  });
});
