import { wordsIn, type Language } from './language.js';
import { nameLabels, type NameAttribute } from './name-labels.js';
import { personalLabels, type PersonalAttribute } from './personal-labels.js';

/** The standard attributes that people fill in. */
export type StandardAttribute = 'email' | NameAttribute | PersonalAttribute;

const labels = { ...nameLabels, ...personalLabels };

/** What an attribute is called on a form: custom ones have their name in every language. */
export const attributeLabel = (name: string, language: Language): string => {
  if (name === 'email') return wordsIn(language).email;
  return isLabelled(name) ? labels[name][language] : name.replace(/^custom:/u, '');
};

const isLabelled = (name: string): name is keyof typeof labels => Object.hasOwn(labels, name);
