// What the hosted pages say. A language is one file of this shape, and language.ts is the list of all: whoever reads
// the pages need not come here.

import type { PoolErrorReason } from '../../base/errors.js';
import type { MfaMethod } from '../../base/model.js';

/** What a hosted page says, in one language. */
export interface Words {
  readonly signIn: string;
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly forgotPassword: string;
  readonly createAccount: string;
  readonly continueWith: (provider: string) => string;
  readonly unknownProvider: string;

  readonly optionalName: string;
  readonly passwordAgain: string;
  readonly haveAccount: string;
  readonly termsOfUse: string;
  readonly privacyPolicy: string;
  readonly confirmAccount: string;
  readonly confirm: string;
  readonly code: string;
  readonly codeSentTo: (destination: string) => string;
  readonly codeSentAtSignUp: string;
  readonly inOutbox: string;
  readonly sendNewCode: string;
  /** In front of the code itself, where the page shows it. */
  readonly sentCode: string;

  readonly resetLead: string;
  readonly resetPassword: string;
  readonly backToSignIn: string;
  readonly setNewPassword: string;
  readonly newPassword: string;
  readonly newPasswordAgain: string;
  readonly changePassword: string;
  readonly temporaryPassword: string;
  /** `kinds` is a list of the four below, '' when the policy asks for none. */
  readonly passwordRules: (length: number, kinds: string) => string;
  readonly lowercase: string;
  readonly uppercase: string;
  readonly number: string;
  readonly symbol: string;

  readonly chooseWay: string;
  readonly enterCode: string;
  readonly codeFromApp: string;
  readonly chooseFactor: string;
  readonly factorRequired: string;
  readonly methods: Readonly<Record<MfaMethod, string>>;
  readonly setUpApp: string;
  readonly setUpAppLead: string;
  readonly confirmCode: string;
  /** What the picture is. */
  readonly qrCode: string;
  readonly openApp: string;
  readonly anotherWay: string;

  readonly continue: string;
  readonly cancel: string;
  readonly back: string;
  readonly error: string;
  readonly errorHeading: string;
  readonly somethingWentWrong: string;
  readonly redirectMismatch: string;
  readonly whatCame: string;
  readonly whatIsRegistered: string;
  readonly noneRegistered: string;
  readonly invalidRequest: string;
  readonly invalidScope: string;
  readonly missingParameter: (name: string) => string;
  readonly staleForm: string;
  readonly startAgain: string;
  readonly confirmed: string;
  readonly canSignIn: string;
  readonly addPasskey: string;
  readonly noPasskeys: string;
  readonly signInWithPasskey: string;
  readonly passkeyLead: string;
  readonly passkeyFailed: string;
  readonly passkeyUnknown: string;
  readonly needsScript: string;
  readonly passkeysElsewhere: string;

  readonly simulated: (provider: string) => string;
  readonly simulatedLead: string;
  /** Of the provider, on purpose. */
  readonly failure: string;
  readonly noFailure: string;
  readonly footer: string;
}

/** A problem that an exception name alone tells. */
export type CodeProblem =
  | 'unknownPerson'
  | 'taken'
  | 'wrongCode'
  | 'expiredCode'
  | 'tooManyAttempts'
  | 'resetRequired'
  | 'weakPassword'
  | 'usedPassword';

/** What is wrong with a form. English pages show the message of the user pools API instead. */
export type Problems = Readonly<Record<CodeProblem | PoolErrorReason, string>>;

/** Standard attributes that people fill in; `email` has its word above. */
export type LabelledAttribute =
  | 'name'
  | 'given_name'
  | 'middle_name'
  | 'family_name'
  | 'nickname'
  | 'preferred_username'
  | 'phone_number'
  | 'address'
  | 'birthdate'
  | 'gender'
  | 'locale'
  | 'zoneinfo'
  | 'website'
  | 'picture'
  | 'profile';

/** All that the hosted pages say in one language. */
export interface Vocabulary {
  readonly words: Words;
  /** What attributes are called on a form. */
  readonly labels: Readonly<Record<LabelledAttribute, string>>;
  /** English has none of its own: there the user pools API speaks. */
  readonly problems?: Problems;
}

/** Any language but English. */
export interface Translation extends Vocabulary {
  readonly problems: Problems;
}
