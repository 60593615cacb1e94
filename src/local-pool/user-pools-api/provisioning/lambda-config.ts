import { invalidParameter } from '../../base/errors.js';
import { optionalChoice, optionalStructure, optionalText, text, type Input } from '../protocol/input.js';
import { assertInTier } from '../protocol/tiers.js';

const tokenVersions = ['V1_0', 'V2_0', 'V3_0'] as const;

/** `LambdaConfig`, which is kept as it came. Throws InvalidParameterException, and FeatureUnavailableInTierException on Lite. */
export const assertLambdaConfig = (input: Input, otherSettings: Readonly<Record<string, unknown>>): void => {
  const config = optionalStructure(input, 'LambdaConfig') ?? {};
  const key = optionalText(config, 'KMSKeyID');
  for (const name of ['CustomEmailSender', 'CustomSMSSender', 'InboundFederation']) {
    const given = optionalStructure(config, name);
    if (given === undefined) continue;
    text(given, 'LambdaArn');
    optionalChoice(given, 'LambdaVersion', ['V1_0']);
    if (name !== 'InboundFederation' && key === undefined)
      throw invalidParameter(`${name} needs a KMSKeyID.`);
  }
  const token = optionalStructure(config, 'PreTokenGenerationConfig');
  if (token === undefined) return;
  const arn = text(token, 'LambdaArn');
  const older = optionalText(config, 'PreTokenGeneration') ?? arn;
  if (older !== arn)
    throw invalidParameter('PreTokenGeneration and PreTokenGenerationConfig must name the same function.');
  const version = optionalChoice(token, 'LambdaVersion', tokenVersions) ?? 'V1_0';
  if (version !== 'V1_0') assertInTier({ otherSettings }, 'Access token customization');
};
