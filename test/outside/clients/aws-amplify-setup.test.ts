import { createRequire } from 'node:module';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as auth from 'aws-amplify/auth';
import { seedPassword } from '../../../src/local-pool/index.js';
import { admin } from '../../local-pool/user-pools-api/support.js';
import { configureAmplify } from '../../local-pool/support/amplify.js';
import { poolForAllTests } from '../../support/pool.js';

const pool = poolForAllTests();

beforeAll(() => {
  pool.updateClient(pool.publicClient.id, {
    explicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH'],
  });
  configureAmplify(pool);
});
beforeEach(() => auth.signOut());

const codeTo = (address: string): string => pool.outbox.latest(address)?.code ?? '';

const requireFactors = (methods: Record<string, unknown>): Promise<unknown> =>
  admin(pool, 'SetUserPoolMfaConfig', { MfaConfiguration: 'ON', ...methods });

describe('aws-amplify, where a second factor is required', () => {
  test('chooses mail, gives an address, and has EMAIL as its factor after the code', async () => {
    await requireFactors({ SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {} });
    const username = 'amplified-mail@example.com';
    pool.addPerson({ email: username, password: seedPassword, attributes: { email_verified: 'false' } });
    const offered = await auth.signIn({ username, password: seedPassword });
    expect(offered.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION',
      allowedMFATypes: ['TOTP', 'EMAIL'],
    });
    const chosen = await auth.confirmSignIn({ challengeResponse: 'EMAIL' });
    expect(chosen.nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_EMAIL_SETUP');
    const mailed = await auth.confirmSignIn({ challengeResponse: username });
    expect(mailed.nextStep).toMatchObject({
      signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
      codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'a***@e***' },
    });
    expect(await auth.confirmSignIn({ challengeResponse: codeTo(username) })).toMatchObject({
      isSignedIn: true,
    });
    expect(await auth.fetchMFAPreference()).toEqual({ enabled: ['EMAIL'] });
    expect(await auth.fetchUserAttributes()).toMatchObject({ email_verified: 'true' });
    await auth.signOut();

    const again = await auth.signIn({ username, password: seedPassword });
    expect(again.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  });

  test('goes straight to the address where mail is all there is', async () => {
    await requireFactors({ EmailMfaConfiguration: {} });
    const username = 'amplified-only-mail@example.com';
    pool.addPerson({ email: username, password: seedPassword, attributes: { email_verified: 'false' } });
    const { nextStep } = await auth.signIn({ username, password: seedPassword });
    expect(nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_EMAIL_SETUP');
    await auth.confirmSignIn({ challengeResponse: username });
    expect(await auth.confirmSignIn({ challengeResponse: codeTo(username) })).toMatchObject({
      isSignedIn: true,
    });
  });
});

test('aws-amplify signs in by itself right after a sign-up, with nothing but the code of the confirmation', async () => {
  await admin(pool, 'SetUserPoolMfaConfig', { MfaConfiguration: 'OFF' });
  const stopHolding = letTheProcessEnd();
  const username = 'amplified-at-once@example.com';
  const autoSignIn = { authFlowType: 'USER_AUTH' } as const;
  await auth.signUp({ username, password: seedPassword, options: { userAttributes: {}, autoSignIn } });
  stopHolding();
  const confirmed = await auth.confirmSignUp({ username, confirmationCode: codeTo(username) });
  expect(confirmed.nextStep.signUpStep).toBe('COMPLETE_AUTO_SIGN_IN');
  expect(await currentAutoSignIn()()).toMatchObject({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
  expect(await auth.fetchUserAttributes()).toMatchObject({ email: username, email_verified: 'true' });
});

/** The library replaces this export when a sign-up is confirmed, which an import of it does not see. */
const currentAutoSignIn = (): typeof auth.autoSignIn => {
  const library = createRequire(import.meta.url)('aws-amplify/auth') as typeof auth;
  return library.autoSignIn;
};

/** signUp leaves a timer of three minutes behind, which would keep the process for as long. */
const letTheProcessEnd = (): (() => void) => {
  const { setTimeout: startTimer } = globalThis;
  const spy = jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((run: () => void, ms?: number) => startTimer(run, ms).unref());
  return () => spy.mockRestore();
};
