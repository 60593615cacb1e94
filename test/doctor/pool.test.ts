import { describe, expect, test } from '@jest/globals';
import { poolForEachTest } from '../support/pool.js';
import { freePort } from '../support/free-port.js';
import { envFor, examine } from './support.js';

const pool = poolForEachTest();

describe('the discovery document', () => {
  test('of a pool that there is not: which one was asked for, and how to see those that there are (D5)', async () => {
    const { of } = await examine(envFor(pool, { COGNITO_ISSUER: `${pool.api}/us-east-1_Elsewhere1` }));
    expect(of('discovery')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('404: there is no user pool us-east-1_Elsewhere1 in us-east-1'),
      fix: expect.stringContaining('aws cognito-idp list-user-pools --region us-east-1'),
    });
    expect(of('issuer').message).toBe('Not looked at: discovery failed.');
    expect(of('client-id').message).toBe('Not looked at: domain was skipped.');
  });

  test('is looked for in vain at the domain of a pool, which is recognised', async () => {
    const { of } = await examine(envFor(pool, { COGNITO_ISSUER: pool.domain }));
    expect(of('discovery').message).toContain('that is the domain of a user pool');
    expect(of('discovery').fix).toContain(`COGNITO_DOMAIN=${pool.domain}`);
  });

  test('that is a page of somebody between', async () => {
    pool.faults.add({
      endpoint: 'discovery',
      fault: { kind: 'status', status: 200, body: '<html>Sign in to the network</html>' },
    });
    expect((await examine(envFor(pool))).of('discovery').message).toContain('not JSON');
  });

  test('of an address that is no provider', async () => {
    pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 403 } });
    expect((await examine(envFor(pool))).of('discovery').message).toContain('403');
  });

  test.each([
    ['a slash at the end', (issuer: string) => `${issuer}/`, 'a slash at the end makes the difference'],
    ['another host', () => 'https://login.example/', 'https://login.example/'],
  ])('that names %s (D4)', async (_what, named, message) => {
    pool.faults.add({
      endpoint: 'discovery',
      fault: { kind: 'discovery', change: { issuer: named(pool.issuer) } },
    });
    const { of } = await examine(envFor(pool));
    expect(of('issuer')).toMatchObject({ outcome: 'fail', message: expect.stringContaining(message) });
    expect(of('issuer').fix).toBe(`COGNITO_ISSUER=${named(pool.issuer)}`);
    expect(of('domain').outcome).toBe('skip');
  });

  test('that names no issuer', async () => {
    pool.faults.add({ endpoint: 'discovery', fault: { kind: 'discovery', change: { issuer: undefined } } });
    expect((await examine(envFor(pool))).of('issuer').message).toContain('names no issuer');
  });
});

describe('the clock', () => {
  const ahead = (seconds: number) => () => Date.now() + seconds * 1000;

  test.each([
    [0, 'pass', /same time/],
    [20, 'warn', /seconds ahead of 127\.0\.0\.1/],
    [-20, 'warn', /seconds behind 127\.0\.0\.1/],
    [600, 'fail', /seconds ahead of 127\.0\.0\.1/],
    [-600, 'fail', /seconds behind 127\.0\.0\.1/],
  ])('of a machine that is %d seconds ahead of the pool: %s (D9)', async (seconds, outcome, message) => {
    const { of } = await examine(envFor(pool), { now: ahead(seconds) });
    expect(of('clock')).toMatchObject({ outcome, message: expect.stringMatching(message) });
  });

  test('of a pool that does not say the time', async () => {
    const { of } = await examine(envFor(pool));
    expect(of('clock').outcome).toBe('pass');
    pool.faults.add({
      endpoint: 'discovery',
      fault: { kind: 'status', status: 200, body: '{}', headers: { date: 'some day' } },
    });
    expect((await examine(envFor(pool))).of('clock').outcome).toBe('warn');
  });
});

describe('regions', () => {
  test('pass when all that name one name the same', async () => {
    const { of } = await examine(envFor(pool), { surroundings: { awsRegion: 'us-east-1' } });
    expect(of('regions')).toMatchObject({
      outcome: 'pass',
      message: 'The region is us-east-1, by the user pool id, AWS_REGION.',
    });
  });

  test('fail for the region of the AWS credentials', async () => {
    const { of } = await examine(envFor(pool), { surroundings: { awsRegion: 'eu-west-1' } });
    expect(of('regions')).toMatchObject({ outcome: 'fail', fix: 'AWS_REGION=us-east-1' });
  });

  test('fail for a domain of another region (D11)', async () => {
    pool.faults.add({
      endpoint: 'discovery',
      fault: {
        kind: 'discovery',
        change: { authorization_endpoint: 'https://a.auth.eu-west-1.amazoncognito.com/oauth2/authorize' },
      },
    });
    const { of } = await examine(envFor(pool), { deadlineMs: 500 });
    expect(of('regions').message).toContain('the domain of the pool names eu-west-1');
  });
});

describe('the domain', () => {
  test('that the pool does not have', async () => {
    pool.faults.add({
      endpoint: 'discovery',
      fault: { kind: 'discovery', change: { authorization_endpoint: `${pool.issuer}/authorize` } },
    });
    const { of } = await examine(envFor(pool));
    expect(of('domain')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('has no domain'),
    });
    expect(of('domain').fix).toContain('create-user-pool-domain');
  });

  test('that is not the one of the settings', async () => {
    const { of } = await examine(envFor(pool, { COGNITO_DOMAIN: 'http://127.0.0.1:9' }));
    expect(of('domain').fix).toContain(`COGNITO_DOMAIN=${pool.domain}`);
  });

  test('that is in trouble, or away', async () => {
    pool.faults.add({ endpoint: 'authorize', fault: { kind: 'status', status: 503 } });
    expect((await examine(envFor(pool))).of('domain').message).toContain('503');
    pool.faults.clear();
    pool.faults.add({ endpoint: 'authorize', fault: { kind: 'drop' } });
    expect((await examine(envFor(pool))).of('domain').message).toMatch(/broke off/);
  });

  test('that the document leaves out', async () => {
    pool.faults.add({
      endpoint: 'discovery',
      fault: { kind: 'discovery', change: { authorization_endpoint: undefined } },
    });
    expect((await examine(envFor(pool))).of('domain').outcome).toBe('fail');
  });
});

describe('where the pool cannot be reached', () => {
  test.each([
    [
      'nobody listens',
      async () => `http://127.0.0.1:${await freePort()}/us-east-1_Local0001`,
      /^Nothing listens at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.$/,
    ],
    [
      'the name is unknown',
      async () => 'https://nowhere.invalid/',
      /^The name nowhere\.invalid cannot be resolved/,
    ],
  ])('%s, said in a sentence, and everything behind it is skipped', async (_what, issuer, sentence) => {
    const { of, namesOf } = await examine(envFor(pool, { COGNITO_ISSUER: await issuer() }));
    expect(of('discovery')).toMatchObject({ outcome: 'fail', message: expect.stringMatching(sentence) });
    expect(of('discovery').fix).toContain('curl');
    expect(namesOf('fail')).toEqual(['discovery']);
  });

  test('silence is waited for until the deadline, and no longer', async () => {
    pool.faults.add({ endpoint: 'discovery', fault: { kind: 'silence' } });
    const { of } = await examine(envFor(pool), { deadlineMs: 200 });
    expect(of('discovery').message).toMatch(/did not answer within 1 seconds\.$/);
  });

  test('all of it ends in time, whatever single deadlines say', async () => {
    pool.faults.add({ endpoint: 'discovery', fault: { kind: 'silence' } });
    const { of } = await examine(envFor(pool), { deadlineMs: 60_000, withinMs: 300 });
    expect(of('discovery')).toMatchObject({ outcome: 'fail', message: 'Not done in time.' });
    expect(of('settings').outcome).toBe('pass');
  });
});
