import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { AuthError } from '../../src/auth/index.js';
import { createAwsCredentials, type AwsCredentials } from '../../src/aws/index.js';
import { startBareSite } from '../support/bare-site.js';
import { createBrowser } from '../support/browser.js';
import { openForAllTests, openForEachTest } from '../support/opened.js';
import { grace, signedIn } from '../support/people.js';
import { startBucket } from './support/bucket.js';

// From a sign-in to a signed request: the real client of S3, with what the local pool gives for the ID token of a session.

const bucket = openForAllTests(() =>
  startBucket({
    accessKeyId: 'ASIALOCALPOOLNOTREAL',
    secretAccessKey: 'local-pool/these-credentials-are-not-real',
    isToken: (token) => /^local-pool\.[\w-]+\.not-real$/.test(token),
  }),
);

let aws: AwsCredentials;
const site = openForEachTest(async () => {
  const started = await startBareSite({
    auth: { onEvent: (event) => aws.onAuthEvent(event) },
    routes: (app, auth) => {
      app.use('/photos/:name', auth.requireSignIn(), async (request, response) => {
        const s3 = new S3Client({
          region: 'us-east-1',
          endpoint: bucket.url,
          forcePathStyle: true,
          credentials: aws.credentialsOf(request),
        });
        const photo = { Bucket: 'photos', Key: `mine/${String(request.params['name'])}` };
        if (request.method === 'PUT') await s3.send(new PutObjectCommand({ ...photo, Body: 'a photo' }));
        const { Body } = await s3.send(new GetObjectCommand(photo));
        response.send(await Body?.transformToString());
      });
    },
  });
  aws = createAwsCredentials({
    identityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555',
    endpoint: started.pool.api,
    idToken: (request) => started.auth.idToken(request),
    failure: (code, details) => new AuthError(code, details),
  });
  return started;
});

const calls = (): number => site.pool.requests.count('api');

test('requests of the S3 client are signed with the credentials of the person who is signed in', async () => {
  const [ada, other] = [await signedIn(site), await signedIn(site, grace)];
  const photo = `${site.origin}/photos/a%20summer's%20day.jpg`;
  const [ofAda, ofGrace] = [await ada.send(photo), await other.send(photo)];
  expect([ofAda.status, ofGrace.status]).toEqual([200, 200]);
  expect(ofAda.text).toMatch(/^local-pool\.[\w-]+\.not-real$/);
  expect(ofGrace.text).not.toBe(ofAda.text);
  const sameOrigin = { 'origin': site.origin, 'sec-fetch-site': 'same-origin' };
  expect(await ada.send(photo, { method: 'PUT', headers: sameOrigin })).toMatchObject({
    status: 200,
    text: 'a photo',
  });
  expect([...bucket.stored.keys()]).toEqual(['/photos/mine/a%20summer%27s%20day.jpg']);
});

test('a client for each request asks the identity pool once', async () => {
  const ada = await signedIn(site);
  for (let nth = 0; nth < 5; nth += 1) await ada.send(`${site.origin}/photos/${nth}`);
  expect(calls()).toBe(2);
});

test('the bucket refuses what is signed with another secret, so that these tests mean something', async () => {
  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint: bucket.url,
    forcePathStyle: true,
    credentials: {
      accessKeyId: 'ASIALOCALPOOLNOTREAL',
      secretAccessKey: 'guessed',
      sessionToken: 'local-pool.x.not-real',
    },
  });
  const asking = s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'x' }));
  await expect(asking).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
});

test('an error of ours comes out of the client as it went in: the sign-in was ended at the pool', async () => {
  const ada = await signedIn(site);
  site.pool.revokeEverything();
  expect(await ada.send(`${site.origin}/photos/x`)).toMatchObject({
    status: 401,
    text: expect.stringContaining('recent_sign_in_required'),
  });
});

test('signing out forgets what was held', async () => {
  const ada = await signedIn(site);
  await ada.send(`${site.origin}/photos/x`);
  expect(aws.size()).toBe(1);
  await ada.post(`${site.origin}/auth/sign-out`);
  expect(aws.size()).toBe(0);
});

test('a browser without a sign-in gets nothing', async () => {
  const page = await createBrowser().send(`${site.origin}/photos/x`, {
    headers: { accept: 'application/json' },
  });
  expect(page.status).toBe(401);
  expect(calls()).toBe(0);
});
