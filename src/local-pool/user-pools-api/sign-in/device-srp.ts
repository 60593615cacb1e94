import { invalidParameter, notAuthorized } from '../../base/errors.js';
import type { PendingChallenge } from '../../base/model.js';
import { knownDevice } from '../person/devices.js';
import { issueTokens, type Attempt, type Parameters } from './attempt.js';
import { beginClaim, isGoodClaim } from './srp.js';

/** DEVICE_PASSWORD_VERIFIER: the device proves itself with the password it made up for ConfirmDevice. */
export const askForDeviceClaim = (attempt: Attempt, clientValue: string): object => {
  const { api, client, pool, person, deviceKey } = attempt;
  const device = knownDevice(api, person, deviceKey);
  if (device?.srp === undefined) throw invalidParameter('Device does not exist.');
  const { secretBlock, session, publicValue } = beginClaim(api, {
    verifier: device.srp.verifier,
    clientValue,
    pending: {
      poolId: pool.id,
      clientId: client.id,
      sub: person.sub,
      challenge: 'DEVICE_PASSWORD_VERIFIER',
      data: { deviceKey: device.key },
    },
    lifetimeMs: 1000 * client.authSessionSeconds,
  });
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    Session: session,
    ChallengeParameters: {
      DEVICE_KEY: device.key,
      SALT: device.srp.salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: publicValue,
      USERNAME: person.username,
    },
  };
};

export const answerDeviceClaim = (
  attempt: Attempt,
  pending: PendingChallenge,
  responses: Parameters,
): Promise<object> => {
  const { api, person } = attempt;
  const device = knownDevice(api, person, pending.data['deviceKey']);
  const identity = device === undefined ? undefined : { group: device.groupKey, name: device.key };
  if (device === undefined || identity === undefined || !isGoodClaim(pending, responses, identity)) {
    throw notAuthorized('Incorrect username or password.');
  }
  device.lastAuthenticatedAt = api.service.clock.now();
  return issueTokens({ ...attempt, deviceKey: device.key, tokenSource: 'AuthenticateDevice' });
};
