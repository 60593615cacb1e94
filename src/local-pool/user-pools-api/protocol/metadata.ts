import type { Metadata } from '../../triggers/events.js';
import { optionalStructures, optionalText, text, textMap, type Input } from './input.js';

/** `ClientMetadata`, for triggers. */
export const metadataIn = (input: Input): Metadata | undefined =>
  (input['ClientMetadata'] ?? undefined) === undefined ? undefined : textMap(input, 'ClientMetadata');

/** `ValidationData`, a list of names and values, for the trigger before a sign-up. */
export const validationDataIn = (input: Input): Metadata | undefined => {
  const pairs = optionalStructures(input, 'ValidationData');
  if (pairs === undefined) return undefined;
  return Object.fromEntries(pairs.map((pair) => [text(pair, 'Name'), optionalText(pair, 'Value') ?? '']));
};
