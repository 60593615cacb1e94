import type { Row } from './row.js';
import { apiAdminRows } from './rows/api-admin.js';
import { apiInputRows } from './rows/api-input.js';
import { apiSignInRows } from './rows/api-sign-in.js';
import { authorizeRows } from './rows/authorize.js';
import { discoveryRows } from './rows/discovery.js';
import { logoutRows, machineRows } from './rows/logout.js';
import { managedRows } from './rows/managed.js';
import { pageRows } from './rows/pages.js';
import { refreshRows } from './rows/refresh.js';
import { tokenClientRows } from './rows/token-clients.js';
import { tokenRows } from './rows/token.js';
import { revokeRows, userInfoRows } from './rows/user-info.js';

/** Everything that is looked at, in this order: a few rows of sign-up go on where the one before ended. */
export const rows: readonly Row[] = [
  ...discoveryRows,
  ...authorizeRows,
  ...pageRows,
  ...managedRows,
  ...tokenRows,
  ...tokenClientRows,
  ...refreshRows,
  ...userInfoRows,
  ...revokeRows,
  ...logoutRows,
  ...machineRows,
  ...apiInputRows,
  ...apiSignInRows,
  ...apiAdminRows,
];
