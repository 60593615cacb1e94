import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PoolError, type PoolErrorReason } from '../../../src/local-pool/base/errors.js';
import { problemIn, wordsIn } from '../../../src/local-pool/hosted-ui/words/language.js';
import { seedPassword, totpCode, type LocalPool } from '../../../src/local-pool/index.js';
import type { Answer } from '../../support/browser.js';
import { startPool } from '../../support/pool.js';
import { languageOf, textsOf } from '../support/texts.js';
import { type Visitor, visitorOf } from '../support/visitor.js';

const ada = 'ada@example.com';
const waitMs = 4 * 60_000;

interface Scene {
  readonly pool: LocalPool;
  readonly visitor: Visitor;
}

let scene: Scene;

beforeEach(async () => {
  const pool = await startPool();
  scene = { pool, visitor: visitorOf(pool) };
});
afterEach(() => scene.pool.close());

const logIn = ({ visitor }: Scene, username = ada, password = seedPassword): Promise<Answer> =>
  visitor.fill(visitor.pageUrl('/login'), { username, password });

const join = (
  { visitor }: Scene,
  username: string,
  [password, passwordConfirmation]: [string, string] = [seedPassword, seedPassword],
): Promise<Answer> => visitor.fill(visitor.pageUrl('/signup'), { username, password, passwordConfirmation });

/** Sends the form of the page that an answer leads to. */
const next = ({ visitor }: Scene, { location }: Answer, fields: Record<string, string>): Promise<Answer> =>
  visitor.fill(visitor.absolute(location), fields);

const times = async (count: number, act: () => Promise<Answer>): Promise<Answer> => {
  let answer = await act();
  for (let i = 1; i < count; i += 1) answer = await act();
  return answer;
};

const confirmByLink = async ({ pool, visitor }: Scene, name: string): Promise<Answer> => {
  const query = new URLSearchParams({ client_id: pool.client.id, user_name: name, confirmation_code: '0' });
  return visitor.browser.send(`${pool.domain}/confirmUser?${query.toString()}`);
};

/** How somebody meets each refusal, under the code and the reason that it has inside. */
const refusals: [string, PoolErrorReason | undefined, (scene: Scene) => Promise<Answer>][] = [
  ['NotAuthorizedException', 'wrongPassword', (here) => logIn(here, ada, 'no')],
  ['NotAuthorizedException', 'locked', (here) => times(6, () => logIn(here, ada, 'no'))],
  [
    'NotAuthorizedException',
    'disabled',
    (here) => {
      here.pool.disablePerson(ada);
      return logIn(here);
    },
  ],
  [
    'NotAuthorizedException',
    'passwordExpired',
    (here) => {
      Object.assign(here.pool.person(ada).password ?? {}, { temporaryUntil: here.pool.clock.now() });
      return logIn(here);
    },
  ],
  [
    'UserNotFoundException',
    undefined,
    (here) => {
      here.pool.updateClient(here.pool.client.id, { preventUserExistenceErrors: false });
      return logIn(here, 'nobody@example.com');
    },
  ],
  [
    'PasswordResetRequiredException',
    undefined,
    (here) => {
      here.pool.person(ada).status = 'RESET_REQUIRED';
      return logIn(here);
    },
  ],
  ['UsernameExistsException', undefined, (here) => join(here, ada)],
  ['InvalidPasswordException', undefined, (here) => join(here, 'new@example.com', ['short', 'short'])],
  [
    'PasswordHistoryPolicyViolationException',
    undefined,
    async (here) => {
      const kinds = { lowercase: false, uppercase: false, numbers: false, symbols: false };
      here.pool.updatePool({ passwordPolicy: { minimumLength: 8, ...kinds, historySize: 1 } });
      const asked = await here.visitor.fill(here.visitor.pageUrl('/forgotPassword'), { username: ada });
      const code = here.visitor.mailedCode(ada);
      return next(here, asked, { code, password: seedPassword, passwordConfirmation: seedPassword });
    },
  ],
  ['InvalidParameterException', 'passwordsDiffer', (here) => join(here, 'new@example.com', ['one', 'other'])],
  ['InvalidParameterException', 'needsEmail', (here) => join(here, 'no address')],
  [
    'InvalidParameterException',
    'needsPhone',
    (here) => {
      here.pool.updatePool({ usernameAttributes: ['phone_number'] });
      return join(here, 'no number');
    },
  ],
  [
    'InvalidParameterException',
    'badAttribute',
    (here) => {
      here.pool.updatePool({
        schema: [{ name: 'nickname', type: 'String', required: true, mutable: true }],
      });
      return join(here, 'new@example.com');
    },
  ],
  [
    'CodeMismatchException',
    undefined,
    async (here) => next(here, await join(here, 'new@example.com'), { code: 'no' }),
  ],
  [
    'LimitExceededException',
    undefined,
    async (here) => {
      const joined = await join(here, 'new@example.com');
      return times(6, () => next(here, joined, { code: 'no' }));
    },
  ],
  [
    'ExpiredCodeException',
    undefined,
    async (here) => {
      here.pool.updatePool({ mfa: 'OPTIONAL' });
      here.pool.person(ada).mfaMethods = ['EMAIL_OTP'];
      const asked = await logIn(here);
      here.pool.clock.advance(waitMs);
      return next(here, asked, { code: here.visitor.mailedCode(ada) });
    },
  ],
  [
    'ExpiredCodeException',
    'usedCode',
    async (here) => {
      here.pool.updatePool({ mfa: 'OPTIONAL' });
      const code = totpCode(here.pool.enableTotp(ada), here.pool.clock.now());
      await next(here, await logIn(here), { code });
      return next(here, await logIn(here), { code });
    },
  ],
  [
    'InvalidParameterException',
    'noAddress',
    (here) => {
      here.pool.person(ada).attributes['email_verified'] = 'false';
      return here.visitor.fill(here.visitor.pageUrl('/forgotPassword'), { username: ada });
    },
  ],
  [
    'NotAuthorizedException',
    'startOver',
    async (here) => {
      here.pool.updatePool({ mfa: 'ON' });
      const choice = await logIn(here);
      return next(here, choice, { method: 'SMS_MFA' });
    },
  ],
  ['NotAuthorizedException', 'alreadyConfirmed', (here) => confirmByLink(here, ada)],
  ['CodeMismatchException', 'invalidLink', (here) => confirmByLink(here, 'nobody@example.com')],
];

describe.each(refusals)('%s (%s)', (code, reason, provoke) => {
  test.each(['de', 'ja'] as const)('is said in the language of the page: %s', async (language) => {
    await scene.visitor.keepCookie('lang', language);
    const answer = await provoke(scene);
    const said = problemIn(language, new PoolError(code, 'Said in English.', reason));
    expect(said).not.toBe('Said in English.');
    expect([answer.status, languageOf(answer.text)]).toEqual([400, language]);
    expect(textsOf(answer.text)).toContain(said);
  });
});

test('a refusal that has no translation is said in the words of the user pools API', () => {
  expect(problemIn('de', new PoolError('SomethingNewException', 'Said in English.'))).toBe(
    'Said in English.',
  );
});

test('the rules of a password follow the policy of the pool', async () => {
  const { pool, visitor } = scene;
  const policy = { minimumLength: 12, lowercase: false, uppercase: false, numbers: true, symbols: false };
  pool.updatePool({ passwordPolicy: policy });
  const page = await visitor.browser.send(visitor.pageUrl('/signup', { lang: 'fr' }));
  const words = wordsIn('fr');
  expect(textsOf(page.text)).toContain(words.passwordRules(12, words.number));
  pool.updatePool({ passwordPolicy: { ...policy, numbers: false } });
  const open = await visitor.browser.send(visitor.pageUrl('/signup'));
  expect(textsOf(open.text)).toContain('Au moins 12 caractères.');
});
