import { createHmac } from 'node:crypto';
import { notAuthorized } from '../../base/errors.js';
import type { Client } from '../../base/model.js';
import { sameSecret } from '../../base/random.js';

/** `Base64(HMAC-SHA256(secret, username + client id))`, for clients with a secret only. */
export const assertSecretHash = (
  client: Client,
  { usernames, hash }: { readonly usernames: readonly string[]; readonly hash: string | undefined },
): void => {
  if (client.secrets.length === 0) {
    if (hash === undefined) return;
    throw notAuthorized(`Client ${client.id} is configured as public but secret was received`);
  }
  if (hash === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = client.secrets.flatMap((secret) =>
    usernames.map((name) =>
      createHmac('sha256', secret)
        .update(name + client.id)
        .digest('base64'),
    ),
  );
  if (expected.some((candidate) => sameSecret(candidate, hash))) return;
  throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
};
