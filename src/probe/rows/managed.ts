import { person } from '../place.js';
import type { Changes, Row, Walk } from '../row.js';
import { createVisitor, signInByForms } from '../visitor.js';
import { cookiesSeen, pageSeen, redirectSeen } from './seen.js';

const urlAt = (walk: Walk, changes: Changes): string => walk.authorizeUrl('web', changes, walk.managed);

const ask =
  (changes: Changes) =>
  async (walk: Walk): Promise<unknown> =>
    redirectSeen(await walk.http.send(urlAt(walk, changes)));

const askSignedIn =
  (changes: Changes) =>
  async (walk: Walk): Promise<unknown> => {
    const visitor = createVisitor(walk.http);
    await signInByForms(visitor, urlAt(walk, {}), { username: person, password: walk.password });
    return redirectSeen(await visitor.send(urlAt(walk, changes)));
  };

const loginPage = (walk: Walk, changes: Changes = {}) =>
  walk.http.send(urlAt(walk, changes).replace('/oauth2/authorize', '/login'));

const html = 'The HTML of managed login was not seen.';
const levels = 'Whether levels are live, and the error where one cannot be met.';

/** What managed login knows and the classic pages do not. */
export const managedRows: readonly Row[] = [
  {
    id: 'managed/prompt-none',
    observes: 'the answer to prompt=none of somebody who is not signed in',
    restsOn: 'prompt',
    unconfirmed: 'The order of the parameters.',
    recorded: { status: 302 },
    ask: ask({ prompt: 'none' }),
  },
  {
    id: 'managed/prompt-none-signed-in',
    observes: 'the answer to prompt=none of somebody who is signed in',
    restsOn: 'prompt',
    recorded: { status: 302, location: '{CALLBACK}?code={UUID}&state=probe-state' },
    ask: askSignedIn({ prompt: 'none' }),
  },
  {
    id: 'managed/prompt-login',
    observes: 'that prompt=login asks again',
    restsOn: 'prompt',
    recorded: {
      status: 302,
      location:
        '{DOMAIN}/login?response_type=code&client_id={CLIENT}&redirect_uri={CALLBACK}&scope=openid email profile&state=probe-state&prompt=login',
    },
    ask: askSignedIn({ prompt: 'login' }),
  },
  {
    id: 'managed/prompt-two',
    observes: 'the answer to prompt=none login',
    restsOn: 'prompt',
    unconfirmed: 'Not documented.',
    ask: ask({ prompt: 'none login' }),
  },
  {
    id: 'managed/prompt-unknown',
    observes: 'the answer to a prompt that nobody knows',
    restsOn: 'prompt',
    unconfirmed: 'Not documented.',
    ask: ask({ prompt: 'nonsense' }),
  },
  {
    id: 'managed/max-age',
    observes: 'whether max_age=0 asks somebody again who is signed in',
    restsOn: 'levels',
    unconfirmed: levels,
    ask: askSignedIn({ max_age: '0' }),
  },
  {
    id: 'managed/max-age-nonsense',
    observes: 'the answer to a max_age that is no number',
    restsOn: 'levels',
    unconfirmed: levels,
    ask: ask({ max_age: 'soon' }),
  },
  {
    id: 'managed/acr-unknown',
    observes: 'the answer to acr_values of which none is known',
    restsOn: 'levels',
    unconfirmed: levels,
    ask: ask({ acr_values: 'urn:example:nothing' }),
  },
  {
    id: 'managed/acr-out-of-reach',
    observes: 'the answer to a level that somebody with a password alone cannot come to',
    restsOn: 'levels',
    unconfirmed: levels,
    ask: askSignedIn({ acr_values: 'urn:cognito:loa:4' }),
  },
  {
    id: 'managed/login-page',
    observes: 'the sign-in page: status, type, language and the fields of its form',
    restsOn: 'pages',
    unconfirmed: html,
    ask: async (walk) => pageSeen(await loginPage(walk)),
  },
  {
    id: 'managed/login-cookies',
    observes: 'the cookies of the sign-in page, by name and attributes',
    restsOn: 'cookies',
    unconfirmed: 'Attributes were seen of XSRF-TOKEN alone, and on classic pages.',
    ask: async (walk) => ({ cookies: cookiesSeen(await loginPage(walk)) }),
  },
  {
    id: 'managed/lang',
    observes: 'what lang=de changes: the language of the page, and a cookie',
    restsOn: 'pages, cookies',
    unconfirmed: html,
    ask: async (walk) => {
      const answer = await loginPage(walk, { lang: 'de' });
      const cookies = cookiesSeen(answer).filter((line) => line.startsWith('lang'));
      return { language: pageSeen(answer)['language'], cookies };
    },
  },
  {
    id: 'managed/lang-unknown',
    observes: 'the answer to a language that there is not',
    restsOn: 'authorize',
    unconfirmed: 'Not documented.',
    ask: async (walk) => {
      const { status, language } = pageSeen(await loginPage(walk, { lang: 'xx' }));
      return { status, language };
    },
  },
  {
    id: 'managed/passkeys-without-session',
    observes: 'where /passkeys/add leads somebody who is not signed in',
    restsOn: 'passkeys',
    unconfirmed: 'One capture: result=invalid_session.',
    ask: async (walk) =>
      redirectSeen(await walk.http.send(urlAt(walk, {}).replace('/oauth2/authorize', '/passkeys/add'))),
  },
];
