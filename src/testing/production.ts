/** Whoever can call this folder is anybody they like, so it stays out of where real people are. Throws there. */
export const refuseProduction = (
  name: string,
  environment: { readonly NODE_ENV?: string | undefined } = process.env,
): void => {
  if (environment.NODE_ENV === 'production')
    throw new Error(
      `${name} signs people in without asking them anything: it is for tests, and does not run with NODE_ENV=production.`,
    );
};
