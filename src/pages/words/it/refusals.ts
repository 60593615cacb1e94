import type { Translation } from '../words.js';

const operators = 'Deve rimediare chi gestisce questo sito.';

export const refusals: Translation['refusals'] = {
  'Another account signs in with this address already. Use another one, or sign in to that account.':
    'Con questo indirizzo accede già un altro account. Usane un altro, o accedi a quell’account.',
  'The code could not be sent there. See that the address is right and can receive messages, and try again.':
    'Non è stato possibile inviare lì il codice. Verifica che l’indirizzo sia giusto e possa ricevere messaggi, e riprova.',
  'That is not the code. Use the newest one that you have, and type it as it stands there.':
    'Questo non è il codice. Usa il più recente che hai, e scrivilo così come sta lì.',
  'Something else was changing your account at the same moment. Try again.':
    'Nello stesso momento il tuo account veniva modificato altrove. Riprova.',
  'That is not the code that the app should show now. Wait for the next one, and see that the clock of your device is right.':
    'Questo non è il codice che l’app dovrebbe mostrare ora. Aspetta il prossimo, e verifica che l’ora del tuo dispositivo sia giusta.',
  'That code is too old, or was used already. Have another one sent.':
    'Questo codice è troppo vecchio, o è già stato usato. Fattene inviare un altro.',
  'The firewall of the user pool did not let this through. Try again later or from another network; if it stays so, tell the people who run this site.':
    'Il firewall del pool di utenti non lo ha fatto passare. Riprova più tardi o da un’altra rete; se resta così, dillo a chi gestisce questo sito.',
  'The user pool met a problem of its own. Try again in a moment.':
    'Il pool di utenti ha avuto un problema suo. Riprova tra un momento.',
  'The user pool may not send email just now. The people who run this site have to mend that.': `Al momento il pool di utenti non può inviare e-mail. ${operators}`,
  'A step that was added to this user pool gave no usable answer. The people who run this site have to mend that.': `Un passaggio aggiunto a questo pool di utenti non ha dato una risposta utilizzabile. ${operators}`,
  'The user pool does not take one of these values. Look at them again.':
    'Il pool di utenti non accetta uno di questi valori. Ricontrollali.',
  'The new password does not keep to the rules of this user pool.':
    'La nuova password non rispetta le regole di questo pool di utenti.',
  'The user pool may not send text messages just now. The people who run this site have to mend that.': `Al momento il pool di utenti non può inviare SMS. ${operators}`,
  'The user pool is not set up for this. The people who run this site have to mend that.': `Il pool di utenti non è impostato per questo. ${operators}`,
  'That was tried too often. Wait an hour, and try again.':
    'Ci sono stati troppi tentativi. Aspetta un’ora e riprova.',
  'The user pool does not allow this for your account.':
    'Il pool di utenti non lo consente per il tuo account.',
  'This is turned off in the user pool.': 'Nel pool di utenti questo è disattivato.',
  'You have had this password before. Take one that you have not used yet.':
    'Hai già avuto questa password. Scegline una che non hai ancora usato.',
  'Your password has to be reset before anything else. Sign out, and choose “Forgot your password?” on the sign-in page.':
    'Prima di ogni altra cosa la tua password va reimpostata. Esci, e scegli «Password dimenticata?» nella pagina di accesso.',
  'It is not there any more.': 'Non c’è più.',
  'This user pool does not take authenticator apps.':
    'Questo pool di utenti non accetta app di autenticazione.',
  'The user pool has too much to do just now. Try again in a moment.':
    'Al momento il pool di utenti ha troppo da fare. Riprova tra un momento.',
  'A step that was added to this user pool failed. The people who run this site have to mend that.': `Un passaggio aggiunto a questo pool di utenti non è riuscito. ${operators}`,
  'A check that was added to this user pool refused it. Ask the people who run this site.':
    'Un controllo aggiunto a questo pool di utenti lo ha respinto. Chiedi a chi gestisce questo sito.',
  'Your account has not been confirmed yet. Sign out and in again: the sign-in page asks for the code.':
    'Il tuo account non è ancora confermato. Esci e accedi di nuovo: la pagina di accesso chiede il codice.',
  'Your account is not there any more.': 'Il tuo account non esiste più.',
  'This user pool is not ready for passkeys. The people who run this site have to mend that.': `Questo pool di utenti non è pronto per le passkey. ${operators}`,
  'This user pool has no passkeys.': 'Questo pool di utenti non ha passkey.',
  'This sign-in may not change your account: it lacks the scope aws.cognito.signin.user.admin.':
    'Questo accesso non può modificare il tuo account: gli manca l’ambito aws.cognito.signin.user.admin.',
  'The user pool has ended this sign-in.': 'Il pool di utenti ha terminato questo accesso.',
  'That is not your present password.': 'Questa non è la tua password attuale.',
  'A wrong password was typed too often. Wait a while, and try again.':
    'È stata inserita troppe volte una password errata. Aspetta un po’ e riprova.',
  'This app may not change one of these. Ask the people who run this site.':
    'Questa app non può modificare uno di questi dati. Chiedi a chi gestisce questo sito.',
  'Your password is kept by the account that you sign in with, and is changed there.':
    'La tua password è tenuta dall’account con cui accedi, e si cambia lì.',
  'Set up an authenticator app first.': 'Configura prima un’app di autenticazione.',
  'Codes need a verified address to go to. Add it to your profile, and confirm it.':
    'Per ricevere codici serve un indirizzo confermato. Aggiungilo al tuo profilo e confermalo.',
  'This user pool does not offer that second factor.':
    'Questo pool di utenti non offre quel secondo fattore.',
  'The user pool does not take this as an email address.':
    'Il pool di utenti non lo accetta come indirizzo e-mail.',
  'The user pool does not take this as a password. It must not begin or end with a blank.':
    'Il pool di utenti non la accetta come password. Non deve iniziare né finire con uno spazio.',
  'A code has digits only. Type it as it stands in the message or in the app.':
    'Un codice ha solo cifre. Scrivilo così come sta nel messaggio o nell’app.',
  'The new password is too short.': 'La nuova password è troppo corta.',
  'The new password is too long: 256 characters are the most.':
    'La nuova password è troppo lunga: al massimo 256 caratteri.',
  'The new password needs a lower case letter.': 'La nuova password richiede una lettera minuscola.',
  'The new password needs an upper case letter.': 'La nuova password richiede una lettera maiuscola.',
  'The new password needs a digit.': 'La nuova password richiede un numero.',
  'The new password needs a symbol, such as - or !.': 'La nuova password richiede un simbolo, come - o !.',
  'Type the number with its country code and nothing but digits after the plus sign: +4915112345678.':
    'Scrivi il numero con il prefisso del paese e solo cifre dopo il segno più: +393123456789.',
  'The user pool needs this: it cannot be left empty.': 'Al pool di utenti serve: non può restare vuoto.',
  'This is longer or shorter than the user pool takes.':
    'È più lungo o più corto di quanto il pool di utenti accetti.',
  'Type the date as year, month and day: 1815-12-10.': 'Scrivi la data come anno, mese e giorno: 1815-12-10.',
  'The user pool does not take this value here.': 'Il pool di utenti qui non accetta questo valore.',
};
