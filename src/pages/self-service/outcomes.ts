import type { Request } from 'express';

/** What was done, said once on the page that follows. */
export interface Outcome {
  readonly text: string;
  readonly isGood: boolean;
}

const good = (text: string): Outcome => ({ text, isGood: true });
const plain = (text: string): Outcome => ({ text, isGood: false });

/** Said above a form that has come back with what was typed into it. */
export const draftIsBack: Outcome = plain(
  'Your sign-in had ended while you were typing. What you typed is back in the form, and has not been sent: look at it, and send it.',
);

// The address of the page has the word, and nothing of it is shown.
const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ['saved', good('Saved.')],
  ['unchanged', plain('Nothing was different, so nothing was changed.')],
  ['address-confirmed', good('The address is confirmed.')],
  ['address-removed', good('The number is removed.')],
  ['address-kept', plain('Your address stays as it was. The code that was sent is not asked for any more.')],
  ['address-restored', good('Your former address is back.')],
  ['code-sent', good('Another code is on its way. Only the newest one counts.')],
  [
    'password-changed',
    good('Your password is changed, and your other sign-ins at this site have ended. This one goes on.'),
  ],
  [
    'sign-ins-go-on',
    plain(
      'Your password is changed, but your other sign-ins at this site could not all be ended just now. End them on the sign-ins page.',
    ),
  ],
  ['app-on', good('Your authenticator app is set up. The sign-in page asks for its code from now on.')],
  [
    'app-off',
    plain('Your authenticator app is known to the user pool, but could not be turned on. Turn it on below.'),
  ],
  ['factor-changed', good('Your second factor is changed. It counts from the next sign-in on.')],
  ['device-forgotten', good('That device is forgotten.')],
  ['passkey-removed', good('That passkey is removed. It signs nobody in any more.')],
  ['passkey-added', good('A passkey was added.')],
  [
    'passkey-not-added',
    plain(
      'No passkey was added. The user pool’s page asks for a fresh sign-in: sign out and in again, then try once more.',
    ),
  ],
  ['gone', plain('It was not there any more.')],
]);

/** The outcome that the address of a page names. */
export const outcomeIn = ({ query }: Request): Outcome | undefined =>
  typeof query['outcome'] === 'string' ? outcomes.get(query['outcome']) : undefined;
