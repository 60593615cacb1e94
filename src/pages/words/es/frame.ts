import type { Words } from '../words.js';

export const frame: Words['frame'] = {
  skip: 'Ir al contenido',
  main: 'Menú principal',
  account: 'Cuenta',
  signIns: 'Sesiones',
  signedInAs: 'Sesión iniciada como',
  signIn: 'Iniciar sesión',
  signInAgain: 'Iniciar sesión de nuevo',
  signOut: 'Cerrar sesión',
  signOutEverywhere: 'Cerrar sesión en todas partes',
  home: 'Inicio',
  back: 'Volver',
  error: 'Error',
  footer:
    'La integración de referencia de Amazon Cognito para Express. Los tokens se quedan en el servidor; el navegador guarda una sola cookie, de la que no se puede leer nada.',
  sessionEnded: 'Su sesión ha terminado.',
  mayBeOld: 'Puede que lo que muestra esta página ya no esté al día.',
  somebodyElse: 'Desde entonces, otra persona ha iniciado sesión aquí.',
  showTheirPage: 'Mostrar su página',
  pool: { cognito: 'grupo de usuarios', other: 'servicio de inicio de sesión' },
};

export const moments: Words['moments'] = {
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(
    ' ',
  ),
  exact: (day, month, year, time) => `${day} de ${month} de ${year}, ${time} UTC`,
  justNow: 'ahora mismo',
  soon: 'en menos de un minuto',
  ahead: (length) => `dentro de ${length}`,
  ago: (length) => `hace ${length}`,
  minutes: (count) => `${count} minuto${count === 1 ? '' : 's'}`,
  hours: (count) => `${count} hora${count === 1 ? '' : 's'}`,
  days: (count) => `${count} día${count === 1 ? '' : 's'}`,
};

export const signOutPage: Words['signOutPage'] = {
  title: 'Cerrar sesión',
  ask: '¿Cerrar sesión?',
  signedInAs: (name) => `Ha iniciado sesión como ⁑${name}⁑.`,
  ends: 'Al cerrarla, termina esta sesión.',
  endsAndRevokes: (pool) =>
    `Al cerrarla, termina esta sesión, se revocan sus tokens y usted pasa por el cierre de sesión del ${pool}, de modo que la próxima persona que use este navegador tendrá que iniciar sesión.`,
  endsThrough: (pool) =>
    `Al cerrarla, termina esta sesión y usted pasa por el cierre de sesión del ${pool}, de modo que la próxima persona que use este navegador tendrá que iniciar sesión.`,
  endsHere: (pool) =>
    `Al cerrarla, esta sesión termina aquí. El ${pool} no tiene un cierre de sesión propio, y puede que deje entrar sin preguntar a la próxima persona que use este navegador.`,
  stay: 'Seguir con la sesión',
  others: '¿También en otros dispositivos?',
  othersEnd:
    'Termina todas las sesiones que tenga en este sitio. Para volver, cada navegador tiene que iniciar sesión de nuevo.',
  appsEndToo: 'También se cierra la sesión de sus otras aplicaciones de este grupo de usuarios.',
  nobody: 'No ha iniciado sesión',
  nothingToEnd: 'En este navegador no hay ninguna sesión de este sitio que terminar.',
  shared: '¿Un equipo compartido?',
  mayRemember: (pool) =>
    `Puede que la página de inicio de sesión del ${pool} aún recuerde este navegador y deje entrar sin contraseña a la próxima persona.`,
  forget: 'Hacer que olvide este navegador',
};

export const signedOutPage: Words['signedOutPage'] = {
  title: 'Sesión cerrada',
  stillTitle: 'La sesión sigue abierta',
  deletedTitle: 'Cuenta eliminada',
  still: 'Su sesión sigue abierta',
  stillWhy:
    'A esta página lleva el cierre de sesión, pero en este navegador nadie la ha cerrado, o alguien ha vuelto a iniciarla desde entonces.',
  deleted: 'La cuenta se ha eliminado',
  deletedWhy:
    'El grupo de usuarios la ha olvidado, y aquí su sesión está cerrada en todos los navegadores. Puede que la página de inicio de sesión aún recuerde este navegador, pero ya no hay cuenta a la que dejar entrar.',
  ofThisSite: 'Ha cerrado la sesión de este sitio',
  allEnded: 'Todas sus sesiones aquí han terminado.',
  appsLeft:
    '⁑Puede que sus otras aplicaciones sigan abiertas.⁑ No fue posible pedir al grupo de usuarios que cerrara su sesión. Inicie sesión una vez más y después ciérrela en todas partes.',
  haveForget: (pool) => `Hacer que el ${pool} olvide este navegador`,
  done: 'Ha cerrado la sesión',
  gone: 'Su sesión aquí ha terminado. Este sitio ya no tiene sus tokens.',
  revokedAndForgotten: (pool) =>
    `Su sesión aquí ha terminado, y se ha pedido al ${pool} que revoque sus tokens y olvide este navegador.`,
  forgotten: (pool) =>
    `Su sesión aquí ha terminado, y se ha pedido al ${pool} que olvide este navegador. No tiene forma de revocar tokens: este sitio ya no tiene los de esta sesión, y caducan por sí solos.`,
  revoked: (pool) => `Su sesión aquí ha terminado. Se ha pedido al ${pool} que revoque sus tokens.`,
  runOut: 'Su sesión aquí ha terminado. Este sitio ya no tiene sus tokens, y caducan por sí solos.',
  notAsked: (pool) =>
    `⁑Puede que el ${pool} aún recuerde este navegador.⁑ No se le ha pedido que lo olvide. En un equipo compartido, cierre sesión allí también antes de irse.`,
  notReached: (pool) =>
    `⁑No se pudo contactar con el ${pool}.⁑ Puede que su página de inicio de sesión aún recuerde este navegador. En un equipo compartido, cierre sesión allí también antes de irse.`,
  notReachedCognito: (pool) =>
    `⁑No se pudo contactar con el ${pool}.⁑ Puede que su página de inicio de sesión aún recuerde este navegador, durante una hora desde que se escribió la contraseña si no hay otro ajuste. En un equipo compartido, cierre sesión allí también antes de irse.`,
  tryAgain: 'Intentarlo de nuevo',
  notEnded: 'Qué no termina al cerrar la sesión',
  facts: (pool) => [
    '⁑Otros navegadores y dispositivos.⁑ Su sesión sigue abierta, salvo que la haya cerrado en todas partes. En ese caso, cada uno tiene que iniciar sesión de nuevo durante 24 horas, recuerde lo que recuerde la página de inicio de sesión.',
    `⁑Los tokens de acceso ya entregados.⁑ Otro servicio que tenga uno y solo compruebe su firma lo acepta hasta que caduca, una hora como mucho si el ${pool} no tiene otro ajuste.`,
    '⁑Una cuenta de empresa o de otro proveedor.⁑ Si inició sesión con una, allí la sesión sigue abierta, y puede dejar entrar de nuevo a un navegador sin preguntar.',
  ],
};

export const problemPage: Words['problemPage'] = {
  stillSignedIn:
    '⁑Si había iniciado sesión, sigue abierta.⁑ Una interrupción del servicio no cierra la sesión de nadie.',
  seconds: (count) =>
    count === 1 ? 'Debería bastar con 1 segundo.' : `Debería bastar con unos ${count} segundos.`,
  forGroup: 'Es para el grupo',
  startAgain: 'Empezar de nuevo',
  tryAgain: 'Intentarlo de nuevo',
  code: 'Código',
  requestId: 'ID de la solicitud',
};
