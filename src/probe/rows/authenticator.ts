import { totpCode } from '../../local-pool/index.js';
import { careful } from '../place.js';
import { NotAsked } from '../not-asked.js';
import type { ApiAnswer } from '../sdk.js';
import { apiTokens, signIn } from './calls.js';
import type { Walk } from '../row.js';
import { apiSeen } from './seen.js';

/** Wrong codes of an authenticator app, while it is set up and at a sign-in. */
export const wrongAppCodes = async (walk: Walk): Promise<unknown> => {
  const { AccessToken } = await apiTokens(walk, careful);
  const { body } = await walk.call('AssociateSoftwareToken', { AccessToken });
  const secret = body['SecretCode'];
  if (typeof secret !== 'string') throw new NotAsked('AssociateSoftwareToken gave no secret.');
  walk.know('SECRET', secret);
  const verify = (code: string): Promise<ApiAnswer> =>
    walk.call('VerifySoftwareToken', { AccessToken, UserCode: code });
  const setUp = await verify(wrongCode(secret));
  const { status: verified } = await verify(totpCode(secret, Date.now()));
  await walk.call('SetUserMFAPreference', {
    AccessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  const asked = await signIn(walk, careful);
  const refused = await walk.call('RespondToAuthChallenge', {
    ClientId: walk.classic.client('app').id,
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: asked.body['Session'],
    ChallengeResponses: { USERNAME: careful, SOFTWARE_TOKEN_MFA_CODE: wrongCode(secret) },
  });
  return {
    setUp: setUp.error,
    setUpSays: setUp.message,
    verified,
    challenge: asked.body['ChallengeName'],
    signIn: refused.error,
    signInSays: apiSeen(refused)['message'],
  };
};

/** No code of these minutes. */
const wrongCode = (secret: string): string => {
  const now = Date.now();
  const right = new Set([-60_000, -30_000, 0, 30_000, 60_000].map((shift) => totpCode(secret, now + shift)));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.has(code)) ?? '';
};
