import type { Translation } from '../words.js';

const operators = 'C’est aux responsables de ce site d’y remédier.';

export const refusals: Translation['refusals'] = {
  'Another account signs in with this address already. Use another one, or sign in to that account.':
    'Un autre compte se connecte déjà avec cette adresse. Prenez-en une autre, ou connectez-vous à ce compte-là.',
  'The code could not be sent there. See that the address is right and can receive messages, and try again.':
    'Le code n’a pas pu y être envoyé. Vérifiez que l’adresse est la bonne et peut recevoir des messages, puis réessayez.',
  'That is not the code. Use the newest one that you have, and type it as it stands there.':
    'Ce n’est pas le code. Prenez le plus récent que vous ayez, et saisissez-le tel qu’il est écrit.',
  'Something else was changing your account at the same moment. Try again.':
    'Votre compte était modifié ailleurs au même instant. Réessayez.',
  'That is not the code that the app should show now. Wait for the next one, and see that the clock of your device is right.':
    'Ce n’est pas le code que l’application devrait montrer en ce moment. Attendez le suivant, et vérifiez que votre appareil est à l’heure.',
  'That code is too old, or was used already. Have another one sent.':
    'Ce code est trop ancien ou a déjà servi. Faites-en envoyer un autre.',
  'The firewall of the user pool did not let this through. Try again later or from another network; if it stays so, tell the people who run this site.':
    'Le pare-feu du groupe d’utilisateurs n’a pas laissé passer cela. Réessayez plus tard ou depuis un autre réseau ; si rien ne change, dites-le aux responsables de ce site.',
  'The user pool met a problem of its own. Try again in a moment.':
    'Le groupe d’utilisateurs a rencontré un problème de son côté. Réessayez dans un instant.',
  'The user pool may not send email just now. The people who run this site have to mend that.': `Le groupe d’utilisateurs n’a pas le droit d’envoyer des e-mails pour le moment. ${operators}`,
  'A step that was added to this user pool gave no usable answer. The people who run this site have to mend that.': `Une étape ajoutée à ce groupe d’utilisateurs n’a pas donné de réponse utilisable. ${operators}`,
  'The user pool does not take one of these values. Look at them again.':
    'Le groupe d’utilisateurs n’accepte pas l’une de ces valeurs. Relisez-les.',
  'The new password does not keep to the rules of this user pool.':
    'Le nouveau mot de passe ne respecte pas les règles de ce groupe d’utilisateurs.',
  'The user pool may not send text messages just now. The people who run this site have to mend that.': `Le groupe d’utilisateurs n’a pas le droit d’envoyer des SMS pour le moment. ${operators}`,
  'The user pool is not set up for this. The people who run this site have to mend that.': `Le groupe d’utilisateurs n’est pas réglé pour cela. ${operators}`,
  'That was tried too often. Wait an hour, and try again.':
    'Cela a été essayé trop de fois. Attendez une heure, puis réessayez.',
  'The user pool does not allow this for your account.':
    'Le groupe d’utilisateurs ne le permet pas pour votre compte.',
  'This is turned off in the user pool.': 'C’est désactivé dans le groupe d’utilisateurs.',
  'You have had this password before. Take one that you have not used yet.':
    'Vous avez déjà eu ce mot de passe. Prenez-en un qui n’a encore jamais servi.',
  'Your password has to be reset before anything else. Sign out, and choose “Forgot your password?” on the sign-in page.':
    'Avant toute chose, votre mot de passe doit être réinitialisé. Déconnectez-vous, et choisissez « Mot de passe oublié ? » sur la page de connexion.',
  'It is not there any more.': 'Ce n’est plus là.',
  'This user pool does not take authenticator apps.':
    'Ce groupe d’utilisateurs n’accepte pas les applications d’authentification.',
  'The user pool has too much to do just now. Try again in a moment.':
    'Le groupe d’utilisateurs a trop à faire pour le moment. Réessayez dans un instant.',
  'A step that was added to this user pool failed. The people who run this site have to mend that.': `Une étape ajoutée à ce groupe d’utilisateurs a échoué. ${operators}`,
  'A check that was added to this user pool refused it. Ask the people who run this site.':
    'Une vérification ajoutée à ce groupe d’utilisateurs l’a refusé. Adressez-vous aux responsables de ce site.',
  'Your account has not been confirmed yet. Sign out and in again: the sign-in page asks for the code.':
    'Votre compte n’est pas encore confirmé. Déconnectez-vous et reconnectez-vous : la page de connexion demande le code.',
  'Your account is not there any more.': 'Votre compte n’existe plus.',
  'This user pool is not ready for passkeys. The people who run this site have to mend that.': `Ce groupe d’utilisateurs n’est pas prêt pour les clés d’accès. ${operators}`,
  'This user pool has no passkeys.': 'Ce groupe d’utilisateurs n’a pas de clés d’accès.',
  'This sign-in may not change your account: it lacks the scope aws.cognito.signin.user.admin.':
    'Cette connexion ne peut pas modifier votre compte : il lui manque la portée aws.cognito.signin.user.admin.',
  'The user pool has ended this sign-in.': 'Le groupe d’utilisateurs a mis fin à cette connexion.',
  'That is not your present password.': 'Ce n’est pas votre mot de passe actuel.',
  'A wrong password was typed too often. Wait a while, and try again.':
    'Un mauvais mot de passe a été saisi trop de fois. Attendez un moment, puis réessayez.',
  'This app may not change one of these. Ask the people who run this site.':
    'Cette application n’a pas le droit de modifier l’une de ces valeurs. Adressez-vous aux responsables de ce site.',
  'Your password is kept by the account that you sign in with, and is changed there.':
    'Votre mot de passe est gardé par le compte avec lequel vous vous connectez, et se change là-bas.',
  'Set up an authenticator app first.': 'Configurez d’abord une application d’authentification.',
  'Codes need a verified address to go to. Add it to your profile, and confirm it.':
    'Pour recevoir des codes, il faut une adresse confirmée. Ajoutez-la à votre profil, et confirmez-la.',
  'This user pool does not offer that second factor.':
    'Ce groupe d’utilisateurs ne propose pas ce second facteur.',
  'The user pool does not take this as an email address.':
    'Le groupe d’utilisateurs n’accepte pas cela comme adresse e-mail.',
  'The user pool does not take this as a password. It must not begin or end with a blank.':
    'Le groupe d’utilisateurs n’accepte pas cela comme mot de passe. Il ne doit ni commencer ni finir par une espace.',
  'A code has digits only. Type it as it stands in the message or in the app.':
    'Un code n’a que des chiffres. Saisissez-le tel qu’il est écrit dans le message ou dans l’application.',
  'The new password is too short.': 'Le nouveau mot de passe est trop court.',
  'The new password is too long: 256 characters are the most.':
    'Le nouveau mot de passe est trop long : 256 caractères au plus.',
  'The new password needs a lower case letter.': 'Il faut une minuscule au nouveau mot de passe.',
  'The new password needs an upper case letter.': 'Il faut une majuscule au nouveau mot de passe.',
  'The new password needs a digit.': 'Il faut un chiffre au nouveau mot de passe.',
  'The new password needs a symbol, such as - or !.':
    'Il faut un caractère spécial au nouveau mot de passe, comme - ou !.',
  'Type the number with its country code and nothing but digits after the plus sign: +4915112345678.':
    'Saisissez le numéro avec l’indicatif du pays, et rien que des chiffres après le signe plus : +33612345678.',
  'The user pool needs this: it cannot be left empty.':
    'Le groupe d’utilisateurs en a besoin : cela ne peut pas rester vide.',
  'This is longer or shorter than the user pool takes.':
    'C’est plus long ou plus court que ce que le groupe d’utilisateurs accepte.',
  'Type the date as year, month and day: 1815-12-10.':
    'Saisissez la date dans l’ordre année, mois et jour : 1815-12-10.',
  'The user pool does not take this value here.': 'Le groupe d’utilisateurs n’accepte pas cette valeur ici.',
};
