import { fieldsOf, formIn } from '../form.js';
import type { Answer } from '../http.js';
import { disabled, newcomer, nobody, person } from '../place.js';
import { NotAsked } from '../not-asked.js';
import type { Row, Walk } from '../row.js';
import { createVisitor, type Credentials } from '../visitor.js';
import { cookiesSeen, headersSeen, pageSeen } from './seen.js';

const pageUrl = (walk: Walk, path: string, client: 'web' | 'app' = 'web'): string =>
  walk.authorizeUrl(client).replace('/oauth2/authorize', path);

const page = (walk: Walk, path: string): Promise<Answer> => walk.http.send(pageUrl(walk, path));

/** The form of the sign-in page, sent with what is given. */
const submit = async (
  walk: Walk,
  credentials: Credentials,
  {
    client = 'web',
    more = {},
  }: { readonly client?: 'web' | 'app'; readonly more?: Record<string, string> } = {},
): Promise<Answer> => {
  const visitor = createVisitor(walk.http);
  const url = pageUrl(walk, '/login', client);
  const form = formIn((await visitor.send(url)).text);
  if (form === undefined) throw new NotAsked('The sign-in page has no form.');
  return visitor.send(url, { form: { ...fieldsOf(form, credentials), ...more } });
};

/** Where it leads without the query, and whether the page says one of the sentences that are known. */
const resultSeen = ({ status, location, url, text }: Answer): Record<string, unknown> => {
  const { origin, pathname } = new URL(location, url);
  return {
    status,
    to: location === '' ? '' : `${origin}${pathname}`,
    says: sentences.filter((sentence) => text.includes(sentence)),
  };
};

const sentences = [
  'Incorrect username or password',
  'User does not exist',
  'The username or password you entered is invalid',
  'User is disabled',
];

const result = 'Where a refused sign-in goes, and in which words.';

export const pageRows: readonly Row[] = [
  {
    id: 'pages/login',
    observes: 'the classic sign-in page and the fields of its form',
    restsOn: 'pages',
    unconfirmed: 'Field names were seen in scripts that sign in; the page itself was not.',
    recorded: { status: 200 },
    ask: async (walk) => pageSeen(await page(walk, '/login')),
  },
  {
    id: 'pages/login-cookies',
    observes: 'the cookies of the classic sign-in page, by name and attributes',
    restsOn: 'cookies',
    unconfirmed: 'All attributes but those of XSRF-TOKEN.',
    ask: async (walk) => ({ cookies: cookiesSeen(await page(walk, '/login')) }),
  },
  {
    id: 'pages/login-headers',
    observes: 'headers of the sign-in page that keep it out of frames and caches',
    restsOn: 'pages',
    unconfirmed: 'None was seen.',
    ask: async (walk) =>
      headersSeen(await page(walk, '/login'), [
        'cache-control',
        'strict-transport-security',
        'x-content-type-options',
        'x-frame-options',
      ]),
  },
  {
    id: 'pages/sign-in-cookies',
    observes: 'the cookies that a sign-in sets, with those of the session',
    restsOn: 'cookies',
    unconfirmed: 'The attributes of the cookie named cognito.',
    ask: async (walk) => {
      const answer = await submit(walk, { username: person, password: walk.password });
      return { ...resultSeen(answer), cookies: cookiesSeen(answer) };
    },
  },
  {
    id: 'pages/wrong-password',
    observes: 'the answer to a wrong password',
    restsOn: 'pages',
    unconfirmed: result,
    ask: async (walk) => resultSeen(await submit(walk, { username: person, password: 'Wrong-Password-1' })),
  },
  {
    id: 'pages/unknown-name-hidden',
    observes: 'the answer to an unknown name, of a client that hides who exists',
    restsOn: 'pages',
    unconfirmed: result,
    ask: async (walk) => resultSeen(await submit(walk, { username: nobody, password: walk.password })),
  },
  {
    id: 'pages/unknown-name',
    observes: 'the answer to an unknown name, of a client that does not',
    restsOn: 'pages',
    unconfirmed: result,
    ask: async (walk) =>
      resultSeen(await submit(walk, { username: nobody, password: walk.password }, { client: 'app' })),
  },
  {
    id: 'pages/disabled',
    observes: 'the answer to the right password of somebody who is disabled',
    restsOn: 'pages',
    unconfirmed: result,
    ask: async (walk) => resultSeen(await submit(walk, { username: disabled, password: walk.password })),
  },
  {
    id: 'pages/new-password',
    observes: 'where somebody goes whose password has to be changed',
    restsOn: 'pages',
    unconfirmed: 'The paths of challenges are not documented.',
    ask: async (walk) => resultSeen(await submit(walk, { username: newcomer, password: walk.password })),
  },
  {
    id: 'pages/forged-form',
    observes: 'the answer to a form whose token is not that of the cookie',
    restsOn: 'pages',
    unconfirmed: result,
    ask: async (walk) =>
      resultSeen(
        await submit(walk, { username: person, password: walk.password }, { more: { _csrf: 'forged' } }),
      ),
  },
  ...['/signup', '/forgotPassword'].map((path): Row => ({
    id: `pages${path}`,
    observes: `the classic page ${path} and the fields of its form`,
    restsOn: 'pages',
    unconfirmed: 'Its form was not seen.',
    recorded: { status: 200 },
    ask: async (walk) => pageSeen(await page(walk, path)),
  })),
  {
    id: 'pages/confirm-directly',
    observes: 'where /confirm leads somebody who comes there directly',
    restsOn: 'pages',
    unconfirmed: 'Documented as reached from /signup only.',
    ask: async (walk) => resultSeen(await page(walk, '/confirm')),
  },
  {
    id: 'pages/not-there',
    observes: 'the answer of the domain to a path that there is not',
    restsOn: 'pages',
    unconfirmed: 'Not documented.',
    ask: async (walk) => {
      const { status } = await walk.http.send(`${walk.classic.domain}/nothing-here`);
      return { status };
    },
  },
];
