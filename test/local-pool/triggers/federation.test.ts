import { describe, expect, test } from '@jest/globals';
import type { TriggerFunctions } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';
import { admin } from '../user-pools-api/support.js';
import { sourcesOf } from './support.js';

const pool = poolForEachTest();

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

const email = 'g@example.com';

/** Where a browser ends that goes through the simulated Google. */
const throughGoogle = async (fields: Record<string, string> = { email, name: 'Gee' }): Promise<URL> => {
  const visitor = visitorOf(pool);
  const start = await visitor.browser.send(
    authorizeUrl(pool, { identity_provider: 'Google', scope: 'openid' }),
  );
  const back = await visitor.fill(visitor.absolute(start.location), fields);
  return new URL((await visitor.browser.send(visitor.absolute(back.location))).location);
};

const googler = () =>
  [...pool.triggers.list()].map(({ userName }) => userName).find((name) => name.startsWith('Google_')) ?? '';

const all: TriggerFunctions = {
  InboundFederation: (event) => event,
  PreSignUp: (event) => event,
  PostConfirmation: (event) => event,
  PreAuthentication: (event) => event,
  PostAuthentication: (event) => event,
  PreTokenGeneration: (event) => event,
};

describe('somebody from a provider', () => {
  test('passes the triggers of a sign-up the first time and those of a sign-in later', async () => {
    use(all);
    await throughGoogle();
    expect(sourcesOf(pool)).toEqual([
      'InboundFederation_ExternalProvider',
      'PreSignUp_ExternalProvider',
      'PostConfirmation_ConfirmSignUp',
      'TokenGeneration_HostedAuth',
    ]);
    pool.triggers.clear();
    await throughGoogle();
    expect(sourcesOf(pool)).toEqual([
      'InboundFederation_ExternalProvider',
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_HostedAuth',
    ]);
    expect(pool.triggers.list()[1]?.event).toMatchObject({
      request: { userAttributes: { 'cognito:user_status': 'EXTERNAL_PROVIDER' } },
    });
  });

  test('is turned away by the first of them, at the callback', async () => {
    use({
      PreSignUp: () => {
        throw new Error('not welcome');
      },
    });
    expect((await throughGoogle()).href).toBe(
      `${callbackUrl}?error_description=PreSignUp+failed+with+error+not+welcome.+&state=a-state&error=invalid_request`,
    );
  });

  test('is linked to somebody by the trigger, and gets in the second time, as with Cognito', async () => {
    use({
      PreSignUp: async (event) => {
        const [, ProviderAttributeValue = ''] = event.userName.split('_');
        await admin(pool, 'AdminLinkProviderForUser', {
          DestinationUser: {
            ProviderName: 'Cognito',
            ProviderAttributeValue: pool.person('ada@example.com').username,
          },
          SourceUser: {
            ProviderName: 'Google',
            ProviderAttributeName: 'Cognito_Subject',
            ProviderAttributeValue,
          },
        });
        return event;
      },
    });
    const first = await throughGoogle();
    expect(first.searchParams.get('error_description')).toBe(
      `Already found an entry for username ${googler()}`,
    );
    expect((await throughGoogle()).searchParams.get('code')).not.toBeNull();
  });
});

describe('the trigger for what a provider says', () => {
  test('sees it, and what it leaves out does not come in', async () => {
    pool.updatePool({ customAttributes: ['tier'] });
    use({
      InboundFederation: (event) => {
        const { userInfo = {} } = event.request.attributes;
        expect(event.request).toMatchObject({ providerName: 'Google', providerType: 'Google' });
        const { email = '' } = userInfo;
        event.response.userAttributesToMap = { email, 'custom:tier': 'gold' };
        return event;
      },
      PreSignUp: (event) => event,
    });
    await throughGoogle();
    expect(pool.person(googler()).attributes).toEqual({
      'sub': expect.any(String),
      email,
      'custom:tier': 'gold',
    });
  });

  test('changes nothing with an empty answer, and its tokens are in no record', async () => {
    use({ InboundFederation: (event) => ({ ...event, response: { userAttributesToMap: {} } }) });
    await throughGoogle();
    expect(pool.person(googler()).attributes).toMatchObject({ email, name: 'Gee' });
    expect(pool.triggers.list()[0]?.event).toMatchObject({
      request: { attributes: { tokenResponse: 'left out', idToken: 'left out' } },
    });
  });

  test('is told at the callback where it fails', async () => {
    use({
      InboundFederation: () => {
        throw new Error('unknown tenant');
      },
    });
    expect((await throughGoogle()).searchParams.get('error_description')).toBe(
      'InboundFederation failed with error unknown tenant. ',
    );
  });
});
