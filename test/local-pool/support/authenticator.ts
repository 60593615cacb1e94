import type { BrowserContext, CDPSession, Page } from 'playwright-core';

export interface AuthenticatorOptions {
  /** A phone or a key that is plugged in, instead of this device. */
  readonly isRoaming?: boolean;
  /** Whether it can ask for a fingerprint or a PIN; it always gets the right one. */
  readonly verifiesUsers?: boolean;
}

export interface Authenticator {
  readonly session: CDPSession;
  readonly id: string;
  /** From now on nobody touches it, or verifies themselves: what a person does who turns away. */
  refuse(): Promise<void>;
}

/** Gives a page a passkey provider of Chromium's own (WebAuthn domain of the DevTools protocol). */
export const withAuthenticator = async (
  context: BrowserContext,
  page: Page,
  { isRoaming = false, verifiesUsers = true }: AuthenticatorOptions = {},
): Promise<Authenticator> => {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: isRoaming ? 'usb' : 'internal',
      hasResidentKey: true,
      hasUserVerification: verifiesUsers,
      isUserVerified: verifiesUsers,
      automaticPresenceSimulation: true,
    },
  });
  return {
    session,
    id: authenticatorId,
    refuse: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
};
