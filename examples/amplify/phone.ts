import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { configure, readMe } from './src/api.js';
import { settingsFrom } from './src/settings.js';

// What the app on a phone does, without its screens: the password is proved by SRP and never leaves this process.
const [username = 'ada@example.com', password = 'Local-Pool-1'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const settings = settingsFrom(process.env);
configure(settings);

const { isSignedIn, nextStep } = await signIn({
  username,
  password,
  options: { authFlowType: 'USER_SRP_AUTH' },
});
if (!isSignedIn) throw new Error(`The pool asks for more: ${nextStep.signInStep}`);
say(`Signed in as ${username}`);

const me = await readMe(settings);
say(
  `The API knows ${me.username}, of the groups ${me.groups.join(', ') || 'none'}, by a token for ${me.scopes.join(' ')}`,
);

await fetchAuthSession({ forceRefresh: true });
say(`And again with a refreshed token: ${(await readMe(settings)).sub}`);

// Revokes the refresh token.
await signOut();
say('Signed out');
