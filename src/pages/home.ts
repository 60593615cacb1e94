import type { RequestHandler } from 'express';
import { signInOf } from '../auth/index.js';
import { shortName } from './claims.js';
import type { DemoHints } from './page-locals.js';
import type { Views } from './views.js';

export interface HomeOptions {
  readonly views: Views;
  readonly signInUrl: string;
  /** Whether the pool has pages for those that a link may lead straight to. */
  readonly poolIsCognito: boolean;
  readonly providers: readonly string[];
  readonly adminGroup: string;
  readonly demoHints: DemoHints | undefined;
}

/** The front door: says what this is to visitors, and greets the signed-in. */
export const homePage = ({
  views,
  signInUrl,
  poolIsCognito,
  providers,
  adminGroup,
  demoHints,
}: HomeOptions): RequestHandler => {
  const ways = {
    signUpUrl: withParameter(signInUrl, 'screen', 'sign-up'),
    forgotPasswordUrl: poolIsCognito ? withParameter(signInUrl, 'screen', 'forgot-password') : undefined,
    providers: providers.map((name) => ({
      label: labels.get(name) ?? name,
      signInUrl: withParameter(signInUrl, 'identity_provider', name),
    })),
  };
  const hints = demoHints && withSignInUrls(demoHints, signInUrl);
  return function showHome(request, response) {
    const user = signInOf(request)?.user;
    const greeting = user && shortName(user);
    const title = greeting === undefined ? 'Sign in' : 'Home';
    const isAdmin = user?.groups.includes(adminGroup) ?? false;
    views.render(response, 'home', { title, greeting, isAdmin, ...ways, demoHints: hints });
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

const withSignInUrls = ({ people, password }: DemoHints, signInUrl: string): DemoHints => ({
  password,
  people: people.map((person) => ({
    ...person,
    signInUrl: withParameter(signInUrl, 'login_hint', person.email),
  })),
});
