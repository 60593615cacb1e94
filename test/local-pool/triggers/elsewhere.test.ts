import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { LocalPool, LocalPoolOptions, TriggerEvent } from '../../../src/local-pool/index.js';
import { freePort } from '../../support/free-port.js';
import { startPool } from '../../support/pool.js';
import { admin, tokensOf } from '../user-pools-api/support.js';
import { claimsOf, refused, signIn, signUp } from './support.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const start = async (options: LocalPoolOptions): Promise<LocalPool> => {
  const pool = await startPool(options);
  open.push(pool);
  return pool;
};

interface Received {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly event: TriggerEvent;
}

type Answering = (received: Received, response: ServerResponse) => void;

/** Stands where functions are, over HTTP. */
const serve = async (answering: Answering) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = {
        url: request.url ?? '',
        headers: request.headers,
        event: JSON.parse(body) as TriggerEvent,
      };
      received.push(one);
      answering(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => server.close().closeAllConnections() });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received };
};

const json = (response: ServerResponse, body: unknown, status = 200, headers = {}): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const arn = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe('a Lambda endpoint', () => {
  const configure = (pool: LocalPool, LambdaConfig: object) =>
    admin(pool, 'UpdateUserPool', { LambdaConfig, AutoVerifiedAttributes: ['email'] });

  test('is asked for what LambdaConfig names, at Invoke’s own path', async () => {
    const { url, received } = await serve(({ event }, response) =>
      json(response, { ...event, response: { ...event.response, autoConfirmUser: true } }),
    );
    const pool = await start({ lambdaEndpoint: url });
    await configure(pool, { PreSignUp: arn('sign-up'), PostConfirmation: `${arn('confirmed')}:live` });
    expect((await signUp(pool, 'new@example.com')).body).toMatchObject({ UserConfirmed: true });
    expect(received.map((one) => one.url)).toEqual([
      '/2015-03-31/functions/sign-up/invocations',
      '/2015-03-31/functions/confirmed/invocations?Qualifier=live',
    ]);
    expect(received[0]?.headers).toMatchObject({ 'x-amz-invocation-type': 'RequestResponse' });
    expect(received[0]?.event).toMatchObject({ triggerSource: 'PreSignUp_SignUp' });
    expect(pool.triggers.list()).toMatchObject([{ by: 'lambda' }, { by: 'lambda' }]);
  });

  test('gives the version of the event that LambdaConfig says', async () => {
    const { url, received } = await serve(({ event }, response) => {
      const accessTokenGeneration = { claimsToAddOrOverride: { tenant: 'acme' } };
      json(response, { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } });
    });
    const pool = await start({ lambdaEndpoint: url });
    await configure(pool, {
      PreTokenGenerationConfig: { LambdaArn: arn('tokens'), LambdaVersion: 'V2_0' },
    });
    expect(claimsOf(await signIn(pool)).access).toMatchObject({ tenant: 'acme' });
    expect(received[0]?.event.version).toBe('2');
  });

  test.each([
    [
      'a function that throws',
      (response: ServerResponse) =>
        json(response, { errorMessage: 'no', errorType: 'Error' }, 200, {
          'X-Amz-Function-Error': 'Unhandled',
        }),
      'UserLambdaValidationException',
      'PreAuthentication failed with error no.',
    ],
    [
      'one that is throttled',
      (response: ServerResponse) =>
        json(response, { message: 'Rate exceeded' }, 429, { 'x-amzn-ErrorType': 'TooManyRequestsException' }),
      'UnexpectedLambdaException',
      'PreAuthentication invocation failed due to error TooManyRequestsException.',
    ],
    [
      'one that is not there',
      (response: ServerResponse) =>
        json(response, {}, 404, {
          'x-amzn-ErrorType': 'ResourceNotFoundException:http://internal.amazon.com/',
        }),
      'UnexpectedLambdaException',
      'PreAuthentication invocation failed due to error ResourceNotFoundException.',
    ],
    [
      'an answer that is no JSON',
      (response: ServerResponse) => void response.end('null and void'),
      'InvalidLambdaResponseException',
      'Unrecognizable lambda output',
    ],
  ])('%s has Cognito’s error', async (_what, answering, type, message) => {
    const { url } = await serve((_received, response) => answering(response));
    const pool = await start({ lambdaEndpoint: url });
    await configure(pool, { PreAuthentication: arn('before') });
    expect(await signIn(pool)).toEqual(refused(type, message));
  });

  test('one that nobody reaches has Cognito’s error, and the log says what to do', async () => {
    const lines: string[] = [];
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const pool = await start({ lambdaEndpoint: endpoint, log: (line) => void lines.push(line) });
    await configure(pool, { PreAuthentication: arn('before') });
    expect((await signIn(pool)).type).toBe('UnexpectedLambdaException');
    expect(lines.join('\n')).toContain(
      `${endpoint} cannot be reached (ECONNREFUSED). Start what is to answer there, or name another address.`,
    );
  });

  test('gets the code of a sender in the client context too', async () => {
    const { url, received } = await serve((_received, response) => json(response, null));
    const pool = await start({ lambdaEndpoint: url });
    await configure(pool, {
      CustomEmailSender: { LambdaArn: arn('mail'), LambdaVersion: 'V1_0' },
      KMSKeyID: 'arn:aws:kms:us-east-1:123456789012:key/mine',
    });
    await signUp(pool, 'new@example.com');
    await pool.triggers.settled();
    const context = Buffer.from(String(received[0]?.headers['x-amz-client-context']), 'base64').toString();
    expect(JSON.parse(context)).toEqual({ custom: { code: expect.stringMatching(/^\d{6}$/u) } });
    expect(pool.triggers.senderKey.keyName).toBe('arn:aws:kms:us-east-1:123456789012:key/mine');
  });

  test('serves every pool, and functions stand in for it where there is none', async () => {
    const pool = await start({
      triggers: { PreSignUp: (event) => ({ ...event, response: { autoConfirmUser: true } }) },
    });
    const made = await admin(pool, 'CreateUserPool', {
      PoolName: 'second',
      LambdaConfig: { PreSignUp: arn('any') },
    });
    const { Id: UserPoolId } = made.body['UserPool'] as { readonly Id: string };
    const client = await admin(pool, 'CreateUserPoolClient', { UserPoolId, ClientName: 'app' });
    const { ClientId } = client.body['UserPoolClient'] as { readonly ClientId: string };
    expect((await signUp(pool, 'somebody', { ClientId })).body).toMatchObject({ UserConfirmed: true });
  });
});

describe('LambdaConfig without anything that could run it', () => {
  test('says so at once, is passed over, and shows in the record', async () => {
    const lines: string[] = [];
    const pool = await start({ log: (line) => void lines.push(line) });
    const LambdaConfig = { PreAuthentication: arn('before'), PostConfirmation: arn('after') };
    await admin(pool, 'UpdateUserPool', { LambdaConfig });
    expect(lines).toEqual([
      `LambdaConfig of ${pool.userPoolId} names functions for PostConfirmation, PreAuthentication that do not run. Name what answers Invoke with --lambda-endpoint (lambdaEndpoint in code), or give functions with --triggers (triggers).`,
    ]);
    expect(tokensOf(await signIn(pool)).IdToken).toBeDefined();
    expect(pool.triggers.list()).toMatchObject([
      { trigger: 'PreAuthentication', by: 'none', outcome: 'skipped' },
    ]);
    const described = await admin(pool, 'DescribeUserPool');
    expect(described.body).toMatchObject({ UserPool: { LambdaConfig } });
    const listed = await admin(pool, 'ListUserPools', { MaxResults: 1 });
    expect(listed.body).toMatchObject({ UserPools: [{ LambdaConfig }] });
  });

  test.each([
    [
      { CustomEmailSender: { LambdaArn: arn('mail'), LambdaVersion: 'V1_0' } },
      'CustomEmailSender needs a KMSKeyID.',
    ],
    [
      {
        PreTokenGeneration: arn('one'),
        PreTokenGenerationConfig: { LambdaArn: arn('two'), LambdaVersion: 'V2_0' },
      },
      'PreTokenGeneration and PreTokenGenerationConfig must name the same function.',
    ],
  ])('that contradicts itself is refused', async (LambdaConfig, message) => {
    const pool = await start({});
    expect(await admin(pool, 'UpdateUserPool', { LambdaConfig })).toEqual(
      refused('InvalidParameterException', message),
    );
  });

  test('that needs more than the Lite plan is refused there', async () => {
    const pool = await start({});
    const LambdaConfig = { PreTokenGenerationConfig: { LambdaArn: arn('tokens'), LambdaVersion: 'V3_0' } };
    const answer = await admin(pool, 'UpdateUserPool', { LambdaConfig, UserPoolTier: 'LITE' });
    expect(answer.type).toBe('FeatureUnavailableInTierException');
  });
});

describe('a URL', () => {
  test('gets every event; what it has not, it says with 404', async () => {
    const { url, received } = await serve(({ event, headers }, response) => {
      if (event.triggerSource.startsWith('PreSignUp')) return json(response, event);
      if (event.triggerSource.startsWith('CustomEmailSender'))
        return json(response, event, headers['x-local-pool-code'] === undefined ? 500 : 200);
      response.writeHead(404).end();
    });
    const pool = await start({ triggers: url });
    expect((await signUp(pool, 'new@example.com')).status).toBe(200);
    expect(pool.outbox.list()).toEqual([]);
    expect(tokensOf(await signIn(pool)).IdToken).toBeDefined();
    expect(received.map(({ event }) => event.triggerSource)).toEqual([
      'PreSignUp_SignUp',
      'CustomEmailSender_SignUp',
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
    ]);
    expect(pool.triggers.list().at(-1)).toMatchObject({ by: 'url', outcome: 'skipped' });
  });

  test('without a sender leaves the codes to the outbox, and without challenges has none', async () => {
    const { url } = await serve((_received, response) => void response.writeHead(404).end());
    const pool = await start({ triggers: url });
    await signUp(pool, 'new@example.com');
    expect(pool.outbox.list()).toMatchObject([{ to: 'new@example.com', purpose: 'sign-up' }]);
    const custom = { AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ada@example.com' } };
    expect(await signIn(pool, custom)).toEqual(
      refused('UnexpectedLambdaException', 'null invocation failed due to configuration.'),
    );
  });

  test('refuses with an errorMessage, and says which version of the token event it takes', async () => {
    const { url, received } = await serve(({ event }, response) =>
      event.triggerSource === 'TokenGeneration_Authentication'
        ? json(response, { errorMessage: 'no tokens' }, 400)
        : response.writeHead(404).end(),
    );
    const pool = await start({ triggers: `${url}/hook?PreTokenGeneration=V2_0` });
    expect(await signIn(pool)).toEqual(
      refused('UserLambdaValidationException', 'PreTokenGeneration failed with error no tokens.'),
    );
    expect(received.at(-1)).toMatchObject({ url: '/hook?PreTokenGeneration=V2_0', event: { version: '2' } });
  });

  test('that redirects is not followed, and one that fails is not invoked', async () => {
    for (const [status, reason] of [
      [302, 'ServiceUnavailableException'],
      [500, 'ServiceException'],
      [429, 'TooManyRequestsException'],
    ] as const) {
      const { url } = await serve(
        (_received, response) => void response.writeHead(status, { Location: '/elsewhere' }).end(),
      );
      const pool = await start({ triggers: url });
      expect(await signIn(pool)).toEqual(
        refused('UnexpectedLambdaException', `PreAuthentication invocation failed due to error ${reason}.`),
      );
    }
  });
});
