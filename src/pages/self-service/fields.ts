import type { Request } from 'express';
import type { PoolRefusal } from '../../aws/index.js';
import { sentenceOf } from './refusal-words.js';

/** One field of a form, with what stands in it and what is wrong with it. */
export interface FormField {
  /** Its name in the form, and its id on the page. */
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'tel' | 'url' | 'date' | 'password';
  /** Never a password and never a code: those are typed anew. */
  readonly value: string;
  readonly hint?: string;
  readonly error?: string;
  readonly autocomplete: string;
  readonly isNumeric?: boolean;
  readonly isRequired?: boolean;
  readonly longest?: number;
}

/** What is wrong with a form: by field, and with the form as a whole. */
export interface Errors {
  readonly byField: Readonly<Record<string, string>>;
  readonly general: string | undefined;
}

export const noErrors: Errors = { byField: {}, general: undefined };

/** The text of a field as it was sent, without blanks around it; '' where there is none. */
export const textIn = (request: Request, name: string): string => rawTextIn(request, name).trim();

/** The same with its blanks: for passwords. */
export const rawTextIn = (request: Request, name: string): string => {
  const value = (Object(request.body) as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value.slice(0, longestText) : '';
};

/** Whether the form had the field at all. */
export const isSent = (request: Request, name: string): boolean =>
  typeof (Object(request.body) as Readonly<Record<string, unknown>>)[name] === 'string';

const longestText = 2048;

/** What a refusal says, at the field that it is about if the form has it. `names`: how the form calls fields that the API calls otherwise. */
export const errorsOf = (
  refusal: PoolRefusal,
  request: Request,
  fields: readonly string[],
  names: Readonly<Record<string, string>> = {},
): Errors => {
  const { field } = refusal;
  const sentence = sentenceOf(refusal, request);
  const name = field === undefined ? undefined : (names[field] ?? field);
  return name !== undefined && fields.includes(name)
    ? { byField: { [name]: sentence }, general: undefined }
    : { byField: {}, general: sentence };
};

/** The same field with what is wrong with it. */
export const withError = (field: FormField, { byField }: Errors): FormField => {
  const error = byField[field.name];
  return error === undefined ? field : { ...field, error };
};

/** A field for the code that the pool has sent, or that an app shows. */
export const codeField = (label: string, hint: string): FormField => ({
  name: 'code',
  label,
  type: 'text',
  value: '',
  hint,
  autocomplete: 'one-time-code',
  isNumeric: true,
  isRequired: true,
  longest: 16,
});
