import { Authenticator } from '@aws-amplify/ui-react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { configure, readMe, type Me } from './api.js';
import { settingsFrom } from './settings.js';

const settings = settingsFrom(import.meta.env);
configure(settings);

const Account = ({ email, signOut }: { readonly email: string; readonly signOut: () => void }) => {
  const [me, setMe] = useState<Me>();
  const [problem, setProblem] = useState('');
  const call = (): void => {
    setProblem('');
    readMe(settings).then(setMe, (error: unknown) => setProblem(String(error)));
  };
  return (
    <>
      <h1>Orders</h1>
      <p>
        Signed in as <strong>{email}</strong>, by Amplify in this browser.
      </p>
      <p>
        <button type="button" onClick={call}>
          Ask the API who I am
        </button>{' '}
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </p>
      {problem !== '' && <p role="alert">{problem}</p>}
      {me !== undefined && (
        <dl>
          <dt>Username</dt>
          <dd>{me.username}</dd>
          <dt>Groups</dt>
          <dd>{me.groups.length === 0 ? 'none' : me.groups.join(', ')}</dd>
          <dt>Scopes of the token</dt>
          <dd>{me.scopes.join(', ')}</dd>
        </dl>
      )}
    </>
  );
};

const root = document.querySelector('#app');
if (root === null) throw new Error('The page lacks an element that its script needs');
createRoot(root).render(
  <StrictMode>
    <Authenticator loginMechanisms={['email']}>
      {({ signOut, user }) => (
        <Account email={user?.signInDetails?.loginId ?? ''} signOut={() => signOut?.()} />
      )}
    </Authenticator>
  </StrictMode>,
);
