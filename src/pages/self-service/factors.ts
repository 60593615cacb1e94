import type { Profile, SecondFactor } from '../../aws/index.js';
import type { Words } from '../words/words.js';

/** A second factor as the security page shows it, with what can be done about it. */
export interface ShownFactor {
  readonly method: SecondFactor;
  readonly label: string;
  readonly about: string;
  readonly isOn: boolean;
  readonly isPreferred: boolean;
  /** What has to be there before it can be turned on: nothing, an app, or a confirmed address. */
  readonly needs: 'app' | 'email' | 'phone' | undefined;
}

/** The three that Cognito knows. Whether the pool offers them is seen when one is turned on. */
export const factorsOf = (profile: Profile, { securityPage: { factors } }: Words): readonly ShownFactor[] => {
  const { secondFactors, preferredSecondFactor, attributes } = profile;
  const shown = (
    method: SecondFactor,
    text: { readonly label: string; readonly about: string },
    needs: ShownFactor['needs'],
  ): ShownFactor => {
    const isOn = secondFactors.includes(method);
    return {
      method,
      ...text,
      isOn,
      isPreferred: preferredSecondFactor === method,
      needs: isOn ? undefined : needs,
    };
  };
  const isVerified = (name: string): boolean => attributes[`${name}_verified`] === 'true';
  return [
    shown('app', factors.app, 'app'),
    shown('email', factors.email, isVerified('email') ? undefined : 'email'),
    shown('sms', factors.sms, isVerified('phone_number') ? undefined : 'phone'),
  ];
};

/** What a form may ask for. */
export const factorChanges = {
  on: { isOn: true, isPreferred: false },
  first: { isOn: true, isPreferred: true },
  off: { isOn: false, isPreferred: false },
} as const;

export const isFactor = (value: string): value is SecondFactor => ['app', 'email', 'sms'].includes(value);

export const isFactorChange = (value: string): value is keyof typeof factorChanges =>
  Object.hasOwn(factorChanges, value);
