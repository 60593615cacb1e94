import express from 'express';
import type { SelfService } from '../../../src/aws/index.js';
import { listen } from '../../support/listen.js';

/** The user pools API on a free port, which answers everything alike and notes what it was asked. */
export const startUserPoolsApi = async () => {
  const asked: { readonly operation: string; readonly headers: Readonly<Record<string, unknown>> }[] = [];
  let body: object = {};
  const app = express().use((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    asked.push({ operation, headers: request.headers });
    response.type('application/x-amz-json-1.1').send(JSON.stringify(body));
  });
  return {
    ...(await listen(app)),
    asked,
    /** From now on everything is answered so. */
    answer: (answer: object): void => void (body = answer),
  };
};

/** Each of the operations that people call on themselves, one after the other. */
export const callEverything = async (api: SelfService): Promise<void> => {
  const token = 'token';
  await api.profile(token);
  await api.updateAttributes(token, { name: 'Ada' });
  await api.sendCode(token, 'email');
  await api.verifyAddress(token, 'email', '123456');
  await api.changePassword(token, { previous: 'one', proposed: 'other' });
  await api.startAuthenticator(token);
  await api.confirmAuthenticator(token, '123456');
  await api.setSecondFactor(token, { method: 'app', isOn: true, isPreferred: false });
  await api.devices(token);
  await api.forgetDevice(token, 'device');
  await api.passkeys(token);
  await api.takesPasskeys(token);
  await api.deletePasskey(token, 'passkey');
  await api.sessions(token);
  await api.endSession(token, { id: 'session', alsoLinked: true });
  await api.deleteAccount(token);
  await api.signOutEverywhere(token);
};
