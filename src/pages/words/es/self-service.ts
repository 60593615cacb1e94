import type { Words } from '../words.js';

export const outcomes: Words['outcomes'] = {
  'draft':
    'Su sesión terminó mientras escribía. Lo que escribió está otra vez en el formulario y no se ha enviado: revíselo y envíelo.',
  'saved': 'Guardado.',
  'unchanged': 'No había nada distinto, así que no se ha cambiado nada.',
  'address-confirmed': 'Queda confirmado.',
  'address-removed': 'El número se ha quitado.',
  'address-kept': 'Todo queda como estaba. El código que se envió ya no se pide.',
  'address-restored': 'El valor anterior vuelve a estar en su sitio.',
  'code-sent': 'Otro código va de camino. Solo vale el más reciente.',
  'password-changed':
    'Su contraseña ha cambiado, y sus otras sesiones en este sitio han terminado. Esta continúa.',
  'sign-ins-go-on':
    'Su contraseña ha cambiado, pero no ha sido posible terminar todas sus otras sesiones en este sitio. Termínelas en la página de sesiones.',
  'app-on':
    'Su aplicación de autenticación está configurada. Desde ahora, la página de inicio de sesión pide su código.',
  'app-off':
    'El grupo de usuarios conoce su aplicación de autenticación, pero no se ha podido activar. Actívela más abajo.',
  'factor-changed': 'Su segundo factor ha cambiado. Vale a partir del próximo inicio de sesión.',
  'device-forgotten': 'Ese dispositivo se ha olvidado.',
  'passkey-removed': 'Esa clave de acceso se ha quitado. Ya no permite entrar a nadie.',
  'passkey-added': 'Se ha añadido una clave de acceso.',
  'passkey-not-added':
    'No se ha añadido ninguna clave de acceso. La página del grupo de usuarios pide un inicio de sesión reciente: cierre la sesión, iníciela de nuevo y vuelva a intentarlo.',
  'gone': 'Ya no estaba ahí.',
};

export const selfService: Words['selfService'] = {
  managed: (provider) =>
    `Usted inicia sesión con ⁑${provider}⁑, que dice cada vez lo que figura aquí. Cámbielo allí.`,
  passwordElsewhere: (provider) =>
    `Usted inicia sesión con ⁑${provider}⁑. Allí se guarda su contraseña, y allí se cambia.`,
  code: 'Código',
  confirm: 'Confirmar',
  cancel: 'Cancelar',
};

export const profilePage: Words['profilePage'] = {
  title: 'Su perfil',
  lead: 'Lo que el grupo de usuarios sabe de usted, para todas las aplicaciones en las que inicia sesión con él.',
  about: 'Sobre usted',
  managedHere: 'Un cambio hecho aquí se desharía en su próximo inicio de sesión.',
  more: 'Más sobre usted',
  save: 'Guardar',
  addresses: 'Cómo contactar con usted',
  none: 'ninguno',
  confirmed: 'confirmado',
  notConfirmed: 'sin confirmar',
  add: 'Añadir',
  change: 'Cambiar',
  others: 'Fijado por los responsables del grupo de usuarios',
  hints: {
    name: 'Cómo le llaman este sitio y otros.',
    zoneinfo: 'Por ejemplo, Europe/Madrid.',
    locale: 'Por ejemplo, es o es-MX.',
  },
  unprintable: 'Aquí hay un carácter que no se puede mostrar. Escríbalo de nuevo.',
  badWebsite: 'Empiece la dirección por https://.',
  badDate: 'Escriba la fecha como año, mes y día: 1815-12-10.',
};

export const addressPage: Words['addressPage'] = {
  email: {
    label: 'Correo electrónico',
    title: 'Cambiar su correo electrónico',
    field: 'Correo electrónico nuevo',
    hint: '',
    place: 'Mire en su bandeja de entrada. Tiene seis dígitos.',
    problem: 'Escriba un correo electrónico, como ada@example.com.',
  },
  phone: {
    label: 'Número de teléfono',
    title: 'Cambiar su número de teléfono',
    field: 'Número de teléfono nuevo',
    hint: 'Con el prefijo del país: +34 612 345 678. Déjelo vacío para no tener aquí ningún número.',
    place: 'Mire en sus mensajes. Tiene seis dígitos.',
    problem: 'Escriba el número con el prefijo del país y con dígitos: +34 612 345 678.',
  },
  same: 'Es el que ya tiene.',
  codeMissing: 'Escriba el código que se envió.',
  onItsWay: (destination) => `Un código va de camino a ⁑${destination}⁑.`,
  isTaken: (address) => `${address} ya está en su perfil, y cuenta como suyo cuando vuelva el código.`,
  nothingChanges: 'Hasta que vuelva, nada cambia.',
  stays: (address) => `Hasta que vuelva, ${address} sigue siendo el suyo.`,
  another: 'Enviar otro código',
  restore: 'Recuperar el valor anterior',
  now: (address) => `Ahora es ⁑${address}⁑.`,
  nowUnconfirmed: (address) => `Ahora es ⁑${address}⁑, y nunca se ha confirmado.`,
  sendToConfirm: 'Enviar un código para confirmarlo',
  goesThere: 'Allí se envía un código, para comprobar que es suyo.',
  send: 'Enviar el código',
};

export const securityPage: Words['securityPage'] = {
  title: 'Seguridad',
  lead: 'Cómo inicia sesión, aquí y en todas las aplicaciones de este grupo de usuarios. Los cambios piden un inicio de sesión de los últimos diez minutos.',
  password: 'Contraseña',
  passwordEnds: 'Una contraseña nueva termina sus otras sesiones en este sitio.',
  changePassword: 'Cambiar la contraseña',
  factor: 'Segundo factor',
  factorElsewhere: (provider) =>
    `${provider} decide si lo pide o no. El grupo de usuarios no pide otro además.`,
  factorLead: 'Se pide después de la contraseña, para que una contraseña robada no abra nada por sí sola.',
  factors: {
    app: {
      label: 'Aplicación de autenticación',
      about: 'Muestra un código nuevo cada medio minuto, también sin red.',
    },
    email: { label: 'Código por correo electrónico', about: 'Se envía a su correo confirmado.' },
    sms: {
      label: 'Código por SMS',
      about: 'Se envía a su número confirmado. Los números se pueden robar: una aplicación es más segura.',
    },
  },
  on: 'activado',
  onFirst: 'activado, se pide primero',
  setUp: 'Configurar',
  confirmAddress: 'Confirmar la dirección',
  turnOn: 'Activar',
  askFirst: 'Pedir primero',
  turnOff: 'Desactivar',
  passkeys: 'Claves de acceso',
  passkeysLead:
    'Permiten iniciar sesión con el bloqueo de su dispositivo en lugar de una contraseña. Se añaden en la página del propio grupo de usuarios.',
  passkeysOff: 'Este grupo de usuarios ya no acepta claves de acceso: estas no permiten entrar a nadie.',
  added: 'Añadida',
  remove: 'Quitar',
  addPasskey: 'Añadir una clave de acceso',
  namelessPasskey: 'Una clave de acceso sin nombre',
  devices: 'Dispositivos recordados',
  noDevices:
    'Ninguno. El grupo de usuarios solo recuerda dispositivos de aplicaciones móviles y de escritorio, si está ajustado así; los navegadores están entre sus sesiones.',
  namelessDevice: 'Un dispositivo sin nombre',
  notTrusted: 'no es de confianza',
  forget: 'Olvidar',
  sessions: 'Dónde tiene la sesión abierta',
  sessionsLead: 'Todos los navegadores, con una forma de terminar la sesión de uno o las de todos a la vez.',
  delete: 'Eliminar su cuenta',
  deleteLead: 'La quita del grupo de usuarios, para este sitio y para todos los demás. No se puede deshacer.',
  deleteButton: 'Eliminar la cuenta…',
};

export const passwordPage: Words['passwordPage'] = {
  title: 'Cambiar su contraseña',
  needs: 'Si este grupo de usuarios no tiene otro ajuste, una contraseña nueva necesita:',
  rules: ['al menos 8 caracteres', 'una minúscula y una mayúscula', 'un número', 'un símbolo, como - o !'],
  present: 'Contraseña actual',
  presentHint:
    'Déjelo vacío si su cuenta aún no tiene ninguna, porque entra con una clave de acceso o con códigos.',
  new: 'Contraseña nueva',
  again: 'Repita la contraseña nueva',
  missing: 'Escriba una contraseña nueva.',
  differ: 'Las dos contraseñas no coinciden. Escríbalas de nuevo.',
  same: 'Es la contraseña que ya tiene.',
  ends: 'Sus otras sesiones en este sitio terminan, y esta continúa. Las demás aplicaciones siguen abiertas hasta que cierre sesión en todas partes.',
  button: 'Cambiar la contraseña',
};

export const authenticatorPage: Words['authenticatorPage'] = {
  title: 'Configurar una aplicación de autenticación',
  needs:
    'Necesita una aplicación que muestre códigos, por ejemplo en el teléfono, o un gestor de contraseñas. Recibe de aquí una clave, y desde entonces muestra cada medio minuto un código nuevo, que pide la página de inicio de sesión.',
  replaces: 'Una aplicación configurada antes se sustituye en cuanto se confirma la nueva.',
  show: 'Mostrar la clave',
  point: 'Enfoque esta imagen con la cámara de la aplicación.',
  picture: 'Código QR con la clave para su aplicación de autenticación',
  open: 'Abrirla en una aplicación de este dispositivo',
  type: 'O escriba esta clave en ella:',
  typeCode: 'Escriba el código que muestra la aplicación.',
  sixDigits: 'Los seis dígitos que muestra ahora la aplicación.',
  wrongShape: 'La aplicación muestra seis dígitos. Escríbalos aquí.',
  notTaken: 'El grupo de usuarios no ha aceptado ese código. Espere al siguiente.',
  secret:
    'Nada cambia hasta que se confirma el código. Mantenga la clave fuera de fotos y mensajes: quien la tenga, tiene su segundo factor.',
};

export const deletePage: Words['deletePage'] = {
  title: 'Eliminar su cuenta',
  ask: '¿Eliminar su cuenta?',
  facts: [
    'El grupo de usuarios le olvida: nombre, direcciones, contraseña, segundo factor, claves de acceso. ⁑No se puede deshacer.⁑',
    'Aquí se cierra su sesión en todos los navegadores, y las demás aplicaciones de este grupo de usuarios ya no le dejan entrar.',
    'Lo que otros servicios tengan sobre usted se queda con ellos. Si inicia sesión con una cuenta de empresa o de otro proveedor, esa cuenta permanece, y volver a iniciar sesión con ella crea aquí una cuenta nueva, vacía.',
  ],
  typeIt: (confirmation) => `Para continuar, escriba ⁑${confirmation}⁑.`,
  field: 'Escríbalo aquí',
  wrong: (confirmation) => `Eso no es ${confirmation}. No se ha eliminado nada.`,
  button: 'Eliminar mi cuenta',
  keep: 'Conservarla',
};

export const noSelfServicePage: Words['noSelfServicePage'] = {
  title: 'No está activado',
  notNow: 'No es posible en este momento',
  saidNo: 'El grupo de usuarios ha dicho que no',
  yourAccount: 'Su cuenta',
  notHere: 'Esto no se puede hacer aquí',
  notHereWhy:
    'Su perfil y su seguridad los guarda su servicio de inicio de sesión, y se cambian allí. Este sitio solo puede cambiarlos si se inicia sesión con un grupo de usuarios de Amazon Cognito.',
  onceMore: 'Inicie sesión una vez más para cambiar esto',
  onceMoreWhy:
    'Este sitio pide al grupo de usuarios el derecho a cambiar su propio perfil y sus ajustes de seguridad. Su sesión es de antes de que lo hiciera, o el grupo de usuarios no lo ha concedido.',
  operator:
    'Para los responsables de este sitio, si sigue así: permitan este ámbito en el cliente de aplicación (AllowedOAuthScopes):',
  off: 'El autoservicio no está activado',
  offWhy:
    'Este sitio puede permitirle cambiar su perfil, su contraseña y su segundo factor. Todavía no pide al grupo de usuarios el derecho a hacerlo.',
  how: 'Cómo lo activan los responsables de este sitio',
  step1:
    'Permitan este ámbito en el cliente de aplicación, en AllowedOAuthScopes o entre los «Custom scopes» de sus páginas de inicio de sesión en la consola:',
  step2: 'Añádanlo al ajuste:',
  step3: 'Reinicien el sitio. Quien tenga la sesión abierta la inicia una vez más.',
};
