import { describe, expect, test } from '@jest/globals';
import type {
  CreateAuthChallengeTriggerHandler,
  CustomMessageTriggerHandler,
  DefineAuthChallengeTriggerHandler,
  InboundFederationTriggerHandler,
  PostAuthenticationTriggerHandler,
  PostConfirmationTriggerHandler,
  PreAuthenticationTriggerHandler,
  PreSignUpTriggerHandler,
  PreTokenGenerationTriggerHandler,
  PreTokenGenerationV2TriggerHandler,
  UserMigrationTriggerHandler,
  VerifyAuthChallengeResponseTriggerHandler,
} from 'aws-lambda';
import type { TriggerFunctions } from '../../../src/local-pool/index.js';
import { eventually } from '../../support/eventually.js';
import { poolForEachTest, startPool } from '../../support/pool.js';
import { signIn as signInAtPages } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';
import { call } from '../user-pools-api/support.js';
import { refused, signIn } from './support.js';

const said: string[] = [];
const pool = poolForEachTest({
  log: (line) => {
    said.push(line);
  },
});

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

const running = (): Promise<void> =>
  eventually(() => expect(pool.triggers.list().at(-1)?.outcome).toBe('running'));

const credentials = { username: 'ada@example.com', password: 'Local-Pool-1' };

describe('a trigger that hangs', () => {
  test('is given up after five seconds of the pool’s time, at the API and at the pages', async () => {
    use({ PreAuthentication: () => new Promise(() => undefined) });
    const answer = signIn(pool);
    await running();
    pool.clock.advance(5_000);
    expect(await answer).toEqual(
      refused('UnexpectedLambdaException', 'Socket timeout while invoking Lambda function'),
    );
    expect(pool.triggers.list()).toMatchObject([{ outcome: 'timed-out', took: expect.any(Number) }]);

    pool.triggers.clear();
    const visitor = visitorOf(pool);
    const page = visitor.fill(visitor.pageUrl('/login'), credentials);
    await running();
    pool.clock.advance(5_000);
    expect((await page).text).toContain('Socket timeout while invoking Lambda function');
  });

  test('is waited for until then', async () => {
    let finish = (): void => undefined;
    use({
      PreAuthentication: (event) =>
        new Promise((resolve) => {
          finish = () => resolve(event);
        }),
    });
    const answer = signIn(pool);
    await running();
    pool.clock.advance(4_000);
    finish();
    expect((await answer).status).toBe(200);
  });
});

describe('nonsense', () => {
  test.each([
    ['nothing', () => undefined, 'it answered nothing; return the event'],
    ['a text', () => 'yes', 'it is no object'],
    ['the response alone', () => ({ response: {} }), 'version, triggerSource, region'],
    ['another event', (event: object) => ({ ...event, triggerSource: 'Other' }), 'triggerSource is another'],
    ['no response', (event: object) => ({ ...event, response: null }), 'its response is no object'],
  ])('such as %s is Cognito’s error, and the log says why', async (_what, PreAuthentication, why) => {
    use({ PreAuthentication });
    expect(await signIn(pool)).toEqual(
      refused('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
    );
    expect(pool.triggers.list()).toMatchObject([{ outcome: 'unrecognizable' }]);
    expect(said.at(-1)).toContain(why);
  });

  test('a function in the old style may answer and fail through its callback', async () => {
    use({ PreAuthentication: (event, _context, callback) => callback(null, event) });
    expect((await signIn(pool)).status).toBe(200);
    use({ PreAuthentication: (_event, _context, callback) => callback(new Error('not today')) });
    expect(await signIn(pool)).toEqual(
      refused('UserLambdaValidationException', 'PreAuthentication failed with error not today.'),
    );
  });
});

describe('what tokens wait for', () => {
  const failing: TriggerFunctions = {
    PreTokenGeneration: () => {
      throw new Error('no claims');
    },
  };

  test('is told at the callback, before there is a code', async () => {
    use(failing);
    const callback = await signInAtPages(pool);
    expect(callback.search).toBe(
      '?error_description=PreTokenGeneration+failed+with+error+no+claims.+&state=a-state&error=invalid_request',
    );
  });

  test('is an error of the API, and leaves no sign-in behind', async () => {
    use(failing);
    expect(await signIn(pool)).toEqual(
      refused('UserLambdaValidationException', 'PreTokenGeneration failed with error no claims.'),
    );
  });
});

test('functions written for Lambda, in its own types, run as they are', async () => {
  const before: PreAuthenticationTriggerHandler = async (event, context) => {
    if (context.getRemainingTimeInMillis() > 5_000 || context.functionName !== 'PreAuthentication')
      throw new Error('wrong context');
    return event;
  };
  const tokens: PreTokenGenerationV2TriggerHandler = (event, _context, callback) => callback(null, event);
  const typed = {
    PreAuthentication: before,
    PreTokenGeneration: tokens,
    PreTokenGenerationConfig: { LambdaVersion: 'V2_0' },
  } satisfies TriggerFunctions;
  use(typed);
  expect((await signIn(pool)).status).toBe(200);
  // That these compile is the test.
  const others: readonly ((of: OfLambda) => TriggerFunctions)[] = [
    ({ PreSignUp }) => ({ PreSignUp }),
    ({ CustomMessage, UserMigration }) => ({ CustomMessage, UserMigration }),
    ({ DefineAuthChallenge, CreateAuthChallenge }) => ({ DefineAuthChallenge, CreateAuthChallenge }),
    ({ VerifyAuthChallengeResponse }) => ({ VerifyAuthChallengeResponse }),
    ({ PostConfirmation, PostAuthentication }) => ({ PostConfirmation, PostAuthentication }),
    ({ InboundFederation, PreTokenGeneration }) => ({ InboundFederation, PreTokenGeneration }),
  ];
  expect(others).toHaveLength(6);
});

interface OfLambda {
  readonly PreSignUp: PreSignUpTriggerHandler;
  readonly CustomMessage: CustomMessageTriggerHandler;
  readonly UserMigration: UserMigrationTriggerHandler;
  readonly DefineAuthChallenge: DefineAuthChallengeTriggerHandler;
  readonly CreateAuthChallenge: CreateAuthChallengeTriggerHandler;
  readonly VerifyAuthChallengeResponse: VerifyAuthChallengeResponseTriggerHandler;
  readonly PostConfirmation: PostConfirmationTriggerHandler;
  readonly PostAuthentication: PostAuthenticationTriggerHandler;
  readonly InboundFederation: InboundFederationTriggerHandler;
  readonly PreTokenGeneration: PreTokenGenerationTriggerHandler;
}

describe('a record', () => {
  test('of every run has no code, password or token in it', async () => {
    use({ UserMigration: () => 'nobody', CustomEmailSender: (event) => event });
    await signIn(pool, { username: 'old@example.com', password: 'An-Old-Secret-1' });
    await call(pool, 'ForgotPassword', { ClientId: pool.publicClient.id, Username: 'ada@example.com' });
    await pool.triggers.settled();
    expect(pool.triggers.list()).toMatchObject([
      { source: 'UserMigration_Authentication', event: { request: { password: 'left out' } } },
      { source: 'CustomEmailSender_ForgotPassword', event: { request: { code: 'left out' } } },
    ]);
    const page = await visitorOf(pool).browser.send(`${pool.domain}/_local/triggers`);
    expect(page.text).toContain('UserMigration_Authentication');
    expect(page.text).toContain('it is no object');
    expect(page.text).not.toContain('An-Old-Secret-1');
  });

  test('can be had and cleared over HTTP', async () => {
    const controlled = await startPool({ control: true, triggers: { PreAuthentication: (event) => event } });
    try {
      await signIn(controlled);
      const url = `${controlled.domain}/_local/control/triggers`;
      expect(await (await fetch(url)).json()).toMatchObject([
        {
          trigger: 'PreAuthentication',
          by: 'function',
          outcome: 'answered',
          userPoolId: controlled.userPoolId,
        },
      ]);
      await fetch(url, { method: 'DELETE' });
      expect(controlled.triggers.count('PreAuthentication')).toBe(0);
    } finally {
      await controlled.close();
    }
  });
});

describe('what is given', () => {
  test('must be triggers, by their names in LambdaConfig', async () => {
    await expect(startPool({ triggers: { PresignUp: () => 1 } as TriggerFunctions })).rejects.toThrow(
      'triggers.PresignUp is no trigger; expected PreSignUp, ',
    );
    expect(() => use({ PreSignUp: 'yes' } as unknown as TriggerFunctions)).toThrow(
      'triggers.PreSignUp must be a function of the event',
    );
    const version = { PreTokenGenerationConfig: { LambdaVersion: '2' } } as unknown as TriggerFunctions;
    expect(() => use(version)).toThrow('must be one of V1_0, V2_0, V3_0');
  });

  test('as an address must be one', async () => {
    await expect(startPool({ lambdaEndpoint: 'localhost:3001' })).rejects.toThrow(
      'lambdaEndpoint localhost:3001',
    );
  });
});
