/** Who you are, as this app knows it. */
export const accountPage = {
  title: 'Your account',
  places: 'Account',
  overview: 'Overview',
  profile: 'Profile',
  security: 'Security',
  signIns: 'Sign-ins',
  lead: 'Your account, as this app knows it.',
  who: 'Who you are',
  saidByIdToken: 'Said by the ⁑ID token⁑',
  saidByIdTokenOrUserInfo: 'Said by the ⁑ID token⁑, or by ⁑userInfo⁑ where the token leaves it out',
  verified: 'verified',
  notVerified: 'not verified',
  groups: 'Your groups',
  saidByBoth: 'Said by the ⁑ID token⁑ and the ⁑access token⁑',
  noGroups: 'You are in no group. Pages for everyone who is signed in are open to you.',
  opensAdmin: 'Opens the admin page.',
  opensNothing: 'Nothing on this site asks for it.',
  scopes: 'What this app may do',
  saidByAccessToken: 'Said by the ⁑access token⁑',
  saidByTokenResponse: 'Said by the ⁑token response⁑',
  noScopes: 'Nothing on your behalf.',
  session: 'This session',
  keptHere: 'Kept by ⁑this site⁑',
  started: 'Signed in here',
  proved: 'Last proof that it is you',
  notSaid: 'not said by the sign-in service',
  idle: 'Ends when not used for',
  ends: 'Ends in any case',
  everySignIn: 'See every sign-in',
  tokens: 'Tokens',
  neverSent: 'Kept on the server, never sent to a browser',
  idToken: 'ID token',
  idTokenIsFor: 'says who you are',
  accessToken: 'Access token',
  accessTokenIsFor: 'says what this app may do for you',
  partLeft: (token: string): string => `${token}: part of its life that is left`,
  tokenEnds: 'Ends',
  andThen: 'And then?',
  renewed:
    'They are ⁑renewed in the background⁑ when less than a minute is left and you open a page. Last time:',
  refused: (pool: string): string =>
    `If the ${pool} ⁑refuses⁑ to renew them, this session ends and you are asked to sign in.`,
  away: (pool: string, length: string): string =>
    `If the ${pool} ⁑cannot be reached⁑, your pages go on for ${length} more, and you are not signed out.`,
  notRenewed: (pool: string): string =>
    `The ${pool} gave no refresh token, so this session ends with the access token and you are asked to sign in.`,
};

/** What claims and scopes are called: by their own names, which whoever runs the pool may make up. */
export const claims = {
  labels: {
    'name': 'Name',
    'email': 'Email address',
    'cognito:username': 'User name',
    'identities': 'Signed in through',
    'sub': 'Subject',
    'iss': 'Issuer',
    'given_name': 'Given name',
    'family_name': 'Family name',
    'middle_name': 'Middle name',
    'nickname': 'Nickname',
    'preferred_username': 'Preferred user name',
    'profile': 'Profile page',
    'picture': 'Picture',
    'website': 'Website',
    'gender': 'Gender',
    'birthdate': 'Birth date',
    'zoneinfo': 'Time zone',
    'locale': 'Language',
    'phone_number': 'Phone number',
    'cognito:preferred_role': 'Preferred role',
  },
  scopes: {
    'openid': 'Sign you in with an ID token.',
    'email': 'See your email address.',
    'profile': 'See your name and the rest of your profile.',
    'phone': 'See your phone number.',
    'aws.cognito.signin.user.admin': 'Let you change your own profile and security settings here.',
  },
  otherScope: 'Call another service on your behalf.',
};

/** Browsers and addresses. */
export const places = {
  unknownBrowser: 'An unknown browser',
  unknownDevice: 'An unknown device',
  on: (browser: string, device: string): string => `${browser} on ${device}`,
  unknownAddress: 'an unknown address',
  thisComputer: 'this computer',
  privateNetwork: (address: string): string => `a private network (${address})`,
};

export const signInsPage = {
  title: 'Your sign-ins',
  lead: 'Every browser that is signed in to this site as you.',
  ended:
    'That sign-in has ended. What the sign-in page remembers from before is not taken either: for 24 hours, whoever comes back as you has to sign in anew. A company or social account may do that without asking.',
  gone: 'That sign-in had ended already.',
  poolEnded:
    'The user pool has ended that session and what would bring it back. Its list may go on showing it for a few seconds.',
  poolRefused: 'The user pool did not end that session.',
  count: (count: number): string => `${count} sign-in${count === 1 ? '' : 's'} at this site`,
  more: (count: number): string => `Show ${count} more, last seen before these`,
  thisOne: 'this one',
  from: (address: string): string => `From ${address}`,
  lastSeen: 'Last seen',
  signedIn: 'signed in',
  end: 'End sign-in',
  endOf: (browser: string, started: string): string => `of ${browser}, started ${started}`,
  everywhere:
    'Ends all of these at once, this one too, and revokes their refresh tokens. Each of these browsers has to sign in anew to come back.',
  everywhereApps:
    '⁑Your other apps of this user pool end too⁑, on phones as well: the user pool takes none of their tokens any more.',
  everywhereBrowsers: 'Its sign-in page forgets every browser.',
  survives: 'What ending a sign-in does not end',
  survivesLead:
    'The session here is over at once, and the user pool is asked to revoke its refresh token. Outside this site, some things go on for a while:',
  survivesTracked:
    '⁑What the sign-in page remembers.⁑ Ending a sign-in of this site leaves it alone; it is in the second list, and is ended there, or by signing out everywhere. This site does not go by it: who ended a sign-in here is asked for the password in every browser that comes back within 24 hours.',
  survivesCognito:
    '⁑The user pool’s own cookie.⁑ The sign-in page remembers a browser after the password was typed there, for one hour unless the user pool is set otherwise, and other sites of the same pool may go by it. This one does not: who ended a sign-in here is asked for the password in every browser that comes back within 24 hours.',
  survivesElsewhere:
    '⁑The sign-in service’s own cookie.⁑ It may remember a browser for a while, and other sites may go by it. This one does not: who ended a sign-in here is asked to sign in anew in every browser that comes back within 24 hours.',
  survivesTokens:
    '⁑Access tokens already given out.⁑ This site no longer uses them, but another service that has one and checks only its signature accepts it until it ends, an hour at most unless the user pool is set otherwise.',
  survivesProvider:
    '⁑A company or social account.⁑ If you signed in through one, you are still signed in there, and it may let a browser back in without asking. Sign out there too.',
};

/** The list beside it, of a pool that tracks sessions. */
export const poolSessions = {
  heading: 'What the user pool knows',
  lead: 'Every browser that its sign-in page remembers, and every app that has tokens of yours, on phones too. The sign-ins above are among them once more, as the user pool sees them: a site that renews tokens on its server, as this one does, shows that server’s address. A session of this site that you end here notices when its tokens are next renewed; ending it above is at once.',
  signInPage: 'sign-in page',
  thisSite: 'this site',
  app: 'app',
  remembered: 'Remembered by the sign-in page, for every app.',
  cameThrough: (count: number): string =>
    `${count} ${count === 1 ? 'session' : 'sessions'} of apps came through it.`,
  tokensOfThisSite: 'Tokens of this site',
  tokensOfClient: 'Tokens of the app client',
  begun: 'begun',
  lastActive: 'Last active',
  end: 'End',
  endWithApps: 'End with its apps',
};

export const adminPage = {
  title: 'Admin',
  group: 'Group',
  lead: (group: string): string =>
    `You see this page because your tokens say that you are in the group ⁑${group}⁑. Everyone else who is signed in gets a page that says no.`,
  guard: 'What guards it',
  guardText:
    'One line on the route. Without a session it sends you to sign in; with a session but without the group it answers 403, and never redirects.',
  route: 'The route of this page',
  changes: 'When a membership changes',
  changesText:
    'Groups are read from tokens, and the user pool writes them there when it issues or renews one. Somebody who leaves the group keeps this page until their tokens are renewed, an hour at most with Cognito’s default; somebody who joins can sign out and in again to see it sooner.',
  yours: 'Your groups:',
};

export const awsPage = {
  title: 'Your AWS credentials',
  lead: 'Temporary, and kept on the server: what this site does in AWS on your behalf, it does with these.',
  inUse: 'In use',
  givenBy: 'Given by the ⁑identity pool⁑ for your ⁑ID token⁑',
  identity: 'Identity',
  accessKey: 'Access key',
  secret: 'Secret key, session token',
  kept: 'kept on the server, shown to nobody',
  partLeft: 'Part of their life that is left',
  fetched: 'Fetched',
  theyEnd: 'They end',
  anew: 'They are ⁑fetched anew⁑ when a few minutes are left, and when your sign-in is renewed: a new group counts from then on.',
  signOut: 'When you ⁑sign out⁑, this site forgets them. AWS itself would go on taking them until they end.',
  role: 'Your role',
  asked: (role: string): string => `You asked for the role ⁑${role}⁑.`,
  leaveChoice: 'Leave the choice to AWS',
  chose: 'AWS chose, by the rules of the identity pool.',
  choseByToken: 'AWS chose, by the rules of the identity pool: most take the preferred role of the token.',
  noRoles: 'None of your groups has a role, so you get the one for everybody who is signed in.',
  preferred: 'preferred',
  askedFor: 'asked for',
  ask: 'Ask for this role',
};
