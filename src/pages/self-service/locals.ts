import type { Moment } from '../moments.js';
import type { ShownAddress } from './address-kinds.js';
import type { ShownFactor } from './factors.js';
import type { FormField } from './fields.js';
import type { Outcome } from './outcomes.js';
import type { QrCode } from './qr-code.js';

/** What the templates of this room are given, by their names. */
export interface SelfServiceLocals {
  readonly 'profile': ProfileLocals;
  readonly 'profile-address': AddressLocals;
  readonly 'security': SecurityLocals;
  readonly 'change-password': PasswordLocals;
  readonly 'authenticator': AuthenticatorLocals;
  readonly 'delete-account': DeleteAccountLocals;
  readonly 'no-self-service': NoSelfServiceLocals;
}

interface Form {
  readonly title: string;
  /** What is wrong with the form as a whole. What is wrong with a field stands with the field. */
  readonly error: string | undefined;
}

interface Kept {
  /** Goes with the form, so that what is typed survives the end of the session. */
  readonly mark: string;
}

interface Managed {
  /** The provider that manages the account, where it is not the pool. */
  readonly managedBy: string | undefined;
}

interface Labelled {
  readonly label: string;
  readonly value: string;
}

export interface ProfileLocals extends Form, Managed, Kept {
  readonly outcome: Outcome | undefined;
  readonly fields: { readonly first: readonly FormField[]; readonly more: readonly FormField[] };
  /** Whether the further fields are shown at once. */
  readonly isMoreOpen: boolean;
  /** What a managed account has, in place of the form. */
  readonly shown: readonly Labelled[];
  readonly others: readonly Labelled[];
  readonly addresses: readonly ShownAddress[];
}

export interface AddressLocals extends Form, Managed, Kept {
  readonly outcome: Outcome | undefined;
  readonly path: ShownAddress['path'];
  readonly current: ShownAddress;
  readonly change:
    | {
        readonly to: string;
        readonly destination: string;
        /** Whether the pool has the new address already, unconfirmed. */
        readonly isTaken: boolean;
        readonly canRestore: boolean;
      }
    | undefined;
  readonly newAddress: FormField;
  readonly code: FormField;
}

export interface SecurityLocals extends Form, Managed {
  readonly outcome: Outcome | undefined;
  readonly factors: readonly ShownFactor[];
  readonly devices: readonly {
    readonly key: string;
    readonly name: string;
    readonly address: string | undefined;
    readonly isRemembered: boolean;
    readonly lastSeen: Moment | undefined;
  }[];
  /** `undefined`: the pool takes none and there are none, so nothing is said of them. */
  readonly passkeys:
    | readonly { readonly id: string; readonly name: string; readonly created: Moment | undefined }[]
    | undefined;
  /** Whether the pool takes new ones. */
  readonly takesPasskeys: boolean;
  /** Where one is added, if that is known. */
  readonly passkeyPage: string | undefined;
}

export interface PasswordLocals extends Form, Managed {
  readonly username: string;
  readonly rules: readonly string[];
  readonly fields: readonly FormField[];
}

export interface AuthenticatorLocals extends Form {
  readonly setUp:
    | {
        readonly key: string;
        /** The key in groups of four, to be typed. */
        readonly groups: readonly string[];
        /** For an app on the device that shows the page. */
        readonly keyUri: string;
        readonly qr: QrCode;
        readonly code: FormField;
      }
    | undefined;
}

export interface DeleteAccountLocals extends Form {
  readonly confirmation: string;
  readonly field: FormField;
}

export type NoSelfServiceLocals =
  | { readonly title: string; readonly why: 'refused'; readonly sentence: string }
  | {
      readonly title: string;
      readonly why: 'no-api' | 'not-asked' | 'not-granted';
      readonly signInUrl: string;
    };
