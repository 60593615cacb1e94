import { seedPassword, type LocalPool } from '../../../src/local-pool/index.js';
import type { Words } from '../../../src/local-pool/hosted-ui/words/words.js';
import { visitorOf, type Visitor } from './visitor.js';

/** A page of the hosted UI that somebody has come to, and can open again. */
export interface HostedPage {
  readonly name: string;
  readonly url: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** What its title says. */
  readonly title: (words: Words) => string;
}

type Way = (visitor: Visitor) => string | Promise<string>;

/** Every page that a browser can come to, each by a browser of its own. The pool must be fresh, or the name a new one. */
export const hostedPages = async (pool: LocalPool, prefix: string): Promise<HostedPage[]> => {
  const people = addPeople(pool, prefix);
  const pages: HostedPage[] = [];

  const reach = async (name: string, title: HostedPage['title'], way: Way): Promise<void> => {
    const visitor = visitorOf(pool);
    const url = await way(visitor);
    pages.push({ name, url, title, cookies: await visitor.cookies() });
  };

  const confirmation = (words: Words): string => words.confirmAccount;
  await reach('sign-in', ({ signIn }) => signIn, plain('/login'));
  const elsewhere = { identity_provider: 'Nobody' };
  await reach(
    'unknown provider',
    ({ error, signIn }) => `${error} – ${signIn}`,
    (visitor) => visitor.pageUrl('/login', elsewhere),
  );
  await reach('sign-up', ({ createAccount }) => createAccount, plain('/signup'));
  await reach('confirmation after sign-up', confirmation, signUp(`${prefix}-new@example.com`));
  await reach('confirmation after sign-in', confirmation, signInAs(people.unconfirmed));
  await reach('forgotten password', ({ forgotPassword }) => forgotPassword, plain('/forgotPassword'));
  await reach('password by code', ({ setNewPassword }) => setNewPassword, forgetPassword(people.mail));
  await reach('temporary password', ({ changePassword }) => changePassword, signInAs(people.temporary));
  pool.updatePool({ mfa: 'OPTIONAL' });
  await reach('code by mail', ({ enterCode }) => enterCode, signInAs(people.mail));
  await reach('code of an app', ({ enterCode }) => enterCode, signInAs(people.app));
  pool.updatePool({ mfa: 'ON' });
  await reach('choice of a factor', ({ chooseFactor }) => chooseFactor, signInAs(people.plain));
  await reach('set-up of an app', ({ setUpApp }) => setUpApp, chooseApp(people.plain));
  pool.updatePool({ mfa: 'OFF' });
  await reach('provider', ({ simulated }) => simulated('Google'), provider);
  await reach('passkeys', ({ addPasskey }) => addPasskey, passkeys(people.plain));
  pool.updatePool({ firstFactors: ['PASSWORD', 'WEB_AUTHN'] });
  pool.updateClient(pool.client.id, { explicitAuthFlows: ['ALLOW_USER_AUTH'] });
  await reach('sign-in with passkeys', ({ signIn }) => signIn, plain('/login'));
  await reach('passkeys elsewhere', ({ addPasskey }) => addPasskey, passkeys(people.plain));
  pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] });
  await reach('name', ({ signIn }) => signIn, plain('/login'));
  await reach('choice of a way', ({ chooseWay }) => chooseWay, sayName(people.mail));
  await reach('password alone', ({ signIn }) => signIn, sayName(people.mail, 'PASSWORD'));
  await reach('code instead of a password', ({ enterCode }) => enterCode, sayName(people.mail, 'EMAIL_OTP'));
  await reach(
    'confirmation by link',
    ({ confirmed }) => confirmed,
    confirmationLink(pool, people.unconfirmed),
  );
  for (const query of ['redirect_mismatch', 'invalid_request', 'invalid_scope', 'Something+went+wrong']) {
    await reach(`error ${query}`, ({ error }) => error, plain(`/error?error=${query}`));
  }
  await reach(
    'error without a parameter',
    ({ error }) => error,
    () => `${pool.domain}/error`,
  );
  return pages;
};

const addPeople = (pool: LocalPool, prefix: string) => {
  const add = (
    name: string,
    status: 'CONFIRMED' | 'UNCONFIRMED' | 'FORCE_CHANGE_PASSWORD' = 'CONFIRMED',
  ): string => {
    const email = `${prefix}-${name}@example.com`;
    pool.addPerson({ email, password: seedPassword, status });
    return email;
  };
  const people = {
    plain: add('plain'),
    unconfirmed: add('unconfirmed', 'UNCONFIRMED'),
    temporary: add('temporary', 'FORCE_CHANGE_PASSWORD'),
    app: add('app'),
    mail: add('mail'),
  };
  pool.enableTotp(people.app);
  pool.person(people.mail).mfaMethods = ['EMAIL_OTP'];
  return people;
};

const plain =
  (path: string): Way =>
  (visitor) => {
    const [name = '', query = ''] = path.split('?');
    return `${visitor.pageUrl(name)}&${query}`.replace(/&$/u, '');
  };

const signInAs =
  (username: string): Way =>
  async (visitor) => {
    const { location } = await visitor.fill(visitor.pageUrl('/login'), { username, password: seedPassword });
    return visitor.absolute(location);
  };

const sayName =
  (username: string, factor?: string): Way =>
  async (visitor) => {
    const choice = await visitor.fill(visitor.pageUrl('/login'), { username });
    const url = visitor.absolute(choice.location);
    return factor === undefined ? url : visitor.absolute((await visitor.fill(url, { factor })).location);
  };

const signUp =
  (username: string): Way =>
  async (visitor) => {
    const fields = { username, password: seedPassword, passwordConfirmation: seedPassword };
    return visitor.absolute((await visitor.fill(visitor.pageUrl('/signup'), fields)).location);
  };

const forgetPassword =
  (username: string): Way =>
  async (visitor) =>
    visitor.absolute((await visitor.fill(visitor.pageUrl('/forgotPassword'), { username })).location);

const chooseApp =
  (username: string): Way =>
  async (visitor) => {
    const choice = await signInAs(username)(visitor);
    return visitor.absolute((await visitor.fill(choice, { method: 'SOFTWARE_TOKEN_MFA' })).location);
  };

const provider: Way = async (visitor) => {
  const url = visitor.pageUrl('/oauth2/authorize', { identity_provider: 'Google' });
  return visitor.absolute((await visitor.browser.send(url)).location);
};

const passkeys =
  (username: string): Way =>
  async (visitor) => {
    await signInAs(username)(visitor);
    return visitor.pageUrl('/passkeys/add');
  };

const confirmationLink =
  (pool: LocalPool, username: string): Way =>
  async (visitor) => {
    await visitor.browser.send(await signInAs(username)(visitor));
    await visitor.browser.send(visitor.pageUrl('/resendcode'));
    const code = visitor.mailedCode(username);
    const query = new URLSearchParams({
      client_id: pool.client.id,
      user_name: username,
      confirmation_code: code,
    });
    return `${pool.domain}/confirmUser?${query.toString()}`;
  };
