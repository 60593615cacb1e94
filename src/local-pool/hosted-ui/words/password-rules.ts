import type { PasswordPolicy } from '../../base/model.js';
import { wordsIn, type Language } from './language.js';

/** The policy in a sentence, for people who choose a password. */
export const passwordRules = (policy: PasswordPolicy, language: Language): string => {
  const words = wordsIn(language);
  const kinds = [
    policy.lowercase ? words.lowercase : '',
    policy.uppercase ? words.uppercase : '',
    policy.numbers ? words.number : '',
    policy.symbols ? words.symbol : '',
  ].filter((kind) => kind !== '');
  return words.passwordRules(policy.minimumLength, new Intl.ListFormat(language).format(kinds));
};
