import type { UserPool } from '../../base/model.js';
import type { Api } from '../protocol/api.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;

/** When a temporary password set now expires. */
export function temporaryUntil({ temporaryPasswordDays = DEFAULT_DAYS }: UserPool, { service }: Api): number {
  return service.clock.now() + temporaryPasswordDays * DAY_MS;
}
