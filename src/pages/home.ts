import type { Request, RequestHandler } from 'express';
import { signInOf, type SignIn } from '../auth/index.js';
import { shortName } from './claims.js';
import { momentAt } from './moments.js';
import type { DemoHints, HomeLocals, HomeSession, HomeStep, ShownDemoPool } from './page-locals.js';
import type { Views } from './views.js';

export interface HomeOptions {
  readonly views: Views;
  /** Makes the address that signs in and comes back to a path. */
  readonly signInUrl: (returnTo?: string) => string;
  /** Whether the pool has pages for those that a link may lead straight to. */
  readonly poolIsCognito: boolean;
  readonly providers: readonly string[];
  readonly adminGroup: string;
  readonly demoHints: DemoHints | undefined;
  /** The last sign-in of a browser in steps, where there is an inspector. */
  readonly lastSignIn: LastSignIn | undefined;
  readonly now: () => number;
}

/** `undefined`: it was not seen from its start to its end. */
export type LastSignIn = (request: Request) => readonly HomeStep[] | undefined;

/** The front door: says what this is to visitors, and to the signed-in what just happened and what to try next. */
export const homePage = (options: HomeOptions): RequestHandler => {
  const { views, poolIsCognito, providers, adminGroup, demoHints, lastSignIn, now } = options;
  const signInUrl = options.signInUrl();
  const ways = {
    signUpUrl: withParameter(signInUrl, 'screen', 'sign-up'),
    forgotPasswordUrl: poolIsCognito ? withParameter(signInUrl, 'screen', 'forgot-password') : undefined,
    providers: providers.map((name) => ({
      label: labels.get(name) ?? name,
      signInUrl: withParameter(signInUrl, 'identity_provider', name),
    })),
    hasInspector: lastSignIn !== undefined,
    code: liftedCode,
    reading: readingWith(lastSignIn === undefined ? undefined : `${views.basePath}/inspector/source`),
  };
  const hints = demoHints && withSignInUrls(demoHints, signInUrl);
  return function showHome(request, response) {
    const signIn = signInOf(request);
    const greeting = signIn && shortName(signIn.user);
    views.render(response, 'home', {
      title: greeting === undefined ? 'Sign in' : 'Home',
      greeting,
      isAdmin: signIn?.user.groups.includes(adminGroup) ?? false,
      session: signIn && sessionOf(signIn, now()),
      steps: (signIn && lastSignIn?.(request)) ?? stepsInWords,
      demoHints: hints,
      demoPool: demoPoolOf(options),
      ...ways,
    });
  };
};

// What every sign-in is, where nobody wrote down how this one was.
const stepsInWords: readonly HomeStep[] = [
  { text: 'You asked to sign in.' },
  { text: 'This site made three secrets and sent you to the hosted UI.' },
  { text: 'You came back with a code, and this browser was the one that had left.' },
  { text: 'This site traded the code for tokens, with its own secret.' },
  { text: 'It verified the signature and the claims of both tokens.' },
  { text: 'It opened a session and gave your browser one opaque cookie.' },
];

/** The example at `createAuth`, which a test holds it against. */
export const liftedCode = `const auth = createAuth({
  pool: { issuer, clientId, clientSecret },
  baseUrl: 'https://shop.example',
  secrets: [sessionSecret],
  store: createMemoryStore(),
});
app.use(auth.session);
app.use('/auth', auth.router);
app.get('/account', auth.requireSignIn(), (request, response) => response.json(userOf(request)));`;

// The inspector shows those files that it names.
const reading = [
  { file: 'sign-in/sign-in.ts', about: 'both halves of a sign-in; the callback is a list of nine steps' },
  { file: 'tokens/token-verifier.ts', about: 'which tokens are believed, and whose check is whose' },
  { file: 'refresh/refresher.ts', about: 'one refresh, however many ask' },
];

const readingWith = (source: string | undefined): HomeLocals['reading'] => [
  ...reading.map(({ file, about }) => ({
    file: `src/auth/${file}`,
    about,
    href: source && `${source}/${file}`,
  })),
  { file: 'src/auth/README.md', about: 'the walk through a sign-in, a page and a refresh, file by file' },
  { file: 'docs/lifting.md', about: 'into an app of yours: every option, route and method' },
];

const sessionOf = (signIn: SignIn, nowMs: number): HomeSession => ({
  started: momentAt(signIn.startedAtMs, nowMs),
  refreshed: momentAt(signIn.tokensRefreshedAtMs, nowMs),
  tokensEnd: momentAt(signIn.accessTokenEndsAtMs, nowMs),
  renewals: signIn.tokensVersion - 1,
});

const demoPoolOf = ({ demoHints, signInUrl }: HomeOptions): ShownDemoPool | undefined => {
  const pool = demoHints?.pool;
  if (demoHints === undefined || pool === undefined) return undefined;
  const current = pool.current();
  const inNoGroup = demoHints.people.at(-1)?.email ?? '';
  return {
    faults: pool.faults.map(({ name, label, about }) => ({ name, label, about, isOn: name === current })),
    current: pool.faults.find(({ name }) => name === current),
    forbiddenUrl: withParameter(signInUrl('/admin'), 'login_hint', inNoGroup),
  };
};

/** What people call the providers that Cognito has names of its own for. */
const labels: ReadonlyMap<string, string> = new Map([
  ['LoginWithAmazon', 'Amazon'],
  ['SignInWithApple', 'Apple'],
]);

/** `url` with one more parameter in its query. */
const withParameter = (url: string, name: string, value: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;

const withSignInUrls = ({ people, ...hints }: DemoHints, signInUrl: string): DemoHints => ({
  ...hints,
  people: people.map((person) => ({
    ...person,
    signInUrl: withParameter(signInUrl, 'login_hint', person.email),
  })),
});
