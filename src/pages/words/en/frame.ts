/** Around every page, and for points in time. What stands between two ⁑ is bold: a sign that no value has. */
export const frame = {
  skip: 'Skip to the content',
  main: 'Main',
  account: 'Account',
  signIns: 'Sign-ins',
  signedInAs: 'Signed in as',
  signIn: 'Sign in',
  signInAgain: 'Sign in again',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  home: 'Home',
  back: 'Back',
  error: 'Error',
  footer:
    'The reference integration of Amazon Cognito for Express. Tokens stay on the server; the browser keeps one opaque cookie.',
  sessionEnded: 'Your sign-in has ended.',
  mayBeOld: 'What this page shows may be old.',
  somebodyElse: 'Somebody else has signed in here since.',
  showTheirPage: 'Show their page',
  /** What to call the other side. A user pool is Cognito's, and nobody else's. */
  pool: { cognito: 'user pool', other: 'sign-in service' },
};

/** Points in time and lengths of it. */
export const moments = {
  months: 'January February March April May June July August September October November December'.split(' '),
  exact: (day: number, month: string, year: number, time: string): string =>
    `${day} ${month} ${year} at ${time} UTC`,
  justNow: 'just now',
  soon: 'in less than a minute',
  ahead: (length: string): string => `in ${length}`,
  ago: (length: string): string => `${length} ago`,
  minutes: (count: number): string => `${count} minute${count === 1 ? '' : 's'}`,
  hours: (count: number): string => `${count} hour${count === 1 ? '' : 's'}`,
  days: (count: number): string => `${count} day${count === 1 ? '' : 's'}`,
};

export const signOutPage = {
  title: 'Sign out',
  ask: 'Sign out?',
  signedInAs: (name: string): string => `You are signed in as ⁑${name}⁑.`,
  ends: 'Signing out ends this session.',
  endsAndRevokes: (pool: string): string =>
    `Signing out ends this session, revokes its tokens and takes you through the sign-out of the ${pool}, so that the next person at this browser has to sign in anew.`,
  endsThrough: (pool: string): string =>
    `Signing out ends this session and takes you through the sign-out of the ${pool}, so that the next person at this browser has to sign in anew.`,
  endsHere: (pool: string): string =>
    `Signing out ends this session here. The ${pool} has no sign-out of its own, and may let the next person at this browser in without asking.`,
  stay: 'Stay signed in',
  others: 'On other devices too?',
  othersEnd: 'Ends every session you have at this site. Each browser has to sign in anew to come back.',
  appsEndToo: 'Your other apps of this user pool end too.',
  nobody: 'You are not signed in',
  nothingToEnd: 'There is no session of this site to end in this browser.',
  shared: 'On a shared computer?',
  mayRemember: (pool: string): string =>
    `The sign-in page of the ${pool} may still remember this browser, and let the next person in without a password.`,
  forget: 'Have it forget this browser',
};

export const signedOutPage = {
  title: 'Signed out',
  stillTitle: 'Still signed in',
  deletedTitle: 'Account deleted',
  still: 'You are still signed in',
  stillWhy:
    'This page is where signing out leads, but nobody has signed out in this browser, or somebody has signed in again since.',
  deleted: 'The account is deleted',
  deletedWhy:
    'The user pool has forgotten it, and it is signed out here in every browser. Its sign-in page may still remember this browser, without an account to let in.',
  ofThisSite: 'You are signed out of this site',
  allEnded: 'All your sessions here have ended.',
  appsLeft:
    '⁑Your other apps may go on.⁑ The user pool could not be asked to end them. Sign in and sign out everywhere once more.',
  haveForget: (pool: string): string => `Have the ${pool} forget this browser`,
  done: 'You are signed out',
  gone: 'Your session here has ended. Its tokens are gone from this site.',
  revokedAndForgotten: (pool: string): string =>
    `Your session here has ended, and the ${pool} was asked to revoke its tokens and to forget this browser.`,
  forgotten: (pool: string): string =>
    `Your session here has ended, and the ${pool} was asked to forget this browser. It has no way to revoke tokens: those of this session are gone from this site, and run out by themselves.`,
  revoked: (pool: string): string =>
    `Your session here has ended. The ${pool} was asked to revoke its tokens.`,
  runOut: 'Your session here has ended. Its tokens are gone from this site, and run out by themselves.',
  notAsked: (pool: string): string =>
    `⁑The ${pool} may still remember this browser.⁑ It was not asked to forget it. On a shared computer, sign out there as well before you leave.`,
  notReached: (pool: string): string =>
    `⁑The ${pool} could not be reached.⁑ Its sign-in page may still remember this browser. On a shared computer, sign out there as well before you leave.`,
  notReachedCognito: (pool: string): string =>
    `⁑The ${pool} could not be reached.⁑ Its sign-in page may still remember this browser, for one hour after the password was typed unless it is set otherwise. On a shared computer, sign out there as well before you leave.`,
  tryAgain: 'Try again',
  notEnded: 'What signing out does not end',
  facts: (pool: string): readonly string[] => [
    '⁑Other browsers and devices.⁑ They stay signed in, unless you signed out everywhere. Then each of them has to sign in anew, for 24 hours, whatever the sign-in page remembers.',
    `⁑Access tokens already given out.⁑ Another service that has one and checks only its signature accepts it until it ends, an hour at most unless the ${pool} is set otherwise.`,
    '⁑A company or social account.⁑ If you signed in through one, you are still signed in there, and it may let a browser back in without asking.',
  ],
};

export const problemPage = {
  stillSignedIn: '⁑If you were signed in, you still are.⁑ An outage signs nobody out.',
  seconds: (count: number): string => `About ${count} second${count === 1 ? '' : 's'} should do.`,
  forGroup: 'It is for the group',
  startAgain: 'Start again',
  tryAgain: 'Try again',
  code: 'Code',
  requestId: 'Request id',
};
