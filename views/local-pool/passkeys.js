// Asks the browser for a passkey, to be made or to be used, and sends what it says with the form around the button.
'use strict';

const form = document.querySelector('form[data-passkey]');
const problem = document.getElementById('passkey-problem');
const button = form.querySelector('button');

const say = (text) => {
  problem.textContent = text;
  problem.hidden = text === '';
};

const ask = async () => {
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === 'create') {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
};

const send = async () => {
  say('');
  if (typeof PublicKeyCredential !== 'function' || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) {
    say(form.dataset.unknown);
    return;
  }
  button.disabled = true;
  try {
    const credential = await ask();
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    say(form.dataset.failed);
    button.disabled = false;
    // Where they were before the browser's own window came.
    button.focus();
  }
};

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});

// Without this script the form has nothing to send.
button.disabled = false;
button.focus();
