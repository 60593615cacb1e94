import { PoolError, invalidParameter } from '../../base/errors.js';
import type { Client } from '../../base/model.js';
import { randomAlphanumeric } from '../../base/random.js';
import type { OperationTable } from '../protocol/api.js';
import { text } from '../protocol/input.js';
import { clientOfPool, notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { seconds } from '../protocol/seconds.js';
import { customSecretIn } from './client-settings.js';
import { secretLength } from './clients.js';

const mostSecrets = 2;

/** A second secret while the first is being replaced; shown only here, and only when it was made here. */
const addSecret: PoolOperation = (input, pool, api) => {
  const client = clientOfPool(input, pool, api);
  if (client.isRegistered === true)
    throw invalidParameter('A registered client has the secret that it was given.');
  if (client.secrets.length === 0) throw invalidParameter('A public client has no secrets to add to.');
  if (client.secrets.length >= mostSecrets) {
    throw new PoolError('LimitExceededException', `A client has at most ${mostSecrets} secrets.`);
  }
  const custom = customSecretIn(input);
  const secret = custom ?? randomAlphanumeric(secretLength);
  const dates = datesOf(client);
  const createdAt = Math.max(api.service.clock.now(), 1 + Math.max(...dates));
  Object.assign(client, { secrets: [...client.secrets, secret], secretDates: [...dates, createdAt] });
  return {
    ClientSecretDescriptor: {
      ...descriptor(client, createdAt),
      ...(custom === undefined ? { ClientSecretValue: secret } : {}),
    },
  };
};

const listSecrets: PoolOperation = (input, pool, api) => {
  const client = clientOfPool(input, pool, api);
  const dates = client.secrets.length === 0 ? [] : datesOf(client);
  return { ClientSecrets: dates.map((createdAt) => descriptor(client, createdAt)) };
};

const deleteSecret: PoolOperation = (input, pool, api) => {
  const client = clientOfPool(input, pool, api);
  const id = text(input, 'ClientSecretId');
  const dates = datesOf(client);
  const position = dates.findIndex((createdAt) => idOf(client, createdAt) === id);
  if (position < 0) return notFound(`Client secret ${id} does not exist.`);
  if (client.secrets.length === 1) throw invalidParameter('The last secret of a client cannot be deleted.');
  Object.assign(client, {
    secrets: client.secrets.toSpliced(position, 1),
    secretDates: dates.toSpliced(position, 1),
  });
  return {};
};

const datesOf = (client: Client): number[] =>
  client.secretDates ?? client.secrets.map(() => client.createdAt);

const descriptor = (client: Client, createdAt: number): object => ({
  ClientSecretId: idOf(client, createdAt),
  ClientSecretCreateDate: seconds(createdAt),
});

const idOf = ({ id }: Client, createdAt: number): string => `${id}--${createdAt}`;

export const clientSecretOperations: OperationTable = {
  AddUserPoolClientSecret: withUserPool(addSecret),
  ListUserPoolClientSecrets: withUserPool(listSecrets),
  DeleteUserPoolClientSecret: withUserPool(deleteSecret),
};
