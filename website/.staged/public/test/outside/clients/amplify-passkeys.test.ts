import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  associateWebAuthnCredential,
  confirmSignIn,
  deleteWebAuthnCredential,
  fetchAuthSession,
  listWebAuthnCredentials,
  signIn,
  signOut,
} from 'aws-amplify/auth';
import type { Browser, Page } from 'playwright-core';
import { seedPassword } from '../../../src/local-pool/index.js';
import { configureAmplify } from '../../local-pool/support/amplify.js';
import { withAuthenticator } from '../../local-pool/support/authenticator.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { poolForAllTests } from '../../support/pool.js';

const username = 'ada@example.com';

/** Amplify looks for the framework of the page, and finds none. */
const emptyDocument = {
  querySelector: () => null,
  querySelectorAll: () => [],
  getElementById: () => null,
  cookie: '',
};

type Json = Readonly<Record<string, unknown>>;

/** Buffers as WebAuthn's JSON has them. */
const jsonOf = (value: unknown): unknown => {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes = ArrayBuffer.isView(value) ? new Uint8Array(value.buffer) : new Uint8Array(value);
    return Buffer.from(bytes).toString('base64url');
  }
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, jsonOf(member)]));
};

const bytesOf = (text: unknown): ArrayBuffer => new Uint8Array(Buffer.from(String(text), 'base64url')).buffer;

/** The classes that Amplify looks for in a browser, made of what a real one has answered in JSON. */
class AttestationResponse {
  readonly #json: Json;
  readonly clientDataJSON: ArrayBuffer;
  readonly attestationObject: ArrayBuffer;
  constructor(json: Json) {
    this.#json = json;
    this.clientDataJSON = bytesOf(json['clientDataJSON']);
    this.attestationObject = bytesOf(json['attestationObject']);
  }
  getTransports = (): unknown => this.#json['transports'];
  getPublicKeyAlgorithm = (): unknown => this.#json['publicKeyAlgorithm'];
  getAuthenticatorData = (): ArrayBuffer => bytesOf(this.#json['authenticatorData']);
  getPublicKey = (): ArrayBuffer => bytesOf(this.#json['publicKey']);
}

class AssertionResponse {
  readonly clientDataJSON: ArrayBuffer;
  readonly authenticatorData: ArrayBuffer;
  readonly signature: ArrayBuffer;
  readonly userHandle: ArrayBuffer;
  constructor(json: Json) {
    this.clientDataJSON = bytesOf(json['clientDataJSON']);
    this.authenticatorData = bytesOf(json['authenticatorData']);
    this.signature = bytesOf(json['signature']);
    this.userHandle = bytesOf(json['userHandle']);
  }
}

class Credential {
  readonly type: unknown;
  readonly id: unknown;
  readonly rawId: ArrayBuffer;
  readonly authenticatorAttachment: unknown;
  readonly response: AttestationResponse | AssertionResponse;
  constructor({ type, id, rawId, authenticatorAttachment, response }: Json) {
    const json = response as Json;
    Object.assign(this, { type, id, authenticatorAttachment });
    this.rawId = bytesOf(rawId);
    this.response = 'attestationObject' in json ? new AttestationResponse(json) : new AssertionResponse(json);
  }
  getClientExtensionResults = (): object => ({});
}

describeWithChromium('passkeys with Amplify (quirk: passkeys)', () => {
  const pool = poolForAllTests({ passkeys: true });
  let browser: Browser;
  let page: Page;

  const ceremony = async (
    name: 'create' | 'get',
    parse: string,
    { publicKey }: Json,
  ): Promise<Credential> => {
    const options = JSON.stringify(jsonOf(publicKey));
    const json: Json = await page.evaluate(
      `navigator.credentials.${name}({ publicKey: PublicKeyCredential.${parse}(${options}) }).then((made) => made.toJSON())`,
    );
    return new Credential(json);
  };

  beforeAll(async () => {
    browser = await launchChromium();
    const context = await browser.newContext();
    page = await context.newPage();
    await withAuthenticator(context, page);
    await page.goto(`${pool.domain.replace('127.0.0.1', 'localhost')}/error`);
    configureAmplify(pool);
    const credentials = {
      create: (options: Json) => ceremony('create', 'parseCreationOptionsFromJSON', options),
      get: (options: Json) => ceremony('get', 'parseRequestOptionsFromJSON', options),
    };
    const classes = {
      PublicKeyCredential: Credential,
      AuthenticatorAttestationResponse: AttestationResponse,
      AuthenticatorAssertionResponse: AssertionResponse,
    };
    const globals = {
      navigator: { userAgent: 'test', credentials },
      isSecureContext: true,
      document: emptyDocument,
      ...classes,
    };
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
    Object.defineProperty(globalThis, 'window', { value: globalThis, configurable: true });
  });
  afterAll(() => browser.close());

  test('are registered, listed, used by preference and by choice, and deleted', async () => {
    await signIn({ username, password: seedPassword });
    await associateWebAuthnCredential();
    const { credentials } = await listWebAuthnCredentials();
    expect(credentials).toMatchObject([
      { relyingPartyId: 'localhost', friendlyCredentialName: 'Platform passkey' },
    ]);
    await signOut();

    const preferred = await signIn({
      username,
      options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' },
    });
    expect(preferred.nextStep.signInStep).toBe('DONE');
    await signOut();

    const choice = await signIn({ username, options: { authFlowType: 'USER_AUTH' } });
    expect(choice.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
      availableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'],
    });
    expect((await confirmSignIn({ challengeResponse: 'WEB_AUTHN' })).isSignedIn).toBe(true);
    expect((await fetchAuthSession()).tokens?.accessToken.payload['username']).toBe(
      pool.person(username).username,
    );

    await deleteWebAuthnCredential({ credentialId: credentials[0]?.credentialId ?? '' });
    expect((await listWebAuthnCredentials()).credentials).toEqual([]);
    await signOut();
  });
});
