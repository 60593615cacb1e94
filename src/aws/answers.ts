import type { Device, Passkey, PoolSession, Profile, SecondFactor } from './account.js';

// What the API answers, as far as it is used here. The SDK's own types fit these.

interface Attribute {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

interface UserAnswer {
  readonly Username?: string | undefined;
  readonly UserAttributes?: readonly Attribute[] | undefined;
  readonly UserMFASettingList?: readonly string[] | undefined;
  readonly PreferredMfaSetting?: string | undefined;
}

interface DeviceAnswer {
  readonly DeviceKey?: string | undefined;
  readonly DeviceAttributes?: readonly Attribute[] | undefined;
  readonly DeviceLastAuthenticatedDate?: Date | undefined;
}

interface PasskeyAnswer {
  readonly CredentialId?: string | undefined;
  readonly FriendlyCredentialName?: string | undefined;
  readonly CreatedAt?: Date | undefined;
}

interface SessionAnswer {
  readonly SessionId?: string | undefined;
  readonly SessionType?: string | undefined;
  readonly ClientId?: string | undefined;
  readonly CreateDate?: Date | undefined;
  readonly LastActiveDate?: Date | undefined;
  readonly DeviceType?: string | undefined;
  readonly LastIPAddress?: string | undefined;
  readonly LastLocation?:
    { readonly City?: string | undefined; readonly Country?: string | undefined } | undefined;
  readonly OriginSessionId?: string | undefined;
  readonly IsCurrentSession?: boolean | undefined;
}

const factorNames: ReadonlyMap<string, SecondFactor> = new Map([
  ['SOFTWARE_TOKEN_MFA', 'app'],
  ['EMAIL_OTP', 'email'],
  ['SMS_MFA', 'sms'],
]);

/** The answer of `GetUser`. */
export const profileFrom = (answer: UserAnswer): Profile => {
  const username = answer.Username ?? '';
  const attributes = textsOf(answer.UserAttributes);
  return {
    username,
    attributes,
    secondFactors: (answer.UserMFASettingList ?? []).flatMap((name) => factorNames.get(name) ?? []),
    preferredSecondFactor: factorNames.get(answer.PreferredMfaSetting ?? ''),
    managedBy: providerOf(username, attributes['identities']),
  };
};

/** One of the answer of `ListDevices`. One without a key cannot be spoken of. */
export const accountDevice = (answer: DeviceAnswer): readonly Device[] => {
  const { DeviceKey: key } = answer;
  if (key === undefined) return [];
  const attributes = textsOf(answer.DeviceAttributes);
  return [
    {
      key,
      name: attributes['device_name'] || undefined,
      address: attributes['last_ip_used'],
      isRemembered: attributes['device_status'] !== 'not_remembered',
      lastSeenAtMs: answer.DeviceLastAuthenticatedDate?.getTime(),
    },
  ];
};

/** One of the answer of `ListWebAuthnCredentials`. */
export const accountPasskey = (answer: PasskeyAnswer): readonly Passkey[] =>
  answer.CredentialId === undefined
    ? []
    : [
        {
          id: answer.CredentialId,
          name: answer.FriendlyCredentialName || undefined,
          createdAtMs: answer.CreatedAt?.getTime(),
        },
      ];

/** One of the answer of `ListUserSessions`. One without an id, or of a kind that is not known, cannot be spoken of. */
export const poolSession = (answer: SessionAnswer): readonly PoolSession[] => {
  const { SessionId: id, LastLocation: location } = answer;
  const kind = sessionKinds.get(answer.SessionType ?? '');
  if (id === undefined || kind === undefined) return [];
  return [
    {
      id,
      kind,
      clientId: answer.ClientId,
      createdAtMs: answer.CreateDate?.getTime(),
      lastActiveAtMs: answer.LastActiveDate?.getTime(),
      device: known(answer.DeviceType),
      address: known(answer.LastIPAddress),
      place: [location?.City, location?.Country].flatMap((name) => known(name) ?? []).join(', ') || undefined,
      cameThrough: known(answer.OriginSessionId),
      isCurrent: answer.IsCurrentSession === true,
    },
  ];
};

const sessionKinds: ReadonlyMap<string, PoolSession['kind']> = new Map([
  ['SSO', 'browser'],
  ['TOKEN', 'app'],
]);

// What it does not know, the pool calls so.
const known = (text: string | undefined): string | undefined =>
  text === undefined || text === '' || text === 'unknown' ? undefined : text;

const textsOf = (attributes: readonly Attribute[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(
    attributes.flatMap(({ Name, Value }) => (Name === undefined ? [] : [[Name, Value ?? '']])),
  );

/**
 * The provider that made the account: Cognito names such a person `Provider_id`. An account of the pool that other
 * identities are linked to has the same `identities`, and a name of its own.
 */
const providerOf = (username: string, identities: string | undefined): string | undefined => {
  const name = username.toLowerCase();
  return providersIn(identities).find((provider) => name.startsWith(`${provider.toLowerCase()}_`));
};

const providersIn = (identities: string | undefined): readonly string[] => {
  try {
    const list: unknown = JSON.parse(identities ?? '[]');
    if (!Array.isArray(list)) return [];
    return list
      .map((one: unknown) => (Object(one) as { readonly providerName?: unknown }).providerName)
      .filter((provider): provider is string => typeof provider === 'string' && provider !== '');
  } catch {
    return [];
  }
};
