/** The form that came back after the sign-in, and what was done, said once on the page that follows. */
export const outcomes = {
  'draft':
    'Your sign-in had ended while you were typing. What you typed is back in the form, and has not been sent: look at it, and send it.',
  'saved': 'Saved.',
  'unchanged': 'Nothing was different, so nothing was changed.',
  'address-confirmed': 'The address is confirmed.',
  'address-removed': 'The number is removed.',
  'address-kept': 'Your address stays as it was. The code that was sent is not asked for any more.',
  'address-restored': 'Your former address is back.',
  'code-sent': 'Another code is on its way. Only the newest one counts.',
  'password-changed':
    'Your password is changed, and your other sign-ins at this site have ended. This one goes on.',
  'sign-ins-go-on':
    'Your password is changed, but your other sign-ins at this site could not all be ended just now. End them on the sign-ins page.',
  'app-on': 'Your authenticator app is set up. The sign-in page asks for its code from now on.',
  'app-off':
    'Your authenticator app is known to the user pool, but could not be turned on. Turn it on below.',
  'factor-changed': 'Your second factor is changed. It counts from the next sign-in on.',
  'device-forgotten': 'That device is forgotten.',
  'passkey-removed': 'That passkey is removed. It signs nobody in any more.',
  'passkey-added': 'A passkey was added.',
  'passkey-not-added':
    'No passkey was added. The user pool’s page asks for a fresh sign-in: sign out and in again, then try once more.',
  'gone': 'It was not there any more.',
};

/** Said on several of these pages. */
export const selfService = {
  managed: (provider: string): string =>
    `You sign in through ⁑${provider}⁑, which says what stands here each time you do. Change it there.`,
  passwordElsewhere: (provider: string): string =>
    `You sign in through ⁑${provider}⁑. It keeps your password, and it is changed there.`,
  code: 'Code',
  confirm: 'Confirm',
  cancel: 'Cancel',
};

export const profilePage = {
  title: 'Your profile',
  lead: 'What the user pool knows of you, for every app that you sign in to with it.',
  about: 'About you',
  managedHere: 'A change made here would be undone by your next sign-in.',
  more: 'More about you',
  save: 'Save',
  addresses: 'Where you are reached',
  none: 'none',
  confirmed: 'confirmed',
  notConfirmed: 'not confirmed',
  add: 'Add',
  change: 'Change',
  others: 'Set by whoever runs the user pool',
  hints: {
    name: 'How this site and others call you.',
    zoneinfo: 'As in Europe/Berlin.',
    locale: 'As in en or de-DE.',
  },
  unprintable: 'This has a character in it that cannot be shown. Type it anew.',
  badWebsite: 'Begin the address with https://.',
  badDate: 'Type the date as year, month and day: 1815-12-10.',
};

/** Of an email address and of a phone number. */
export const addressPage = {
  email: {
    label: 'Email address',
    title: 'Change your email address',
    field: 'New email address',
    hint: '',
    place: 'Look into your inbox. It has six digits.',
    problem: 'Type an email address, such as ada@example.com.',
  },
  phone: {
    label: 'Phone number',
    title: 'Change your phone number',
    field: 'New phone number',
    hint: 'With the country code: +49 151 12345678. Leave it empty to have no number here.',
    place: 'Look into your messages. It has six digits.',
    problem: 'Type the number with its country code and digits: +49 151 12345678.',
  },
  same: 'That is the address that you have.',
  codeMissing: 'Type the code that was sent.',
  onItsWay: (destination: string): string => `A code is on its way to ⁑${destination}⁑.`,
  isTaken: (address: string): string =>
    `${address} is set already, and counts as yours once the code has come back.`,
  nothingChanges: 'Until it comes back, nothing changes.',
  stays: (address: string): string => `Until it comes back, ${address} stays your address.`,
  another: 'Send another code',
  restore: 'Put the former one back',
  now: (address: string): string => `It is ⁑${address}⁑ now.`,
  nowUnconfirmed: (address: string): string => `It is ⁑${address}⁑ now, and was never confirmed.`,
  sendToConfirm: 'Send a code to confirm it',
  goesThere: 'A code goes there, to see that it is yours.',
  send: 'Send the code',
};

export const securityPage = {
  title: 'Security',
  lead: 'How you sign in, here and in every app of this user pool. Changes ask for a sign-in of the last ten minutes.',
  password: 'Password',
  passwordEnds: 'A new password ends your other sign-ins at this site.',
  changePassword: 'Change password',
  factor: 'Second factor',
  factorElsewhere: (provider: string): string =>
    `${provider} decides whether it asks for one. The user pool does not ask on top of that.`,
  factorLead: 'Asked for after the password, so that a stolen password alone opens nothing.',
  factors: {
    app: { label: 'Authenticator app', about: 'Shows a new code every half minute, also without a network.' },
    email: { label: 'Code by email', about: 'Sent to your confirmed address.' },
    sms: {
      label: 'Code by text message',
      about: 'Sent to your confirmed number. Numbers can be taken over: an app is safer.',
    },
  },
  on: 'on',
  onFirst: 'on, asked for first',
  setUp: 'Set up',
  confirmAddress: 'Confirm address',
  turnOn: 'Turn on',
  askFirst: 'Ask first',
  turnOff: 'Turn off',
  passkeys: 'Passkeys',
  passkeysLead:
    'Sign you in with your device’s lock in place of a password. They are added on the user pool’s own page.',
  passkeysOff: 'This user pool takes passkeys no more: these sign nobody in.',
  added: 'Added',
  remove: 'Remove',
  addPasskey: 'Add a passkey',
  namelessPasskey: 'A passkey without a name',
  devices: 'Remembered devices',
  noDevices:
    'None. The user pool remembers devices of mobile and desktop apps only, where it is set to; browsers are among your sign-ins.',
  namelessDevice: 'A device without a name',
  notTrusted: 'not trusted',
  forget: 'Forget',
  sessions: 'Where you are signed in',
  sessionsLead: 'Every browser, with a way to end each, or all at once.',
  delete: 'Delete your account',
  deleteLead: 'Removes it from the user pool, for this site and every other one. It cannot be undone.',
  deleteButton: 'Delete account…',
};

export const passwordPage = {
  title: 'Change your password',
  needs: 'A new password needs, unless this user pool is set otherwise:',
  rules: [
    'at least 8 characters',
    'a lower case and an upper case letter',
    'a digit',
    'a symbol, such as - or !',
  ],
  present: 'Present password',
  presentHint: 'Leave it empty if your account has none yet, because a passkey or codes let you in.',
  new: 'New password',
  again: 'New password, once more',
  missing: 'Type a new password.',
  differ: 'The two are not the same. Type both anew.',
  same: 'That is the password that you have.',
  ends: 'Your other sign-ins at this site end, and this one goes on. Other apps stay signed in until you sign out everywhere.',
  button: 'Change password',
};

export const authenticatorPage = {
  title: 'Set up an authenticator app',
  needs:
    'You need an app that shows codes, such as one of those for phones or a password manager. It gets a key from here, and from then on shows a new code every half minute, which the sign-in page asks for.',
  replaces: 'An app that was set up before is replaced once the new one is confirmed.',
  show: 'Show the key',
  point: 'Point the app’s camera at this picture.',
  picture: 'QR code with the key for your authenticator app',
  open: 'Open it in an app on this device',
  type: 'Or type this key into it:',
  typeCode: 'Type the code that the app shows.',
  sixDigits: 'The six digits that the app shows now.',
  wrongShape: 'The app shows six digits. Type them here.',
  notTaken: 'The user pool did not take that code. Wait for the next one.',
  secret:
    'Nothing changes until the code is confirmed. Keep the key out of pictures and messages: whoever has it has your second factor.',
};

export const deletePage = {
  title: 'Delete your account',
  ask: 'Delete your account?',
  facts: [
    'The user pool forgets you: name, addresses, password, second factor, passkeys. ⁑It cannot be undone.⁑',
    'You are signed out here in every browser, and other apps of this user pool let you in no more.',
    'What other services have on you stays with them. If you sign in through a company or social account, that account stays, and signing in with it again makes a new, empty one here.',
  ],
  typeIt: (confirmation: string): string => `To go on, type ⁑${confirmation}⁑.`,
  field: 'Type it here',
  wrong: (confirmation: string): string => `That is not ${confirmation}. Nothing has been deleted.`,
  button: 'Delete my account',
  keep: 'Keep it',
};

export const noSelfServicePage = {
  title: 'Not turned on',
  notNow: 'Not possible just now',
  saidNo: 'The user pool said no',
  yourAccount: 'Your account',
  notHere: 'This cannot be done here',
  notHereWhy:
    'Profile and security are kept by your sign-in service, and are changed there. This site can change them only where people sign in with an Amazon Cognito user pool.',
  onceMore: 'Sign in once more to change this',
  onceMoreWhy:
    'This site asks the user pool for the right to change your own profile and security settings. Your sign-in is from before it did, or the user pool has not granted it.',
  operator:
    'For whoever runs this site, if it stays so: allow this scope on the app client (AllowedOAuthScopes):',
  off: 'Self-service is not turned on',
  offWhy:
    'This site can let you change your profile, your password and your second factor. It does not ask the user pool for the right to do so yet.',
  how: 'How whoever runs this site turns it on',
  step1:
    'Allow this scope on the app client, in AllowedOAuthScopes, or among the “Custom scopes” of its login pages in the console:',
  step2: 'Add it to the setting:',
  step3: 'Start the site again. Whoever is signed in signs in once more.',
};
