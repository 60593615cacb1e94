import type { Request } from 'express';
import type { PoolRefusal } from '../../aws/index.js';
import { languageOf, refusalWordsIn } from '../words/language.js';

/** What a refusal of the pool says to a person, in their language; in English where no translation is. */
export const sentenceOf = ({ sentence }: PoolRefusal, request: Request): string =>
  refusalWordsIn(languageOf(request))?.[sentence] ?? sentence;
