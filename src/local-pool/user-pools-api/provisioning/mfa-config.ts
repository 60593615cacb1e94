import { invalidParameter } from '../../base/errors.js';
import type { MfaMethod, UserPool } from '../../base/model.js';
import { methodsOnOffer } from '../../people/second-factor.js';
import type { OperationTable } from '../protocol/api.js';
import {
  optionalChoice,
  optionalFlag,
  optionalStructure,
  optionalText,
  type Input,
} from '../protocol/input.js';
import { withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { mfaModes } from './pool-settings.js';
import { assertInTier } from '../protocol/tiers.js';

const detailNames = ['EmailMfaConfiguration', 'SmsMfaConfiguration'] as const;

/** A factor that is left out is off. */
const setMfaConfig: PoolOperation = (input, pool, { service }) => {
  const totp = optionalStructure(input, 'SoftwareTokenMfaConfiguration');
  const methods: MfaMethod[] = [
    ...(totp !== undefined && optionalFlag(totp, 'Enabled') === true
      ? (['SOFTWARE_TOKEN_MFA'] as const)
      : []),
    ...(optionalStructure(input, 'EmailMfaConfiguration') === undefined ? [] : (['EMAIL_OTP'] as const)),
    ...(optionalStructure(input, 'SmsMfaConfiguration') === undefined ? [] : (['SMS_MFA'] as const)),
  ];
  if (methods.includes('EMAIL_OTP')) assertInTier(pool, 'Email MFA');
  const mfa = optionalChoice(input, 'MfaConfiguration', mfaModes) ?? 'OFF';
  if (mfa !== 'OFF' && methods.length === 0) {
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn on MFA without an MFA method configured.",
    );
  }
  const webAuthn = webAuthnIn(input, pool) ?? pool.webAuthn;
  const mfaDetails = Object.fromEntries(
    detailNames.filter((name) => name in input).map((name) => [name, input[name]]),
  );
  Object.assign(
    pool,
    { mfa, mfaMethods: methods, mfaDetails, updatedAt: service.clock.now() },
    webAuthn && { webAuthn },
  );
  return mfaConfig(pool);
};

/** What it was stays where nothing is said of it. */
const webAuthnIn = (input: Input, pool: UserPool): UserPool['webAuthn'] => {
  const given = optionalStructure(input, 'WebAuthnConfiguration');
  if (given === undefined) return undefined;
  const relyingPartyId = optionalText(given, 'RelyingPartyId');
  if (relyingPartyId !== undefined && !/^[a-z0-9.-]{1,127}$/u.test(relyingPartyId)) {
    throw invalidParameter('RelyingPartyId must be a domain name of 1 to 127 characters.');
  }
  const factors = optionalChoice(given, 'FactorConfiguration', [
    'SINGLE_FACTOR',
    'MULTI_FACTOR_WITH_USER_VERIFICATION',
  ]);
  const isMultiFactor = factors === 'MULTI_FACTOR_WITH_USER_VERIFICATION';
  if (isMultiFactor) assertInTier(pool, 'Multi-factor authentication with passkeys');
  return {
    ...(relyingPartyId === undefined ? {} : { relyingPartyId }),
    userVerification: optionalChoice(given, 'UserVerification', ['preferred', 'required']) ?? 'preferred',
    isMultiFactor,
  };
};

/** How passkeys are asked for, as it is set and as it is described. */
export const webAuthnConfiguration = ({ webAuthn }: UserPool): object | undefined => {
  if (webAuthn === undefined) return undefined;
  const { relyingPartyId, userVerification, isMultiFactor } = webAuthn;
  return {
    RelyingPartyId: relyingPartyId,
    UserVerification: userVerification,
    FactorConfiguration: isMultiFactor ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : 'SINGLE_FACTOR',
  };
};

const mfaConfig = (pool: UserPool): object => {
  const methods = pool.mfa === 'OFF' && pool.mfaMethods === undefined ? [] : methodsOnOffer(pool);
  return {
    MfaConfiguration: pool.mfa,
    SoftwareTokenMfaConfiguration: { Enabled: methods.includes('SOFTWARE_TOKEN_MFA') },
    EmailMfaConfiguration: methods.includes('EMAIL_OTP') ? {} : undefined,
    SmsMfaConfiguration: methods.includes('SMS_MFA') ? {} : undefined,
    ...pool.mfaDetails,
    WebAuthnConfiguration: webAuthnConfiguration(pool),
  };
};

export const mfaConfigOperations: OperationTable = {
  SetUserPoolMfaConfig: withUserPool(setMfaConfig),
  GetUserPoolMfaConfig: withUserPool((_input, pool) => mfaConfig(pool)),
};
