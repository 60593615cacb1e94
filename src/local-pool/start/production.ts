/** What somebody reads who starts the pool where real people are. */
export const NOT_IN_PRODUCTION =
  'The local user pool is for development and tests: it does not run with NODE_ENV=production.';

export function isProduction(environment: { readonly NODE_ENV?: string | undefined } = process.env): boolean {
  return environment.NODE_ENV === 'production';
}
