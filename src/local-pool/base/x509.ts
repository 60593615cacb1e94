import type * as x509 from '@peculiar/x509';

/** What makes certificates. */
export type X509Library = typeof x509;

/** Loaded by whoever needs it: most pools make no certificate. It asks for `reflect-metadata`, and does not bring it. */
export const x509Library = async (): Promise<X509Library> => {
  try {
    await import('reflect-metadata');
    return await import('@peculiar/x509');
  } catch {
    throw new Error(
      'To make a certificate the local user pool needs the packages @peculiar/x509 and reflect-metadata. Install them beside it, or give --cert and --key.',
    );
  }
};
