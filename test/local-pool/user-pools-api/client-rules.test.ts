import { describe, expect, test } from '@jest/globals';
import type { ClientChanges } from '../../../src/local-pool/index.js';
import { contradictionsIn } from '../../../src/local-pool/control/seed-checks.js';
import { poolForAllTests } from '../../support/pool.js';
import { admin, type Called } from './support.js';

const app = 'https://app.example.com/cb';

const pool = poolForAllTests();

const createClient = ({ flows, callbackUrls, defaultRedirectUri }: ClientChanges): Promise<Called> =>
  admin(pool, 'CreateUserPoolClient', {
    ClientName: 'app',
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: flows ?? ['code'],
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: callbackUrls,
    DefaultRedirectURI: defaultRedirectUri,
  });

describe.each([
  [
    'client_credentials beside the code flow',
    { flows: ['client_credentials', 'code'] },
    /client_credentials/u,
  ],
  ['a default callback of nobody’s', { defaultRedirectUri: app }, /default_?redirect_?uri/iu],
  [
    'a default callback that is none of the callbacks',
    { callbackUrls: [app], defaultRedirectUri: `${app}/other` },
    /default_?redirect_?uri/iu,
  ],
] as const)('an app client with %s', (_what, settings, reason) => {
  test('is refused by the API, in code and in a seed', async () => {
    const refused = await createClient(settings);
    expect(refused.type).toMatch(/^(?:InvalidOAuthFlow|InvalidParameter)Exception$/u);
    expect(refused.message).toMatch(reason);
    expect(() => pool.addClient({ id: 'app', ...settings })).toThrow(reason);
    expect(contradictionsIn({ clients: [{ id: 'app', ...settings }] })).toEqual([
      expect.stringMatching(reason),
    ]);
  });
});

describe('changes of an app client', () => {
  test('are judged together with what it has', () => {
    pool.addClient({ id: 'known', callbackUrls: [app] });
    pool.updateClient('known', { defaultRedirectUri: app });
    expect(() => pool.updateClient('known', { callbackUrls: ['myapp://cb'] })).toThrow('defaultRedirectUri');
    expect(() => pool.addClient({ id: 'known', callbackUrls: [] })).toThrow('defaultRedirectUri');
  });

  test('may turn it into a machine’s client and back', () => {
    pool.addClient({ id: 'machine', secret: 'a-secret', flows: ['client_credentials'] });
    pool.updateClient('machine', { flows: ['code', 'implicit'] });
    pool.updateClient('machine', { flows: ['client_credentials'] });
  });
});

describe('the addresses of an app client', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,hello',
    'http://app.example.com/cb',
    `${app}#top`,
    '/cb',
  ])('are not %s, whether the API or code says so', async (address) => {
    expect((await createClient({ callbackUrls: [address] })).type).toBe('InvalidParameterException');
    expect(() => pool.addClient({ id: 'app', callbackUrls: [address] })).toThrow('callbackUrls');
  });

  test.each([app, 'http://[::1]:1234/cb', 'myapp://cb'])('may be %s for both', async (address) => {
    expect((await createClient({ callbackUrls: [address] })).status).toBe(200);
    pool.addClient({ id: 'app', callbackUrls: [address] });
  });
});
