import type { Translation } from '../words.js';

const operators = 'Tienen que arreglarlo los responsables de este sitio.';

export const refusals: Translation['refusals'] = {
  'Another account signs in with this address already. Use another one, or sign in to that account.':
    'Otra cuenta ya inicia sesión con esta dirección. Use otra, o inicie sesión en esa cuenta.',
  'The code could not be sent there. See that the address is right and can receive messages, and try again.':
    'No se pudo enviar el código allí. Compruebe que la dirección es correcta y puede recibir mensajes, e inténtelo de nuevo.',
  'That is not the code. Use the newest one that you have, and type it as it stands there.':
    'Ese no es el código. Use el más reciente que tenga, y escríbalo tal como figura allí.',
  'Something else was changing your account at the same moment. Try again.':
    'Su cuenta se estaba cambiando en otro lugar en ese mismo momento. Inténtelo de nuevo.',
  'That is not the code that the app should show now. Wait for the next one, and see that the clock of your device is right.':
    'Ese no es el código que la aplicación debería mostrar ahora. Espere al siguiente, y compruebe que la hora de su dispositivo es correcta.',
  'That code is too old, or was used already. Have another one sent.':
    'Ese código es demasiado antiguo, o ya se ha usado. Pida que se envíe otro.',
  'The firewall of the user pool did not let this through. Try again later or from another network; if it stays so, tell the people who run this site.':
    'El cortafuegos del grupo de usuarios no lo ha dejado pasar. Inténtelo más tarde o desde otra red; si sigue así, avise a los responsables de este sitio.',
  'The user pool met a problem of its own. Try again in a moment.':
    'El grupo de usuarios ha tenido un problema propio. Inténtelo de nuevo dentro de un momento.',
  'The user pool may not send email just now. The people who run this site have to mend that.': `El grupo de usuarios no tiene permiso para enviar correos en este momento. ${operators}`,
  'A step that was added to this user pool gave no usable answer. The people who run this site have to mend that.': `Un paso añadido a este grupo de usuarios no dio una respuesta utilizable. ${operators}`,
  'The user pool does not take one of these values. Look at them again.':
    'El grupo de usuarios no acepta uno de estos valores. Revíselos.',
  'The new password does not keep to the rules of this user pool.':
    'La contraseña nueva no cumple las reglas de este grupo de usuarios.',
  'The user pool may not send text messages just now. The people who run this site have to mend that.': `El grupo de usuarios no tiene permiso para enviar SMS en este momento. ${operators}`,
  'The user pool is not set up for this. The people who run this site have to mend that.': `El grupo de usuarios no está ajustado para esto. ${operators}`,
  'That was tried too often. Wait an hour, and try again.':
    'Eso se ha intentado demasiadas veces. Espere una hora e inténtelo de nuevo.',
  'The user pool does not allow this for your account.': 'El grupo de usuarios no lo permite para su cuenta.',
  'This is turned off in the user pool.': 'Esto está desactivado en el grupo de usuarios.',
  'You have had this password before. Take one that you have not used yet.':
    'Ya ha tenido esta contraseña antes. Elija una que aún no haya usado.',
  'Your password has to be reset before anything else. Sign out, and choose “Forgot your password?” on the sign-in page.':
    'Antes de nada hay que restablecer su contraseña. Cierre la sesión y elija «¿Olvidó su contraseña?» en la página de inicio de sesión.',
  'It is not there any more.': 'Ya no está ahí.',
  'This user pool does not take authenticator apps.':
    'Este grupo de usuarios no acepta aplicaciones de autenticación.',
  'The user pool has too much to do just now. Try again in a moment.':
    'El grupo de usuarios tiene demasiado que hacer en este momento. Inténtelo de nuevo dentro de un momento.',
  'A step that was added to this user pool failed. The people who run this site have to mend that.': `Un paso añadido a este grupo de usuarios ha fallado. ${operators}`,
  'A check that was added to this user pool refused it. Ask the people who run this site.':
    'Una comprobación añadida a este grupo de usuarios lo ha rechazado. Consulte a los responsables de este sitio.',
  'Your account has not been confirmed yet. Sign out and in again: the sign-in page asks for the code.':
    'Su cuenta aún no está confirmada. Cierre la sesión e iníciela de nuevo: la página de inicio de sesión pide el código.',
  'Your account is not there any more.': 'Su cuenta ya no existe.',
  'This user pool is not ready for passkeys. The people who run this site have to mend that.': `Este grupo de usuarios no está preparado para claves de acceso. ${operators}`,
  'This user pool has no passkeys.': 'Este grupo de usuarios no tiene claves de acceso.',
  'This sign-in may not change your account: it lacks the scope aws.cognito.signin.user.admin.':
    'Esta sesión no puede cambiar su cuenta: le falta el ámbito aws.cognito.signin.user.admin.',
  'The user pool has ended this sign-in.': 'El grupo de usuarios ha terminado esta sesión.',
  'That is not your present password.': 'Esa no es su contraseña actual.',
  'A wrong password was typed too often. Wait a while, and try again.':
    'Se ha escrito una contraseña errónea demasiadas veces. Espere un rato e inténtelo de nuevo.',
  'This app may not change one of these. Ask the people who run this site.':
    'Esta aplicación no puede cambiar uno de estos datos. Consulte a los responsables de este sitio.',
  'Your password is kept by the account that you sign in with, and is changed there.':
    'Su contraseña la guarda la cuenta con la que inicia sesión, y se cambia allí.',
  'Set up an authenticator app first.': 'Configure primero una aplicación de autenticación.',
  'Codes need a verified address to go to. Add it to your profile, and confirm it.':
    'Para enviar códigos hace falta una dirección confirmada. Añádala a su perfil y confírmela.',
  'This user pool does not offer that second factor.': 'Este grupo de usuarios no ofrece ese segundo factor.',
  'The user pool does not take this as an email address.':
    'El grupo de usuarios no lo acepta como correo electrónico.',
  'The user pool does not take this as a password. It must not begin or end with a blank.':
    'El grupo de usuarios no lo acepta como contraseña. No debe empezar ni terminar con un espacio.',
  'A code has digits only. Type it as it stands in the message or in the app.':
    'Un código solo tiene dígitos. Escríbalo tal como figura en el mensaje o en la aplicación.',
  'The new password is too short.': 'La contraseña nueva es demasiado corta.',
  'The new password is too long: 256 characters are the most.':
    'La contraseña nueva es demasiado larga: como mucho, 256 caracteres.',
  'The new password needs a lower case letter.': 'A la contraseña nueva le falta una minúscula.',
  'The new password needs an upper case letter.': 'A la contraseña nueva le falta una mayúscula.',
  'The new password needs a digit.': 'A la contraseña nueva le falta un número.',
  'The new password needs a symbol, such as - or !.':
    'A la contraseña nueva le falta un símbolo, como - o !.',
  'Type the number with its country code and nothing but digits after the plus sign: +4915112345678.':
    'Escriba el número con el prefijo del país y solo dígitos después del signo más: +34612345678.',
  'The user pool needs this: it cannot be left empty.':
    'El grupo de usuarios lo necesita: no puede quedar vacío.',
  'This is longer or shorter than the user pool takes.':
    'Es más largo o más corto de lo que acepta el grupo de usuarios.',
  'Type the date as year, month and day: 1815-12-10.': 'Escriba la fecha como año, mes y día: 1815-12-10.',
  'The user pool does not take this value here.': 'El grupo de usuarios no acepta aquí este valor.',
};
