import type { LocalPool, PlannedFault } from '../local-pool/index.js';
import type { DemoPool } from '../pages/index.js';

interface DemoFault {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly plan: (nowMs: number) => PlannedFault;
}

const json = { 'Content-Type': 'application/json' };
const refusal = (error: string): string => JSON.stringify({ error });

/** How visitors of the demo may break its pool: what happens to people, and to whoever runs a site, when it goes wrong. */
const demoFaults: readonly DemoFault[] = [
  {
    name: 'wrong-client-secret',
    label: 'Refuse the client secret',
    about: 'As if it had been typed wrong: the next sign-in fails, and the inspector names the setting.',
    plan: () => ({
      endpoint: 'token',
      fault: { kind: 'status', status: 400, body: refusal('invalid_client'), headers: json },
    }),
  },
  {
    name: 'pool-down',
    label: 'Take the token endpoint down',
    about: 'It answers 503: nobody can sign in, and whoever is signed in stays so.',
    plan: () => ({ endpoint: 'token', fault: { kind: 'status', status: 503 } }),
  },
  {
    name: 'forged-token',
    label: 'Sign with somebody else’s key',
    about: 'The tokens look right and are refused: their signature is not the pool’s.',
    plan: () => ({ endpoint: 'token', fault: { kind: 'token', of: 'id', signature: 'foreign' } }),
  },
  {
    name: 'wrong-clock',
    label: 'Put the pool’s clock an hour ahead',
    about: 'Its ID tokens come from the future: the inspector says by how much.',
    plan: (nowMs) => ({
      endpoint: 'token',
      fault: { kind: 'token', of: 'id', claims: { iat: Math.round(nowMs / 1000) + 3600 } },
    }),
  },
  {
    name: 'refresh-refused',
    label: 'Refuse every refresh token',
    about: 'Renew the tokens in the inspector: the session ends, and the page asks to sign in.',
    plan: () => ({
      endpoint: 'token',
      fault: { kind: 'status', status: 400, body: refusal('invalid_grant'), headers: json },
    }),
  },
];

/** The pool of the demo, for breaking it and mending it again. One fault at a time, until it is mended. */
export const createDemoPool = ({ faults }: Pick<LocalPool, 'faults'>, now = Date.now): DemoPool => {
  let current: DemoFault | undefined;
  return {
    faults: demoFaults.map(({ name, label, about }) => ({ name, label, about })),
    current: () => current?.name,
    mend() {
      faults.clear();
      current = undefined;
    },
    breakBy(name) {
      const fault = demoFaults.find((one) => one.name === name);
      if (fault === undefined) return false;
      faults.clear();
      faults.add(fault.plan(now()));
      current = fault;
      return true;
    },
  };
};
