/** What somebody reads who starts the pool where real people are. */
export const notInProduction =
  'The local user pool is for development and tests: it does not run with NODE_ENV=production.';

export const isProduction = (
  environment: { readonly NODE_ENV?: string | undefined } = process.env,
): boolean => environment.NODE_ENV === 'production';
