import type { Reader } from './reader.js';

/** One setting: what it means, how its text is read, and what it is without a text. */
export interface Setting<T> {
  readonly section: 'Site' | 'User pool' | 'Sessions' | 'API' | 'Operations';
  /** What it means, as the documentation says it. */
  readonly meaning: string;
  readonly read: Reader<T>;
  /** The text that stands for the setting when it is not given. */
  readonly default?: string;
  /** What it is without a text, in words, where that is more than a text. */
  readonly otherwise?: string;
  readonly isRequired?: boolean;
  /** May also be given as a file, by the name with `_FILE` after it. */
  readonly isSecret?: boolean;
  readonly example?: string;
}

/** A setting that has a value in every configuration. */
export interface Certain<T> extends Setting<T> {
  readonly isCertain: true;
}

export const certain = <T>(
  entry: Setting<T> & ({ readonly default: string } | { readonly isRequired: true }),
): Certain<T> => ({
  ...entry,
  isCertain: true,
});

/** A setting that may be left out. */
export const optional = <T>(entry: Setting<T>): Setting<T> => entry;
