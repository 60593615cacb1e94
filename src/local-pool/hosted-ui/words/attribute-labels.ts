import { wordsIn, type Language } from './language.js';
import { NAME_LABELS, type NameAttribute } from './name-labels.js';
import { PERSONAL_LABELS, type PersonalAttribute } from './personal-labels.js';

/** The standard attributes that people fill in. */
export type StandardAttribute = 'email' | NameAttribute | PersonalAttribute;

const LABELS = { ...NAME_LABELS, ...PERSONAL_LABELS };

/** What an attribute is called on a form: custom ones have their name in every language. */
export function attributeLabel(name: string, language: Language): string {
  if (name === 'email') return wordsIn(language).email;
  return isLabelled(name) ? LABELS[name][language] : name.replace(/^custom:/u, '');
}

function isLabelled(name: string): name is keyof typeof LABELS {
  return Object.hasOwn(LABELS, name);
}
