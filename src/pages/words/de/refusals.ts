import type { Translation } from '../words.js';

const operators = 'Das müssen die beheben, die diese Website betreiben.';

export const refusals: Translation['refusals'] = {
  'Another account signs in with this address already. Use another one, or sign in to that account.':
    'Mit dieser Adresse meldet sich schon ein anderes Konto an. Nehmen Sie eine andere, oder melden Sie sich bei jenem Konto an.',
  'The code could not be sent there. See that the address is right and can receive messages, and try again.':
    'Der Code konnte dorthin nicht gesendet werden. Sehen Sie nach, ob die Adresse stimmt und Nachrichten empfangen kann, und versuchen Sie es noch einmal.',
  'That is not the code. Use the newest one that you have, and type it as it stands there.':
    'Das ist nicht der Code. Nehmen Sie den neuesten, den Sie haben, und schreiben Sie ihn so, wie er dort steht.',
  'Something else was changing your account at the same moment. Try again.':
    'Im selben Augenblick wurde Ihr Konto anderswo geändert. Versuchen Sie es noch einmal.',
  'That is not the code that the app should show now. Wait for the next one, and see that the clock of your device is right.':
    'Das ist nicht der Code, den die App jetzt zeigen sollte. Warten Sie auf den nächsten, und sehen Sie nach, ob die Uhr Ihres Geräts richtig geht.',
  'That code is too old, or was used already. Have another one sent.':
    'Dieser Code ist zu alt oder wurde schon verwendet. Lassen Sie sich einen neuen senden.',
  'The firewall of the user pool did not let this through. Try again later or from another network; if it stays so, tell the people who run this site.':
    'Die Firewall des Benutzerpools hat das nicht durchgelassen. Versuchen Sie es später oder aus einem anderen Netz; wenn es so bleibt, sagen Sie es denen, die diese Website betreiben.',
  'The user pool met a problem of its own. Try again in a moment.':
    'Der Benutzerpool hatte selbst ein Problem. Versuchen Sie es gleich noch einmal.',
  'The user pool may not send email just now. The people who run this site have to mend that.': `Der Benutzerpool darf gerade keine E-Mails senden. ${operators}`,
  'A step that was added to this user pool gave no usable answer. The people who run this site have to mend that.': `Ein Schritt, der diesem Benutzerpool hinzugefügt wurde, gab keine brauchbare Antwort. ${operators}`,
  'The user pool does not take one of these values. Look at them again.':
    'Der Benutzerpool nimmt einen dieser Werte nicht an. Sehen Sie sie noch einmal an.',
  'The new password does not keep to the rules of this user pool.':
    'Das neue Passwort hält die Regeln dieses Benutzerpools nicht ein.',
  'The user pool may not send text messages just now. The people who run this site have to mend that.': `Der Benutzerpool darf gerade keine SMS senden. ${operators}`,
  'The user pool is not set up for this. The people who run this site have to mend that.': `Der Benutzerpool ist darauf nicht eingestellt. ${operators}`,
  'That was tried too often. Wait an hour, and try again.':
    'Das wurde zu oft versucht. Warten Sie eine Stunde, und versuchen Sie es noch einmal.',
  'The user pool does not allow this for your account.': 'Der Benutzerpool erlaubt das für Ihr Konto nicht.',
  'This is turned off in the user pool.': 'Das ist im Benutzerpool ausgeschaltet.',
  'You have had this password before. Take one that you have not used yet.':
    'Dieses Passwort hatten Sie schon einmal. Nehmen Sie eines, das Sie noch nicht verwendet haben.',
  'Your password has to be reset before anything else. Sign out, and choose “Forgot your password?” on the sign-in page.':
    'Vor allem anderen muss Ihr Passwort zurückgesetzt werden. Melden Sie sich ab, und wählen Sie auf der Anmeldeseite „Passwort vergessen?“.',
  'It is not there any more.': 'Das ist nicht mehr da.',
  'This user pool does not take authenticator apps.': 'Dieser Benutzerpool nimmt keine Authenticator-Apps.',
  'The user pool has too much to do just now. Try again in a moment.':
    'Der Benutzerpool hat gerade zu viel zu tun. Versuchen Sie es gleich noch einmal.',
  'A step that was added to this user pool failed. The people who run this site have to mend that.': `Ein Schritt, der diesem Benutzerpool hinzugefügt wurde, ist fehlgeschlagen. ${operators}`,
  'A check that was added to this user pool refused it. Ask the people who run this site.':
    'Eine Prüfung, die diesem Benutzerpool hinzugefügt wurde, hat es abgelehnt. Fragen Sie die, die diese Website betreiben.',
  'Your account has not been confirmed yet. Sign out and in again: the sign-in page asks for the code.':
    'Ihr Konto ist noch nicht bestätigt. Melden Sie sich ab und wieder an: Die Anmeldeseite fragt nach dem Code.',
  'Your account is not there any more.': 'Ihr Konto gibt es nicht mehr.',
  'This user pool is not ready for passkeys. The people who run this site have to mend that.': `Dieser Benutzerpool ist für Passkeys nicht bereit. ${operators}`,
  'This user pool has no passkeys.': 'Dieser Benutzerpool hat keine Passkeys.',
  'This sign-in may not change your account: it lacks the scope aws.cognito.signin.user.admin.':
    'Diese Anmeldung darf Ihr Konto nicht ändern: Ihr fehlt der Scope aws.cognito.signin.user.admin.',
  'The user pool has ended this sign-in.': 'Der Benutzerpool hat diese Anmeldung beendet.',
  'That is not your present password.': 'Das ist nicht Ihr jetziges Passwort.',
  'A wrong password was typed too often. Wait a while, and try again.':
    'Ein falsches Passwort wurde zu oft eingegeben. Warten Sie eine Weile, und versuchen Sie es noch einmal.',
  'This app may not change one of these. Ask the people who run this site.':
    'Diese App darf eines davon nicht ändern. Fragen Sie die, die diese Website betreiben.',
  'Your password is kept by the account that you sign in with, and is changed there.':
    'Ihr Passwort liegt bei dem Konto, mit dem Sie sich anmelden, und wird dort geändert.',
  'Set up an authenticator app first.': 'Richten Sie zuerst eine Authenticator-App ein.',
  'Codes need a verified address to go to. Add it to your profile, and confirm it.':
    'Codes brauchen eine bestätigte Adresse. Tragen Sie sie in Ihr Profil ein, und bestätigen Sie sie.',
  'This user pool does not offer that second factor.':
    'Dieser Benutzerpool bietet diesen zweiten Faktor nicht an.',
  'The user pool does not take this as an email address.':
    'Der Benutzerpool nimmt das nicht als E-Mail-Adresse an.',
  'The user pool does not take this as a password. It must not begin or end with a blank.':
    'Der Benutzerpool nimmt das nicht als Passwort an. Es darf nicht mit einem Leerzeichen beginnen oder enden.',
  'A code has digits only. Type it as it stands in the message or in the app.':
    'Ein Code hat nur Ziffern. Schreiben Sie ihn so, wie er in der Nachricht oder in der App steht.',
  'The new password is too short.': 'Das neue Passwort ist zu kurz.',
  'The new password is too long: 256 characters are the most.':
    'Das neue Passwort ist zu lang: Mehr als 256 Zeichen gehen nicht.',
  'The new password needs a lower case letter.': 'Das neue Passwort braucht einen Kleinbuchstaben.',
  'The new password needs an upper case letter.': 'Das neue Passwort braucht einen Großbuchstaben.',
  'The new password needs a digit.': 'Das neue Passwort braucht eine Ziffer.',
  'The new password needs a symbol, such as - or !.':
    'Das neue Passwort braucht ein Sonderzeichen wie - oder !.',
  'Type the number with its country code and nothing but digits after the plus sign: +4915112345678.':
    'Schreiben Sie die Nummer mit Ländervorwahl und nach dem Pluszeichen nur Ziffern: +4915112345678.',
  'The user pool needs this: it cannot be left empty.':
    'Der Benutzerpool braucht das: Es darf nicht leer bleiben.',
  'This is longer or shorter than the user pool takes.':
    'Das ist länger oder kürzer, als der Benutzerpool es nimmt.',
  'Type the date as year, month and day: 1815-12-10.':
    'Schreiben Sie das Datum als Jahr, Monat und Tag: 1815-12-10.',
  'The user pool does not take this value here.': 'Der Benutzerpool nimmt diesen Wert hier nicht an.',
};
