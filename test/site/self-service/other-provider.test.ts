import { expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { createSiteSelfService } from '../../../src/site-self-service.js';

const siteAt = (issuer: string) => {
  const loaded = loadConfig(
    {
      BASE_URL: 'https://app.example.com',
      COGNITO_ISSUER: issuer,
      COGNITO_CLIENT_ID: 'client',
      SESSION_SECRET: 'Hs5Gf0JeZq7Kx2Vd9Lw4Rt6Yp1Bn8Mc3',
    },
    () => '',
  );
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return createSiteSelfService(loaded.config, {});
};

test.each(['https://login.example.com', 'https://login.example.com/eu-west-1_AbCdEfGhI'])(
  'at %s, which is none of Cognito’s, there is no self-service, and nobody is asked to end other apps',
  (issuer) => {
    expect(siteAt(issuer)).toBeUndefined();
  },
);

test('the pool’s page that adds a passkey is asked to come back to the callback, the one address that it knows', () => {
  const site = siteAt('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI');
  expect(site?.pages.passkeyPage('https://shop.auth.eu-west-1.amazoncognito.com')).toBe(
    'https://shop.auth.eu-west-1.amazoncognito.com/passkeys/add?client_id=client&redirect_uri=https%3A%2F%2Fapp.example.com%2Fauth%2Fcallback',
  );
  expect(site?.pages.isScopeAsked).toBe(false);
});
