import type { Request } from 'express';
import { signInOf, type SignIn } from '../auth/index.js';
import { assetUrl } from './assets.js';
import { themeColours, usualSiteName, type ThemeColours } from './brand.js';
import { displayName, initialsOf } from './claims.js';
import type { PageName } from './page-locals.js';
import type { Words } from './words/words.js';

export interface SiteOptions {
  /** What pages and their titles call the site. */
  readonly siteName?: string;
  /** The path prefix of the public address, without a trailing slash: `''` or `/app`. */
  readonly basePath: string;
  /** Where a visitor goes to sign in; `auth.signInUrl()`. */
  readonly signInUrl: string;
  /** Who sees the link to the admin page. */
  readonly adminGroup?: string;
  readonly idleMinutes?: number;
  /** The current time in milliseconds since the epoch. */
  readonly now?: () => number;
  readonly hasInspector?: boolean;
  /** Whether there is a page of AWS credentials. */
  readonly hasAwsPage?: boolean;
  /** The origin that a sign-out form ends at, as far as it is known: `auth.knownPoolOrigin`. */
  readonly knownPoolOrigin: () => string | undefined;
}

interface ShownSession {
  readonly sub: string;
  readonly secondsLeft: number;
  /** Whether the address of the page can be opened again: that of a form that was sent cannot. */
  readonly isPage: boolean;
}

interface NavigationLink {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

/** What every page shows around its own content. */
export interface Site {
  readonly name: string;
  readonly basePath: string;
  readonly signInUrl: string;
  readonly assets: Readonly<
    Record<'colours' | 'style' | 'times' | 'session' | 'icon' | 'touchIcon' | 'inspector' | 'home', string>
  >;
  /** What browsers paint around the page. */
  readonly themeColours: ThemeColours;
  /** Whether it is known who asks: a page may come before the session has been looked up. */
  readonly isPersonKnown: boolean;
  /** The signed-in person, when there is one. */
  readonly person: { readonly name: string; readonly initials: string } | undefined;
  readonly navigation: readonly NavigationLink[];
  /** What the page's script goes by to notice the end of the session; nothing where nobody is signed in. */
  readonly session: ShownSession | undefined;
  /** Whether the form to sign out may stand on every page: browsers hold it to where the page's policy says it may lead. */
  readonly canSignOutAtOnce: boolean;
}

interface Showing {
  readonly current: PageName;
  readonly words: Words;
  /** Then nobody knows who asks, though the request has passed the session. */
  readonly isStoreAway: boolean;
}

interface Place {
  readonly page: PageName;
  readonly path: string;
  readonly label: (words: Words) => string;
  readonly isFor: (groups: readonly string[] | undefined) => boolean;
}

/** The surroundings of each page: what is always the same, and what they are for the request at hand. */
export const createSiteParts = ({
  siteName = usualSiteName,
  basePath,
  signInUrl,
  adminGroup = 'admins',
  hasInspector = false,
  hasAwsPage = false,
  idleMinutes = 60,
  now = Date.now,
  knownPoolOrigin,
}: SiteOptions) => {
  const always = {
    name: siteName,
    themeColours,
    basePath,
    signInUrl,
    assets: {
      colours: assetUrl('brand/colours.css', basePath),
      style: assetUrl('site.css', basePath),
      times: assetUrl('times.js', basePath),
      session: assetUrl('session.js', basePath),
      icon: assetUrl('brand/icon.svg', basePath),
      touchIcon: assetUrl('brand/touch-icon.png', basePath),
      home: assetUrl('home.css', basePath),
      inspector: assetUrl('inspector.css', basePath),
    },
  };
  const places: readonly Place[] = [
    {
      page: 'account',
      path: '/account',
      label: ({ frame }) => frame.account,
      isFor: (groups) => groups !== undefined,
    },
    {
      page: 'sign-ins',
      path: '/account/sign-ins',
      label: ({ frame }) => frame.signIns,
      isFor: (groups) => groups !== undefined,
    },
    {
      page: 'aws',
      path: '/account/aws',
      label: () => 'AWS',
      isFor: (groups) => hasAwsPage && groups !== undefined,
    },
    {
      page: 'admin',
      path: '/admin',
      label: ({ adminPage }) => adminPage.title,
      isFor: (groups) => groups?.includes(adminGroup) ?? false,
    },
    { page: 'inspector', path: '/inspector', label: () => 'Inspector', isFor: () => hasInspector },
  ];

  const of = (request: Request, { current, words, isStoreAway }: Showing): Site => {
    // Errors reach people before the session does: when the store is away, and on paths without one.
    const isPersonKnown = 'session' in request && !isStoreAway;
    const signIn = isPersonKnown ? signInOf(request) : undefined;
    const user = signIn?.user;
    return {
      canSignOutAtOnce: knownPoolOrigin() !== undefined,
      isPersonKnown,
      session: signIn && {
        sub: signIn.user.id,
        secondsLeft: secondsLeftOf(signIn, { idleMinutes, nowMs: now() }),
        isPage: request.method === 'GET',
      },
      person: user && { name: displayName(user), initials: initialsOf(user) },
      navigation: places
        .filter(({ isFor }) => isFor(user?.groups))
        .map(({ page, path, label }) => ({
          href: `${basePath}${path}`,
          label: label(words),
          isCurrent: page === current,
        })),
      ...always,
    };
  };
  return { always, of };
};

/** How long a session lasts if nothing is done from now on: showing the page has just prolonged it. */
const secondsLeftOf = (
  { endsAtMs, isRefreshable, accessTokenEndsAtMs }: SignIn,
  { idleMinutes, nowMs }: { readonly idleMinutes: number; readonly nowMs: number },
): number => {
  const ends = [endsAtMs, nowMs + idleMinutes * 60_000, ...(isRefreshable ? [] : [accessTokenEndsAtMs])];
  return Math.max(0, Math.floor((Math.min(...ends) - nowMs) / 1000));
};
