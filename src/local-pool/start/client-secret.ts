import { readFileSync } from 'node:fs';
import { text } from '../base/shape.js';
import type { Settings } from './settings.js';

/** The client secret of the settings, or of the file that they name. */
export const clientSecretOf = ({
  clientSecret,
  clientSecretFile: path,
}: Settings): { readonly clientSecret?: string } | { readonly problems: readonly string[] } => {
  if (path === undefined || path === '') return clientSecret === undefined ? {} : { clientSecret };
  if (clientSecret !== undefined)
    return { problems: ['Give --client-secret or --client-secret-file, not both'] };
  try {
    const secret = readFileSync(path, 'utf8').trim();
    const problems = text(secret, `What --client-secret-file ${path} holds`);
    return problems.length > 0 ? { problems } : { clientSecret: secret };
  } catch {
    return { problems: [`--client-secret-file ${path} cannot be read: it must be a file that you may read`] };
  }
};
