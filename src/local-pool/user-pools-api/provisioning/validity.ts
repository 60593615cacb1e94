import { invalidParameter } from '../../base/errors.js';
import type { Client } from '../../base/model.js';
import { optionalChoice, optionalInteger, optionalStructure, type Input } from '../protocol/input.js';

const secondsIn = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;
type Unit = keyof typeof secondsIn;
const timeUnits = ['days', 'hours', 'minutes', 'seconds'] as const satisfies readonly Unit[];
const daySeconds = secondsIn.days;

type Lifetimes = Pick<Client, 'accessTokenSeconds' | 'idTokenSeconds' | 'refreshTokenSeconds'>;

/** Token lifetimes of a client; hours for access and ID tokens and days for refresh tokens unless units are given. */
export const lifetimesIn = (input: Input): Lifetimes => {
  const short = { default: 3600, unit: 'hours', min: 300, max: daySeconds } as const;
  const long = { default: 30 * daySeconds, unit: 'days', min: 3600, max: 3650 * daySeconds } as const;
  return {
    accessTokenSeconds: lifetimeIn(input, 'AccessToken', short),
    idTokenSeconds: lifetimeIn(input, 'IdToken', short),
    refreshTokenSeconds: lifetimeIn(input, 'RefreshToken', long),
  };
};

const lifetimeIn = (
  input: Input,
  token: string,
  {
    default: standard,
    unit,
    min,
    max,
  }: { readonly default: number; readonly unit: Unit; readonly min: number; readonly max: number },
): number => {
  const units = optionalStructure(input, 'TokenValidityUnits') ?? {};
  const chosenUnit = optionalChoice(units, token, timeUnits) ?? unit;
  const count = optionalInteger(input, `${token}Validity`);
  if (count === undefined || count === 0) return standard;
  const lifetime = count * secondsIn[chosenUnit];
  if (lifetime >= min && lifetime <= max) return lifetime;
  throw invalidParameter(
    `Invalid range for token validity: ${token} must live from ${min} to ${max} seconds.`,
  );
};

/** The three lifetimes in the largest unit that fits each. */
export const validityOf = (client: Lifetimes): object => {
  const access = inUnits(client.accessTokenSeconds);
  const id = inUnits(client.idTokenSeconds);
  const refresh = inUnits(client.refreshTokenSeconds);
  return {
    AccessTokenValidity: access.count,
    IdTokenValidity: id.count,
    RefreshTokenValidity: refresh.count,
    TokenValidityUnits: { AccessToken: access.unit, IdToken: id.unit, RefreshToken: refresh.unit },
  };
};

const inUnits = (lifetime: number): { readonly count: number; readonly unit: Unit } => {
  const unit = timeUnits.find((candidate) => lifetime % secondsIn[candidate] === 0) ?? 'seconds';
  return { count: lifetime / secondsIn[unit], unit };
};
