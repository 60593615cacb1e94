import type { PoolErrorReason } from '../../base/errors.js';
import type { MfaMethod } from '../../base/model.js';

/** What a hosted page says, in one language. */
export interface Words {
  signIn: string;
  email: string;
  username: string;
  password: string;
  forgotPassword: string;
  createAccount: string;
  continueWith: (provider: string) => string;
  unknownProvider: string;

  signUp: string;
  optionalName: string;
  passwordAgain: string;
  haveAccount: string;
  confirmAccount: string;
  confirm: string;
  code: string;
  codeSentTo: (destination: string) => string;
  codeSentAtSignUp: string;
  inOutbox: string;
  sendNewCode: string;

  resetLead: string;
  resetPassword: string;
  backToSignIn: string;
  setNewPassword: string;
  newPassword: string;
  newPasswordAgain: string;
  changePassword: string;
  temporaryPassword: string;
  /** `kinds` is a list of the four below, '' when the policy asks for none. */
  passwordRules: (length: number, kinds: string) => string;
  lowercase: string;
  uppercase: string;
  number: string;
  symbol: string;

  enterCode: string;
  codeFromApp: string;
  chooseFactor: string;
  factorRequired: string;
  methods: Readonly<Record<MfaMethod, string>>;
  setUpApp: string;
  setUpAppLead: string;

  continue: string;
  cancel: string;
  back: string;
  error: string;
  errorHeading: string;
  somethingWentWrong: string;
  redirectMismatch: string;
  invalidRequest: string;
  invalidScope: string;
  missingParameter: (name: string) => string;
  staleForm: string;
  startAgain: string;
  confirmed: string;
  canSignIn: string;
  addPasskey: string;
  noPasskeys: string;

  simulated: (provider: string) => string;
  simulatedLead: string;
  /** Of the provider, on purpose. */
  failure: string;
  noFailure: string;
  footer: string;
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
