import type { Words } from '../words.js';

export const accountPage: Words['accountPage'] = {
  title: 'Su cuenta',
  places: 'Cuenta',
  overview: 'Resumen',
  profile: 'Perfil',
  security: 'Seguridad',
  signIns: 'Sesiones',
  lead: 'Su cuenta, tal como la conoce esta aplicación.',
  who: 'Quién es usted',
  saidByIdToken: 'Lo dice el ⁑token de identidad⁑',
  saidByIdTokenOrUserInfo: 'Lo dice el ⁑token de identidad⁑, o ⁑userInfo⁑ si el token lo omite',
  verified: 'confirmado',
  notVerified: 'sin confirmar',
  groups: 'Sus grupos',
  saidByBoth: 'Lo dicen el ⁑token de identidad⁑ y el ⁑token de acceso⁑',
  noGroups:
    'No está en ningún grupo. Las páginas abiertas a todas las personas que inician sesión también lo están para usted.',
  opensAdmin: 'Abre la página de administración.',
  opensNothing: 'Nada en este sitio lo pide.',
  scopes: 'Qué puede hacer esta aplicación',
  saidByAccessToken: 'Lo dice el ⁑token de acceso⁑',
  saidByTokenResponse: 'Lo dice la ⁑respuesta que dio los tokens⁑',
  noScopes: 'Nada en su nombre.',
  session: 'Esta sesión',
  keptHere: 'Lo guarda ⁑este sitio⁑',
  started: 'Inicio de sesión aquí',
  proved: 'Última prueba de que es usted',
  notSaid: 'el servicio de inicio de sesión no lo dice',
  idle: 'Termina si no se usa durante',
  ends: 'Termina en todo caso',
  everySignIn: 'Ver todas las sesiones',
  tokens: 'Tokens',
  neverSent: 'Guardados en el servidor, nunca enviados a un navegador',
  idToken: 'Token de identidad',
  idTokenIsFor: 'dice quién es usted',
  accessToken: 'Token de acceso',
  accessTokenIsFor: 'dice qué puede hacer esta aplicación por usted',
  partLeft: (token) => `${token}: parte de su validez que queda`,
  tokenEnds: 'Caduca',
  andThen: '¿Y después?',
  renewed:
    'Se ⁑renuevan en segundo plano⁑ cuando queda menos de un minuto y usted abre una página. La última vez:',
  refused: (pool) =>
    `Si el ${pool} ⁑se niega⁑ a renovarlos, esta sesión termina y se le pide que inicie sesión.`,
  away: (pool, length) =>
    `Si ⁑no se puede contactar⁑ con el ${pool}, sus páginas siguen funcionando ${length} más y su sesión no se cierra.`,
  notRenewed: (pool) =>
    `El ${pool} no dio ningún token de actualización, así que esta sesión termina con el token de acceso y se le pide que inicie sesión.`,
};

export const claims: Words['claims'] = {
  labels: {
    'name': 'Nombre completo',
    'email': 'Correo electrónico',
    'cognito:username': 'Nombre de usuario',
    'identities': 'Sesión iniciada con',
    'sub': 'Sujeto',
    'iss': 'Emisor',
    'given_name': 'Nombre',
    'family_name': 'Apellidos',
    'middle_name': 'Segundo nombre',
    'nickname': 'Apodo',
    'preferred_username': 'Nombre de usuario preferido',
    'profile': 'Página de perfil',
    'picture': 'Imagen',
    'website': 'Sitio web',
    'gender': 'Género',
    'birthdate': 'Fecha de nacimiento',
    'zoneinfo': 'Zona horaria',
    'locale': 'Idioma',
    'phone_number': 'Número de teléfono',
    'cognito:preferred_role': 'Rol preferido',
  },
  scopes: {
    'openid': 'Iniciar su sesión con un token de identidad.',
    'email': 'Ver su correo electrónico.',
    'profile': 'Ver su nombre y el resto de su perfil.',
    'phone': 'Ver su número de teléfono.',
    'aws.cognito.signin.user.admin': 'Permitirle cambiar aquí su propio perfil y sus ajustes de seguridad.',
  },
  otherScope: 'Llamar a otro servicio en su nombre.',
};

export const places: Words['places'] = {
  unknownBrowser: 'Un navegador desconocido',
  unknownDevice: 'Un dispositivo desconocido',
  on: (browser, device) => `${browser} en ${device}`,
  unknownAddress: 'una dirección desconocida',
  thisComputer: 'este equipo',
  privateNetwork: (address) => `una red privada (${address})`,
};

export const signInsPage: Words['signInsPage'] = {
  title: 'Sus sesiones',
  lead: 'Todos los navegadores que tienen abierta una sesión suya en este sitio.',
  ended:
    'Esa sesión ha terminado. Tampoco vale lo que la página de inicio de sesión recuerde de antes: durante 24 horas, quien vuelva en su nombre tiene que iniciar sesión de nuevo. Una cuenta de empresa o de otro proveedor puede hacerlo sin preguntar.',
  gone: 'Esa sesión ya había terminado.',
  poolEnded:
    'El grupo de usuarios ha terminado esa sesión y lo que la haría volver. Puede que su lista la siga mostrando unos segundos.',
  poolRefused: 'El grupo de usuarios no ha terminado esa sesión.',
  count: (count) => `${count} ${count === 1 ? 'sesión' : 'sesiones'} en este sitio`,
  more: (count) => `Mostrar ${count} más, con actividad anterior a la de estas`,
  thisOne: 'esta',
  from: (address) => `Desde ${address}`,
  lastSeen: 'Última actividad',
  signedIn: 'iniciada',
  end: 'Terminar sesión',
  endOf: (browser, started) => `de ${browser}, iniciada ${started}`,
  everywhere:
    'Termina todas estas sesiones de una vez, también esta, y revoca sus tokens de actualización. Para volver, cada uno de estos navegadores tiene que iniciar sesión de nuevo.',
  everywhereApps:
    '⁑También se cierra la sesión de sus otras aplicaciones de este grupo de usuarios⁑, incluso en el teléfono: el grupo de usuarios ya no acepta ninguno de sus tokens.',
  everywhereBrowsers: 'Su página de inicio de sesión olvida todos los navegadores.',
  survives: 'Qué no termina al terminar una sesión',
  survivesLead:
    'Aquí la sesión termina al momento, y se pide al grupo de usuarios que revoque su token de actualización. Fuera de este sitio, algunas cosas continúan un tiempo:',
  survivesTracked:
    '⁑Lo que recuerda la página de inicio de sesión.⁑ Terminar una sesión de este sitio no lo cambia; figura en la segunda lista y se termina allí, o cerrando sesión en todas partes. Este sitio no se guía por ello: a quien terminó aquí una sesión se le pide la contraseña en todo navegador que vuelva antes de 24 horas.',
  survivesCognito:
    '⁑La cookie propia del grupo de usuarios.⁑ La página de inicio de sesión recuerda un navegador una vez escrita la contraseña, durante una hora si no hay otro ajuste, y puede que otros sitios del mismo grupo de usuarios se guíen por ello. Este no lo hace: a quien terminó aquí una sesión se le pide la contraseña en todo navegador que vuelva antes de 24 horas.',
  survivesElsewhere:
    '⁑La cookie propia del servicio de inicio de sesión.⁑ Puede que recuerde un navegador durante un tiempo y que otros sitios se guíen por ello. Este no lo hace: quien terminó aquí una sesión tiene que iniciar sesión de nuevo en todo navegador que vuelva antes de 24 horas.',
  survivesTokens:
    '⁑Los tokens de acceso ya entregados.⁑ Este sitio ya no los usa, pero otro servicio que tenga uno y solo compruebe su firma lo acepta hasta que caduca, una hora como mucho si no hay otro ajuste.',
  survivesProvider:
    '⁑Una cuenta de empresa o de otro proveedor.⁑ Si inició sesión con una, allí la sesión sigue abierta, y puede dejar entrar de nuevo a un navegador sin preguntar. Cierre sesión allí también.',
};

export const poolSessions: Words['poolSessions'] = {
  heading: 'Qué sabe el grupo de usuarios',
  lead: 'Todos los navegadores que recuerda su página de inicio de sesión y todas las aplicaciones que tienen tokens suyos, también en el teléfono. Las sesiones de arriba aparecen aquí otra vez, tal como las ve el grupo de usuarios: un sitio que renueva los tokens en su servidor, como este, muestra la dirección de ese servidor. Una sesión de este sitio que termine aquí no lo nota hasta que se renuevan sus tokens; arriba termina al momento.',
  signInPage: 'página de inicio de sesión',
  thisSite: 'este sitio',
  app: 'aplicación',
  remembered: 'La página de inicio de sesión lo recuerda para todas las aplicaciones.',
  cameThrough: (count) =>
    count === 1
      ? 'Por aquí llegó 1 sesión de una aplicación.'
      : `Por aquí llegaron ${count} sesiones de aplicaciones.`,
  tokensOfThisSite: 'Tokens de este sitio',
  tokensOfClient: 'Tokens del cliente de aplicación',
  begun: 'iniciada',
  lastActive: 'Última actividad',
  end: 'Terminar',
  endWithApps: 'Terminar con sus aplicaciones',
};

export const adminPage: Words['adminPage'] = {
  title: 'Administración',
  group: 'Grupo',
  lead: (group) =>
    `Usted ve esta página porque sus tokens dicen que está en el grupo ⁑${group}⁑. Cualquier otra persona con sesión iniciada recibe una página que dice que no.`,
  guard: 'Qué la protege',
  guardText:
    'Una línea en la ruta. Sin sesión, envía a iniciarla; con sesión pero sin el grupo, responde 403 y nunca redirige.',
  route: 'La ruta de esta página',
  changes: 'Cuando cambia la pertenencia a un grupo',
  changesText:
    'Los grupos se leen en los tokens, y el grupo de usuarios los escribe allí al emitir o renovar uno. Quien sale del grupo conserva esta página hasta que se renuevan sus tokens, una hora como mucho con el ajuste predeterminado de Cognito; quien entra puede cerrar la sesión e iniciarla de nuevo para verla antes.',
  yours: 'Sus grupos:',
};

export const awsPage: Words['awsPage'] = {
  title: 'Sus credenciales de AWS',
  lead: 'Temporales y guardadas en el servidor: lo que este sitio hace en AWS en su nombre, lo hace con ellas.',
  inUse: 'En uso',
  givenBy: 'Entregadas por el ⁑grupo de identidades⁑ a cambio de su ⁑token de identidad⁑',
  identity: 'Identidad',
  accessKey: 'Clave de acceso de AWS',
  secret: 'Clave secreta, token de sesión',
  kept: 'guardados en el servidor; no se muestran a nadie',
  partLeft: 'Parte de su validez que queda',
  fetched: 'Obtenidas',
  theyEnd: 'Caducan',
  anew: 'Se ⁑piden de nuevo⁑ cuando quedan unos minutos y cuando se renueva su sesión: a partir de entonces cuenta un grupo nuevo.',
  signOut:
    'Cuando usted ⁑cierra la sesión⁑, este sitio las olvida. AWS, por su parte, las aceptaría hasta que caduquen.',
  role: 'Su rol',
  asked: (role) => `Usted pidió el rol ⁑${role}⁑.`,
  leaveChoice: 'Dejar que elija AWS',
  chose: 'AWS eligió según las reglas del grupo de identidades.',
  choseByToken:
    'AWS eligió según las reglas del grupo de identidades: casi todas toman el rol preferido del token.',
  noRoles: 'Ninguno de sus grupos tiene un rol, así que recibe el de todas las personas con sesión iniciada.',
  preferred: 'preferido',
  askedFor: 'pedido',
  ask: 'Pedir este rol',
};
