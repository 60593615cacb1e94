import { en } from './en.js';
import { labelIn, wordsIn, type Language } from './language.js';
import type { LabelledAttribute } from './words.js';

/** The standard attributes that people fill in. */
export type StandardAttribute = 'email' | LabelledAttribute;

/** What an attribute is called on a form: custom ones have their name in every language. */
export const attributeLabel = (name: string, language: Language): string => {
  if (name === 'email') return wordsIn(language).email;
  return isLabelled(name) ? labelIn(language, name) : name.replace(/^custom:/u, '');
};

const isLabelled = (name: string): name is LabelledAttribute => Object.hasOwn(en.labels, name);
