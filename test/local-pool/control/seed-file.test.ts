import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSeedFile } from '../../../src/local-pool/control/seed-file.js';
import { startPool } from '../../support/pool.js';
import { decode, signInForTokens } from '../support/app.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-pool-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The complaints about a seed file of this content, without the name of the file. */
const problemsIn = (content: unknown): readonly string[] => {
  const file = join(folder, 'seed.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const read = readSeedFile(file);
  return 'problems' in read ? read.problems.map((line) => line.replace(`${file}: `, '')) : [];
};

describe('a seed', () => {
  test('replaces Ada and Grace, with groups, roles and clients of its own', async () => {
    const pool = await startPool({
      seed: {
        groups: [{ name: 'crew', roleArn: 'arn:aws:iam::1:role/crew', precedence: 1 }],
        people: [{ email: 'jean@example.com', groups: ['crew'], attributes: { 'custom:tier': 'gold' } }],
      },
    });
    const tokens = await signInForTokens(pool, { username: 'jean@example.com' });
    expect(decode(tokens.id_token)).toMatchObject({
      'cognito:groups': ['crew'],
      'cognito:roles': ['arn:aws:iam::1:role/crew'],
      'cognito:preferred_role': 'arn:aws:iam::1:role/crew',
      'custom:tier': 'gold',
    });
    expect(() => pool.person('ada@example.com')).toThrow('Nobody called ada@example.com');
    await pool.close();
  });

  test('that the directory refuses is refused with the place of the person', async () => {
    const people = [{ email: 'jean@example.com' }, { email: 'jim@example.com', password: 'short' }];
    await expect(startPool({ seed: { people } })).rejects.toThrow(
      "The seed's people[1] (jim@example.com): Password did not conform with policy: Password not long enough",
    );
  });
});

describe('a seed file', () => {
  test('of every kind of entry is taken', () => {
    const seed = {
      pool: {
        mfa: 'OPTIONAL',
        selfSignUp: false,
        customAttributes: ['tier'],
        sessionTracking: { isOn: true, maxPerUser: 3 },
        knowsLevels: true,
        firstFactors: ['PASSWORD', 'WEB_AUTHN'],
        webAuthn: { userVerification: 'required', isMultiFactor: true },
      },
      groups: [{ name: 'crew', precedence: 3 }],
      people: [
        {
          email: 'jean@example.com',
          groups: ['crew'],
          attributes: { 'custom:tier': 'gold', 'name': 'Jean' },
        },
        { email: 'jim@example.com', password: 'Some-Pass-1', status: 'FORCE_CHANGE_PASSWORD' },
      ],
      resourceServers: [{ identifier: 'https://api.example.com', scopes: ['read'] }],
      identityProviders: [{ name: 'Google' }],
      clients: [{ id: 'app', scopes: ['openid', 'https://api.example.com/read'], rotation: false }],
    };
    expect(problemsIn(seed)).toEqual([]);
    expect(problemsIn(`\uFEFF${JSON.stringify(seed)}`)).toEqual([]);
  });

  test('has every mistake named by its place', () => {
    const problems = problemsIn({
      people: [
        { email: 'a@example.com' },
        { emial: 'b@example.com' },
        { email: 'A@example.com', groups: 'staff' },
      ],
      clients: [{ id: 'x', rotation: { graceSeconds: 61 }, callbackUrls: ['http://example.com'] }],
      pool: { mfa: 'MAYBE' },
    });
    expect(problems).toEqual([
      'people[1].email is missing',
      'people[1].emial is not known here; did you mean email?',
      'people[2].groups must be a list',
      'clients[0].rotation.graceSeconds must be a whole number from 0 to 60',
      expect.stringContaining('clients[0].callbackUrls[0] must be a URL that Cognito would take'),
      'pool.mfa must be one of OFF, OPTIONAL, ON',
      'people[2].email is people[0].email again',
    ]);
  });

  test.each([
    [{ pool: { mfa: ['OFF'] } }, 'pool.mfa must be one of OFF, OPTIONAL, ON'],
    [{ pool: { selfSignUp: 'yes' } }, 'pool.selfSignUp must be true or false'],
    [
      { pool: { sessionTracking: { isOn: true, maxPerUser: 0 } } },
      'pool.sessionTracking.maxPerUser must be a whole number from 1 to 100',
    ],
    [{ clients: [{ id: 'a', ssoMinutes: 129_601 }] }, 'clients[0].ssoMinutes must be a whole number from 0'],
    [{ people: [{ email: 7 }] }, 'people[0].email must be an e-mail address'],
    [{ people: {} }, 'people must be a list'],
    [{ people: [null] }, 'people[0] must be an object'],
    [
      { people: [{ email: 'a@b', attributes: { nmae: 'A' } }] },
      'people[0].attributes.nmae is no attribute; expected a standard one such as given_name, or custom:nmae',
    ],
    [{ people: [{ email: 'a@b', attributes: { name: 7 } }] }, 'people[0].attributes.name must be a text'],
    [
      { people: [{ email: 'a@b', attributes: { sub: '1' } }] },
      'people[0].attributes.sub is given by the pool',
    ],
    [{ groups: [{ name: 'a', precedence: -1 }] }, 'groups[0].precedence must be a whole number from 0 to'],
    [{ clients: [{ id: 'a:b' }] }, 'clients[0].id must be 1 to 128 letters, digits, underscores or plus'],
    [{ clients: [{ id: 'a', flows: ['magic'] }] }, 'clients[0].flows[0] must be one of code, implicit'],
    [{ persons: [] }, 'persons is not known here; expected pool, groups, people'],
    [[], 'it must be an object'],
    [null, 'it must be an object'],
  ])('with %j is told: %s', (seed, line) => {
    expect(problemsIn(seed)).toEqual([expect.stringContaining(line)]);
  });

  test.each([
    ['groups', 'name', { name: 'a' }],
    ['clients', 'id', { id: 'a' }],
    ['resourceServers', 'identifier', { identifier: 'a', scopes: [] }],
    ['identityProviders', 'name', { name: 'Google' }],
  ])('that has one of its %s twice is told which', (list, member, entry) => {
    expect(problemsIn({ [list]: [entry, entry] })).toEqual([
      `${list}[1].${member} is ${list}[0].${member} again`,
    ]);
  });

  test('is told of user names that come twice', () => {
    const people = [
      { email: 'a@example.com', username: 'sam' },
      { email: 'b@example.com', username: 'Sam' },
    ];
    expect(problemsIn({ people })).toEqual(['people[1].username is people[0].username again']);
  });

  test('is told of names that name nothing', () => {
    const problems = problemsIn({
      pool: { customAttributes: ['tier'] },
      groups: [{ name: 'crew' }],
      people: [{ email: 'a@b', groups: ['crew', 'crw'], attributes: { 'custom:teir': 'gold' } }],
      resourceServers: [{ identifier: 'api', scopes: ['read'] }],
      clients: [{ id: 'x', scopes: ['openid', 'api/write'] }],
    });
    expect(problems).toEqual([
      'people[0].groups[1] is "crw", which is not there; expected crew',
      'people[0].attributes.custom:teir is not among pool.customAttributes',
      'clients[0].scopes[1] is "api/write", which is not there; expected openid, email, phone, profile, aws.cognito.signin.user.admin, api/read',
    ]);
  });

  test('is told of a weak password, and what a strong one is, without repeating it', () => {
    const [problem = ''] = problemsIn({ people: [{ email: 'a@b', password: 'hunter2' }] });
    expect(problem).toBe(
      'people[0].password must have at least 8 characters, with lower case letters, upper case letters, numbers, and symbols',
    );
    expect(problem).not.toContain('hunter2');
  });

  test.each(['{\n  "people": [\n    {,}\n  ]\n}', '{\n"pool": {},\n"people": [', ''])(
    'of broken JSON is told so in one line, with the reason: %j',
    (content) => {
      expect(problemsIn(content)).toEqual([expect.stringMatching(/^--seed .* is not JSON: .*JSON.*$/u)]);
    },
  );
});
