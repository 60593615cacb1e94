import {
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  InitiateAuthCommand,
  ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seedPassword } from '../../../src/local-pool/index.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { poolForEachTest } from '../../support/pool.js';
import { decode } from '../support/app.js';
import { withAuthenticator } from '../support/authenticator.js';
import {
  admin,
  call,
  respond,
  secretHash,
  signInByPassword,
  tokensOf,
  type ApiTokens,
  type Called,
} from './support.js';
import { sdkOf } from './sdk.js';

const ada = 'ada@example.com';

interface Credential {
  readonly id: string;
  readonly response: Readonly<Record<string, unknown>>;
}

describeWithChromium('passkeys through the API (quirk: passkeys)', () => {
  const pool = poolForEachTest({ passkeys: true, levels: true });
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let tokens: ApiTokens;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
    await withAuthenticator(context, page);
    await page.goto(`${pool.domain.replace('127.0.0.1', 'localhost')}/error`);
    tokens = tokensOf(await signInByPassword(pool, ada, seedPassword));
  });

  /** What an app's own page does with the options. */
  const create = (options: unknown): Promise<Credential> =>
    page.evaluate(
      `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(options)}) }).then((made) => made.toJSON())`,
    );

  const get = (options: unknown): Promise<Credential> =>
    page.evaluate(
      `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(options)}) }).then((used) => used.toJSON())`,
    );

  const start = async (AccessToken = tokens.AccessToken): Promise<Record<string, unknown>> => {
    const { body } = await call(pool, 'StartWebAuthnRegistration', { AccessToken });
    return body['CredentialCreationOptions'] as Record<string, unknown>;
  };

  const complete = (credential: unknown, AccessToken = tokens.AccessToken): Promise<Called> =>
    call(pool, 'CompleteWebAuthnRegistration', { AccessToken, Credential: credential });

  const register = async (): Promise<Credential> => {
    const credential = await create(await start());
    expect((await complete(credential)).status).toBe(200);
    return credential;
  };

  const userAuth = (parameters: Record<string, string> = {}): Promise<Called> =>
    call(pool, 'InitiateAuth', {
      ClientId: pool.publicClient.id,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: ada, ...parameters },
    });

  const optionsIn = ({ body }: Called): Record<string, unknown> =>
    JSON.parse(
      (body['ChallengeParameters'] as Record<string, string>)['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}',
    ) as Record<string, unknown>;

  test('are registered, listed, used and deleted by the SDK', async () => {
    const sdk = sdkOf(pool);
    const { AccessToken } = tokens;
    const { CredentialCreationOptions } = await sdk.send(
      new StartWebAuthnRegistrationCommand({ AccessToken }),
    );
    const { sub } = pool.person(ada);
    expect(CredentialCreationOptions).toEqual({
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: 'required',
        userVerification: 'preferred',
      },
      challenge: expect.stringMatching(/^[\w-]{43,}$/),
      excludeCredentials: [],
      pubKeyCredParams: [
        { alg: -7, type: 'public-key' },
        { alg: -257, type: 'public-key' },
      ],
      rp: { id: 'localhost', name: 'localhost' },
      timeout: 60_000,
      user: { id: Buffer.from(sub).toString('base64url'), name: ada, displayName: 'Ada Lovelace' },
    });
    const made = await create(CredentialCreationOptions);
    const Credential = JSON.parse(JSON.stringify(made)) as Record<string, never>;
    await sdk.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
    const { Credentials = [] } = await sdk.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
    expect(Credentials).toEqual([
      {
        CredentialId: made.id,
        FriendlyCredentialName: 'Platform passkey',
        RelyingPartyId: 'localhost',
        AuthenticatorAttachment: 'platform',
        AuthenticatorTransports: ['internal'],
        CreatedAt: expect.any(Date),
      },
    ]);
    const ClientId = pool.publicClient.id;
    const asked = await sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: {
          USERNAME: ada,
          PREFERRED_CHALLENGE: 'WEB_AUTHN',
          TARGET_ACR_VALUES: 'urn:cognito:loa:3',
        },
      }),
    );
    expect(asked.ChallengeName).toBe('WEB_AUTHN');
    const used = await get(JSON.parse(asked.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? ''));
    const { AuthenticationResult } = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'WEB_AUTHN',
        Session: asked.Session,
        ChallengeResponses: { USERNAME: ada, CREDENTIAL: JSON.stringify(used) },
      }),
    );
    expect(decode(AuthenticationResult?.IdToken ?? '')).toMatchObject({
      acr: 'urn:cognito:loa:3',
      amr: ['swk'],
    });
    await sdk.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: made.id }));
    expect((await sdk.send(new ListWebAuthnCredentialsCommand({ AccessToken }))).Credentials).toEqual([]);
    const again = new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: made.id });
    await expect(sdk.send(again)).rejects.toEqual(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });

  test('are a choice beside the password, answered at once or by the challenge that Amplify expects', async () => {
    const { id } = await register();
    const choice = await userAuth();
    expect(choice.body).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'],
    });
    const asked = await respond(pool, choice, { USERNAME: ada, ANSWER: 'WEB_AUTHN' });
    expect(asked.body['ChallengeName']).toBe('WEB_AUTHN');
    expect(optionsIn(asked)).toEqual({
      allowCredentials: [{ id, transports: ['internal'], type: 'public-key' }],
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rpId: 'localhost',
      timeout: 60_000,
      userVerification: 'preferred',
    });
    const CREDENTIAL = JSON.stringify(await get(optionsIn(asked)));
    expect(tokensOf(await respond(pool, asked, { USERNAME: ada, CREDENTIAL })).AccessToken).toBeDefined();
    const second = await userAuth();
    const atOnce = {
      USERNAME: ada,
      ANSWER: 'WEB_AUTHN',
      CREDENTIAL: JSON.stringify(await get(optionsIn(second))),
    };
    expect(tokensOf(await respond(pool, second, atOnce)).AccessToken).toBeDefined();
    const { body } = await call(pool, 'GetUserAuthFactors', { AccessToken: tokens.AccessToken });
    expect(body['ConfiguredUserAuthFactors']).toContain('WEB_AUTHN');
  });

  test('a signature is good once, for its challenge, its person and its origin', async () => {
    await register();
    const first = await userAuth({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    const CREDENTIAL = JSON.stringify(await get(optionsIn(first)));
    const second = await userAuth({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    expect((await respond(pool, second, { USERNAME: ada, CREDENTIAL })).type).toBe('NotAuthorizedException');
    expect((await respond(pool, first, { USERNAME: ada, CREDENTIAL })).status).toBe(200);
    expect((await respond(pool, first, { USERNAME: ada, CREDENTIAL })).type).toBe('NotAuthorizedException');
    const third = await userAuth({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    expect((await respond(pool, third, { USERNAME: ada, CREDENTIAL: '{}' })).type).toBe(
      'InvalidParameterException',
    );
    const grace = await userAuth({ USERNAME: 'grace@example.com', PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    expect(grace.body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
  });

  test('a changed signature is refused', async () => {
    await register();
    const asked = await userAuth({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    const credential = await get(optionsIn(asked));
    const other = { ...credential, response: { ...credential.response, signature: 'MEUCIQ' } };
    const refused = await respond(pool, asked, { USERNAME: ada, CREDENTIAL: JSON.stringify(other) });
    expect(refused.type).toBe('NotAuthorizedException');
  });

  test('need a pool that allows them, and one that has a name', async () => {
    pool.updatePool({ firstFactors: ['PASSWORD'] });
    const { AccessToken } = tokens;
    expect((await call(pool, 'StartWebAuthnRegistration', { AccessToken })).type).toBe(
      'WebAuthnNotEnabledException',
    );
    expect((await complete({})).type).toBe('WebAuthnNotEnabledException');
    pool.updatePool({ firstFactors: ['PASSWORD', 'WEB_AUTHN'] });
    expect((await admin(pool, 'DeleteUserPoolDomain', { Domain: 'local' })).status).toBe(200);
    expect((await call(pool, 'StartWebAuthnRegistration', { AccessToken })).type).toBe(
      'WebAuthnConfigurationMissingException',
    );
    const only = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['WEB_AUTHN'] } } };
    expect((await admin(pool, 'UpdateUserPool', only)).type).toBe('InvalidParameterException');
  });

  test('a registration lasts five minutes, once, for the app that began it', async () => {
    const late = await create(await start());
    pool.clock.advance(300_000);
    expect((await complete(late)).type).toBe('WebAuthnChallengeNotFoundException');
    const credential = await create(await start());
    pool.updateClient(pool.client.id, { explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] });
    const other = tokensOf(
      await admin(pool, 'AdminInitiateAuth', {
        ClientId: pool.client.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: ada, PASSWORD: seedPassword, SECRET_HASH: secretHash(pool, ada) },
      }),
    );
    expect((await complete(credential, other.AccessToken)).type).toBe('WebAuthnClientMismatchException');
    expect((await complete(credential)).status).toBe(200);
    expect((await complete(credential)).type).toBe('WebAuthnChallengeNotFoundException');
  });

  /** The same credential, as if the browser had been somewhere else. */
  const from = (origin: string, credential: Credential): Credential => {
    const text = Buffer.from(String(credential.response['clientDataJSON']), 'base64url').toString();
    const clientDataJSON = Buffer.from(JSON.stringify({ ...(JSON.parse(text) as object), origin })).toString(
      'base64url',
    );
    return { ...credential, response: { ...credential.response, clientDataJSON } };
  };

  test('are refused from another origin, for another relying party, and of another kind', async () => {
    const elsewhere = from('https://evil.example', await create(await start()));
    expect((await complete(elsewhere)).type).toBe('WebAuthnOriginNotAllowedException');
    const plain = from('http://app.example.com', await create(await start()));
    expect((await complete(plain)).type).toBe('WebAuthnOriginNotAllowedException');
    const options = await start();
    pool.updatePool({
      webAuthn: { relyingPartyId: 'example.com', userVerification: 'preferred', isMultiFactor: false },
    });
    const moved = from('https://example.com', await create(options));
    expect((await complete(moved)).type).toBe('WebAuthnRelyingPartyMismatchException');
    pool.updatePool({ webAuthn: { userVerification: 'preferred', isMultiFactor: false } });
    const credential = await create(await start());
    const broken = { ...credential, response: { ...credential.response, attestationObject: 'oA' } };
    expect((await complete(broken)).type).toBe('WebAuthnCredentialNotSupportedException');
    for (const nothing of [undefined, 'text', {}, { id: 'x' }]) {
      expect((await complete(nothing)).type).toBe('InvalidParameterException');
    }
    expect(pool.person(ada).passkeys ?? []).toEqual([]);
  });

  test('have to be registered anew for another relying party', async () => {
    await register();
    pool.updatePool({
      webAuthn: { relyingPartyId: 'example.com', userVerification: 'preferred', isMultiFactor: false },
    });
    expect((await userAuth()).body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    expect(await start()).toMatchObject({ rp: { id: 'example.com' }, excludeCredentials: [] });
  });

  test('are twenty at most', async () => {
    await register();
    const [passkey] = pool.person(ada).passkeys ?? [];
    if (passkey === undefined) throw new Error('No passkey was registered.');
    const others = Array.from({ length: 19 }, (_, index) => ({
      ...passkey,
      id: `other${index}`,
      relyingPartyId: 'x',
    }));
    pool.person(ada).passkeys?.push(...others);
    const { AccessToken } = tokens;
    await context.clearCookies();
    const options = { ...(await start()), excludeCredentials: [] };
    expect((await complete(await create(options))).type).toBe('LimitExceededException');
    const { body } = await call(pool, 'ListWebAuthnCredentials', { AccessToken, MaxResults: 15 });
    expect(body['Credentials']).toHaveLength(15);
    const rest = await call(pool, 'ListWebAuthnCredentials', { AccessToken, NextToken: body['NextToken'] });
    expect(rest.body['Credentials']).toHaveLength(5);
  });

  test('never pass by a second factor, unless the pool and the person let a verified one stand for both', async () => {
    await register();
    const secret = pool.enableTotp(ada);
    expect(secret).toBeDefined();
    expect((await userAuth()).body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    const { AccessToken } = tokens;
    const prefer = (Enabled: boolean): Promise<Called> =>
      call(pool, 'SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled } });
    expect((await prefer(true)).type).toBe('InvalidParameterException');
    const config = await sdkOf(pool).send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: pool.userPoolId,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        WebAuthnConfiguration: {
          UserVerification: 'preferred',
          FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
        },
      }),
    );
    expect(config.WebAuthnConfiguration).toEqual({
      UserVerification: 'preferred',
      FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    });
    expect((await userAuth()).body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    expect((await prefer(true)).status).toBe(200);
    const asked = await userAuth({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    expect(optionsIn(asked)['userVerification']).toBe('required');
    const CREDENTIAL = JSON.stringify(await get(optionsIn(asked)));
    expect((await respond(pool, asked, { USERNAME: ada, CREDENTIAL })).status).toBe(200);
    expect((await prefer(false)).status).toBe(200);
    expect((await userAuth()).body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
  });

  test('that do not say who held them are refused where the pool asks for it', async () => {
    pool.updatePool({ webAuthn: { userVerification: 'required', isMultiFactor: false } });
    const options = await start();
    const { authenticatorSelection } = options as { readonly authenticatorSelection: object };
    const { session, id } = await (async () => {
      const weak = await browser.newContext();
      page = await weak.newPage();
      const found = await withAuthenticator(weak, page, { verifiesUsers: false });
      await page.goto(`${pool.domain.replace('127.0.0.1', 'localhost')}/error`);
      return found;
    })();
    expect([session, id]).toBeDefined();
    const lax = {
      ...options,
      authenticatorSelection: { ...authenticatorSelection, userVerification: 'discouraged' },
    };
    expect((await complete(await create(lax))).type).toBe('WebAuthnCredentialNotSupportedException');
  });
});
