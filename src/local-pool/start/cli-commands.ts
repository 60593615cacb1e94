import type { Client, Person, UserPool } from '../base/model.js';
import type { Store } from '../base/store.js';
import { webAuthnConfiguration } from '../user-pools-api/provisioning/mfa-config.js';
import { clientConfig, poolConfig } from '../user-pools-api/provisioning/session-config.js';
import { clientInput, groupInput, personInput, poolInput, providerInput, serverInput } from './cli-inputs.js';

export interface Described {
  readonly pool: UserPool;
  readonly store: Store;
  /** A pool keeps no password that could be read; whoever made it may know them. */
  readonly passwordOf: (email: string) => string | undefined;
}

/**
 * A user pool and what belongs to it, as a script for the shell with one command of the AWS CLI for each thing. Values go by
 * files: nothing in them can mean anything to the shell.
 */
export const cliCommands = ({ pool, store, passwordOf }: Described): string => {
  const own = <T extends { readonly poolId: string }>(table: ReadonlyMap<string, T>): readonly T[] =>
    [...table.values()].filter(({ poolId }) => poolId === pool.id);
  const providers = own(store.identityProviders).map(({ name }) => name);
  const version = pool.managedLoginVersion ?? 2;
  const [region = ''] = pool.id.split('_');
  return [
    head(region),
    withInput(poolInput(pool), 'create-user-pool', { query: ['POOL_ID', 'UserPool.Id'] }),
    domain(version),
    ...(pool.mfa === 'OFF' && pool.webAuthn === undefined ? [] : [secondFactor(pool)]),
    ...(pool.sessionTracking?.isOn === true
      ? [ofPool(withoutIds(poolConfig(pool)), 'set-user-pool-session-configuration')]
      : []),
    ...own(store.resourceServers).map((server) => ofPool(serverInput(server), 'create-resource-server')),
    ...own(store.identityProviders).map(
      (provider) =>
        `# What the provider gave you goes into the place of each REPLACE.\n${ofPool(providerInput(provider), 'create-identity-provider')}`,
    ),
    ...own(store.clients).map((client) => clientCommands(client, { providers, isStyled: version === 2 })),
    ...own(store.groups).map((group) => ofPool(groupInput(group), 'create-group')),
    ...own(store.people).map((person) => personCommands(person, pool, passwordOf)),
    'rm input.json\necho "COGNITO_USER_POOL_ID=$POOL_ID"',
  ].join('\n\n');
};

const head = (region: string): string => `#!/bin/sh
# Needs the AWS CLI of April 2025 or later, and makes a user pool that costs what its people cost.
set -eu
export AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_PAGER=
# A prefix that nobody else in the Region has.
DOMAIN=\${DOMAIN:-my-app-sign-in}`;

interface CommandOptions {
  readonly options?: string;
  /** The variable that keeps something of the answer, and where it is there. */
  readonly query?: readonly [variable: string, path: string] | undefined;
}

const withInput = (input: object, verb: string, { options = '', query }: CommandOptions): string => {
  const command = `aws cognito-idp ${verb}${options} --cli-input-json file://input.json`;
  const line = query === undefined ? command : `${query[0]}=$(${command} --query ${query[1]} --output text)`;
  return `cat > input.json <<'END'\n${JSON.stringify(input, null, 2)}\nEND\n${line}`;
};

const inPool = ' --user-pool-id "$POOL_ID"';

const ofPool = (input: object, verb: string, query?: CommandOptions['query']): string =>
  withInput(input, verb, { options: inPool, query });

const domain = (version: number): string =>
  `aws cognito-idp create-user-pool-domain${inPool} --domain "$DOMAIN" --managed-login-version ${version}`;

const secondFactor = (pool: UserPool): string => {
  const input = {
    MfaConfiguration: pool.mfa,
    ...(pool.mfa !== 'OFF' && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    WebAuthnConfiguration: webAuthnConfiguration(pool),
  };
  const command = ofPool(input, 'set-user-pool-mfa-config');
  return `# Codes by mail and by text message need Amazon SES and Amazon SNS first.\n${command}`;
};

/** Settings as they are described, without whose they are: the script knows that. */
const withoutIds = (settings: object): object =>
  Object.fromEntries(
    Object.entries(settings).filter(([name]) => name !== 'UserPoolId' && name !== 'ClientId'),
  );

// Managed login shows no page to a client without a style.
const style = `aws cognito-idp create-managed-login-branding${inPool} --client-id "$CLIENT_ID" --use-cognito-provided-values`;

const ssoSession = (client: Client): string =>
  withInput(withoutIds(clientConfig(client)), 'set-user-pool-client-session-configuration', {
    options: `${inPool} --client-id "$CLIENT_ID"`,
  });

const clientCommands = (
  client: Client,
  { providers, isStyled }: { readonly providers: readonly string[]; readonly isStyled: boolean },
): string =>
  [
    `# Cognito chooses the client id; here it is ${client.id}.`,
    ofPool(clientInput(client, providers), 'create-user-pool-client', [
      'CLIENT_ID',
      'UserPoolClient.ClientId',
    ]),
    ...(isStyled ? [style] : []),
    ...(client.ssoMinutes === undefined ? [] : [ssoSession(client)]),
    'echo "COGNITO_CLIENT_ID=$CLIENT_ID"',
  ].join('\n');

const personCommands = (person: Person, pool: UserPool, passwordOf: Described['passwordOf']): string => {
  const { attributes, status, groups } = person;
  const input = personInput(person, pool);
  const password = passwordOf(attributes['email'] ?? '');
  const commands = [ofPool(input, 'admin-create-user')];
  if (password !== undefined && (status === 'CONFIRMED' || status === 'FORCE_CHANGE_PASSWORD')) {
    const secret = { Username: input.Username, Password: password, Permanent: status === 'CONFIRMED' };
    commands.push(ofPool(secret, 'admin-set-user-password'));
  }
  for (const GroupName of groups)
    commands.push(ofPool({ Username: input.Username, GroupName }, 'admin-add-user-to-group'));
  return commands.join('\n');
};
