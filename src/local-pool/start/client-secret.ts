import { readFileSync } from 'node:fs';
import { text } from '../base/shape.js';

interface SecretFlags {
  readonly 'client-secret'?: string | undefined;
  readonly 'client-secret-file'?: string | undefined;
}

/** The client secret of the command line, or of the file that it names. */
export const clientSecretOf = (
  flags: SecretFlags,
): { readonly clientSecret?: string } | { readonly problems: readonly string[] } => {
  const { 'client-secret': given, 'client-secret-file': path } = flags;
  if (path === undefined) return given === undefined ? {} : checked(given, '--client-secret');
  if (given !== undefined) return { problems: ['Give --client-secret or --client-secret-file, not both'] };
  try {
    return checked(readFileSync(path, 'utf8').trim(), `What --client-secret-file ${path} holds`);
  } catch {
    return { problems: [`--client-secret-file ${path} cannot be read: it must be a file that you may read`] };
  }
};

const checked = (
  secret: string,
  name: string,
): { readonly clientSecret: string } | { readonly problems: readonly string[] } => {
  const problems = text(secret, name);
  return problems.length > 0 ? { problems } : { clientSecret: secret };
};
