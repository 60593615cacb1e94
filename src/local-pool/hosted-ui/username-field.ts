import type { UserPool } from '../base/model.js';
import { attributeLabel } from './words/attribute-labels.js';
import { wordsIn, type Language } from './words/language.js';

/** The first field of most forms. */
export interface UsernameField {
  readonly label: string;
  /** For `type` and `inputmode`, which have these words in common. */
  readonly kind: 'email' | 'tel' | 'text';
}

const kinds = { email: 'email', phone_number: 'tel' } as const;

/** What people type to say who they are: an address that the pool takes for one, or the name that they chose. */
export const usernameField = ({ usernameAttributes }: UserPool, language: Language): UsernameField => {
  const [only, other] = usernameAttributes;
  if (only === undefined) return { label: wordsIn(language).username, kind: 'text' };
  const label = usernameAttributes.map((name) => attributeLabel(name, language)).join(' / ');
  return { label, kind: other === undefined ? kinds[only] : 'text' };
};
