// What belongs to a user pool beside its people and its clients.

export interface ResourceServer {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: { readonly name: string; readonly description: string }[];
}

/** A managed login style of a client, or of the whole pool. Kept, not drawn. */
export interface Branding {
  readonly id: string;
  readonly poolId: string;
  readonly clientId?: string;
  readonly usesDefaults: boolean;
  readonly settings?: unknown;
  readonly assets?: readonly unknown[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Terms of use or a privacy policy of a client, by language. */
export interface Terms {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly name: string;
  readonly source: string;
  readonly enforcement: string;
  /** By `cognito:` and the language, as the API has it. */
  readonly links: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A setting of a pool or of one client that means nothing here, in the API's own form. */
export interface KeptSetting {
  readonly poolId: string;
  readonly clientId?: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type ImportStatus = 'Created' | 'Expired' | 'Stopped' | 'Failed' | 'Succeeded';

/** People on their way into a pool, out of a file. */
export interface ImportJob {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly roleArn: string;
  readonly hashing?: string;
  /** What the address of the upload carries. */
  readonly uploadKey: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  csv?: string;
  status: ImportStatus;
  startedAt?: number;
  completedAt?: number;
  imported: number;
  skipped: number;
  failed: number;
  message?: string;
}
