import type { Words } from '../words.js';

export const outcomes: Words['outcomes'] = {
  'draft':
    'Sua sessão terminou enquanto você digitava. O que você digitou está de volta no formulário e não foi enviado: confira e envie.',
  'saved': 'Salvo.',
  'unchanged': 'Nada estava diferente, então nada foi alterado.',
  'address-confirmed': 'Está confirmado.',
  'address-removed': 'O número foi removido.',
  'address-kept': 'Tudo fica como estava. O código que foi enviado não é mais pedido.',
  'address-restored': 'O anterior está de volta.',
  'code-sent': 'Outro código está a caminho. Só vale o mais recente.',
  'password-changed':
    'Sua senha foi alterada, e suas outras sessões neste site foram encerradas. Esta continua.',
  'sign-ins-go-on':
    'Sua senha foi alterada, mas não foi possível encerrar agora todas as suas outras sessões neste site. Encerre-as na página de sessões.',
  'app-on':
    'Seu aplicativo autenticador está configurado. A página de login pede o código dele a partir de agora.',
  'app-off':
    'O grupo de usuários conhece seu aplicativo autenticador, mas não foi possível ativá-lo. Ative-o abaixo.',
  'factor-changed': 'Seu segundo fator foi alterado. Vale a partir do próximo login.',
  'device-forgotten': 'Esse dispositivo foi esquecido.',
  'passkey-removed': 'Essa chave de acesso foi removida. Ela não deixa mais ninguém entrar.',
  'passkey-added': 'Uma chave de acesso foi adicionada.',
  'passkey-not-added':
    'Nenhuma chave de acesso foi adicionada. A página do grupo de usuários pede um login recente: saia, entre de novo e tente mais uma vez.',
  'gone': 'Já não estava mais lá.',
};

export const selfService: Words['selfService'] = {
  managed: (provider) => `Você entra por ⁑${provider}⁑, que diz a cada vez o que está aqui. Altere lá.`,
  passwordElsewhere: (provider) =>
    `Você entra por ⁑${provider}⁑. Sua senha fica guardada lá, e é alterada lá.`,
  code: 'Código',
  confirm: 'Confirmar',
  cancel: 'Cancelar',
};

export const profilePage: Words['profilePage'] = {
  title: 'Seu perfil',
  lead: 'O que o grupo de usuários sabe de você, para todos os aplicativos em que você entra com ele.',
  about: 'Sobre você',
  managedHere: 'Uma alteração feita aqui seria desfeita pelo seu próximo login.',
  more: 'Mais sobre você',
  save: 'Salvar',
  addresses: 'Onde encontrar você',
  none: 'nenhum',
  confirmed: 'confirmado',
  notConfirmed: 'não confirmado',
  add: 'Adicionar',
  change: 'Alterar',
  others: 'Definido por quem administra o grupo de usuários',
  hints: {
    name: 'Como este site e outros chamam você.',
    zoneinfo: 'Por exemplo, America/Sao_Paulo.',
    locale: 'Por exemplo, pt ou pt-BR.',
  },
  unprintable: 'Há aqui um caractere que não pode ser mostrado. Digite de novo.',
  badWebsite: 'Comece o endereço com https://.',
  badDate: 'Digite a data como ano, mês e dia: 1815-12-10.',
};

export const addressPage: Words['addressPage'] = {
  email: {
    label: 'Endereço de e-mail',
    title: 'Alterar seu endereço de e-mail',
    field: 'Novo endereço de e-mail',
    hint: '',
    place: 'Veja sua caixa de entrada. Ele tem seis dígitos.',
    problem: 'Digite um endereço de e-mail, como ada@example.com.',
  },
  phone: {
    label: 'Número de telefone',
    title: 'Alterar seu número de telefone',
    field: 'Novo número de telefone',
    hint: 'Com o código do país: +55 11 91234-5678. Deixe em branco para não ter nenhum número aqui.',
    place: 'Veja suas mensagens. Ele tem seis dígitos.',
    problem: 'Digite o número com o código do país e dígitos: +55 11 91234-5678.',
  },
  same: 'É o que você já tem.',
  codeMissing: 'Digite o código que foi enviado.',
  onItsWay: (destination) => `Um código está a caminho de ⁑${destination}⁑.`,
  isTaken: (address) => `${address} já está no seu perfil, e conta como seu quando o código voltar.`,
  nothingChanges: 'Até ele voltar, nada muda.',
  stays: (address) => `Até ele voltar, ${address} continua sendo o seu.`,
  another: 'Enviar outro código',
  restore: 'Restaurar o anterior',
  now: (address) => `Agora é ⁑${address}⁑.`,
  nowUnconfirmed: (address) => `Agora é ⁑${address}⁑, e nunca foi confirmado.`,
  sendToConfirm: 'Enviar um código para confirmar',
  goesThere: 'Um código vai para lá, para ver que é seu.',
  send: 'Enviar o código',
};

export const securityPage: Words['securityPage'] = {
  title: 'Segurança',
  lead: 'Como você entra, aqui e em todos os aplicativos deste grupo de usuários. As alterações pedem um login dos últimos dez minutos.',
  password: 'Senha',
  passwordEnds: 'Uma senha nova encerra suas outras sessões neste site.',
  changePassword: 'Alterar senha',
  factor: 'Segundo fator',
  factorElsewhere: (provider) =>
    `Quem decide se pede um é ${provider}. O grupo de usuários não pede outro além disso.`,
  factorLead: 'Pedido depois da senha, para que uma senha roubada sozinha não abra nada.',
  factors: {
    app: {
      label: 'Aplicativo autenticador',
      about: 'Mostra um código novo a cada meio minuto, também sem rede.',
    },
    email: { label: 'Código por e-mail', about: 'Enviado ao seu endereço confirmado.' },
    sms: {
      label: 'Código por SMS',
      about: 'Enviado ao seu número confirmado. Números podem ser tomados: um aplicativo é mais seguro.',
    },
  },
  on: 'ativado',
  onFirst: 'ativado, pedido primeiro',
  setUp: 'Configurar',
  confirmAddress: 'Confirmar endereço',
  turnOn: 'Ativar',
  askFirst: 'Pedir primeiro',
  turnOff: 'Desativar',
  passkeys: 'Chaves de acesso',
  passkeysLead:
    'Com elas, você entra usando o bloqueio do seu dispositivo em vez de uma senha. São adicionadas na página do próprio grupo de usuários.',
  passkeysOff: 'Este grupo de usuários não aceita mais chaves de acesso: estas não deixam ninguém entrar.',
  added: 'Adicionada',
  remove: 'Remover',
  addPasskey: 'Adicionar uma chave de acesso',
  namelessPasskey: 'Uma chave de acesso sem nome',
  devices: 'Dispositivos lembrados',
  noDevices:
    'Nenhum. O grupo de usuários só lembra dispositivos de aplicativos móveis e de desktop, se estiver configurado assim; os navegadores estão entre suas sessões.',
  namelessDevice: 'Um dispositivo sem nome',
  notTrusted: 'não confiável',
  forget: 'Esquecer',
  sessions: 'Onde sua sessão está aberta',
  sessionsLead: 'Todos os navegadores, com um jeito de encerrar um deles ou todos de uma vez.',
  delete: 'Excluir sua conta',
  deleteLead: 'Remove-a do grupo de usuários, deste site e de todos os outros. Não pode ser desfeito.',
  deleteButton: 'Excluir conta…',
};

export const passwordPage: Words['passwordPage'] = {
  title: 'Alterar sua senha',
  needs: 'Se este grupo de usuários não tiver outra configuração, uma senha nova precisa de:',
  rules: [
    'pelo menos 8 caracteres',
    'uma letra minúscula e uma maiúscula',
    'um número',
    'um símbolo, como - ou !',
  ],
  present: 'Senha atual',
  presentHint:
    'Deixe em branco se sua conta ainda não tem senha, porque você entra com uma chave de acesso ou com códigos.',
  new: 'Nova senha',
  again: 'Repita a nova senha',
  missing: 'Digite uma nova senha.',
  differ: 'As duas senhas não são iguais. Digite as duas de novo.',
  same: 'É a senha que você já tem.',
  ends: 'Suas outras sessões neste site terminam, e esta continua. Outros aplicativos continuam conectados até você sair em todos os lugares.',
  button: 'Alterar senha',
};

export const authenticatorPage: Words['authenticatorPage'] = {
  title: 'Configurar um aplicativo autenticador',
  needs:
    'Você precisa de um aplicativo que mostre códigos, por exemplo no celular, ou de um gerenciador de senhas. Ele recebe uma chave daqui e, a partir de então, mostra um código novo a cada meio minuto, que a página de login pede.',
  replaces: 'Um aplicativo configurado antes é substituído assim que o novo é confirmado.',
  show: 'Mostrar a chave',
  point: 'Aponte a câmera do aplicativo para esta imagem.',
  picture: 'Código QR com a chave para o seu aplicativo autenticador',
  open: 'Abrir em um aplicativo neste dispositivo',
  type: 'Ou digite esta chave nele:',
  typeCode: 'Digite o código que o aplicativo mostra.',
  sixDigits: 'Os seis dígitos que o aplicativo mostra agora.',
  wrongShape: 'O aplicativo mostra seis dígitos. Digite-os aqui.',
  notTaken: 'O grupo de usuários não aceitou esse código. Aguarde o próximo.',
  secret:
    'Nada muda até o código ser confirmado. Mantenha a chave fora de fotos e mensagens: quem a tem, tem seu segundo fator.',
};

export const deletePage: Words['deletePage'] = {
  title: 'Excluir sua conta',
  ask: 'Excluir sua conta?',
  facts: [
    'O grupo de usuários esquece você: nome, endereços, senha, segundo fator, chaves de acesso. ⁑Não pode ser desfeito.⁑',
    'Aqui sua sessão é encerrada em todos os navegadores, e outros aplicativos deste grupo de usuários não deixam mais você entrar.',
    'O que outros serviços têm sobre você fica com eles. Se você entra por uma conta de empresa ou de outro provedor, essa conta continua, e entrar de novo com ela cria aqui uma conta nova, vazia.',
  ],
  typeIt: (confirmation) => `Para continuar, digite ⁑${confirmation}⁑.`,
  field: 'Digite aqui',
  wrong: (confirmation) => `Isso não é ${confirmation}. Nada foi excluído.`,
  button: 'Excluir minha conta',
  keep: 'Manter a conta',
};

export const noSelfServicePage: Words['noSelfServicePage'] = {
  title: 'Não ativado',
  notNow: 'Não é possível agora',
  saidNo: 'O grupo de usuários disse não',
  yourAccount: 'Sua conta',
  notHere: 'Isto não pode ser feito aqui',
  notHereWhy:
    'Seu perfil e sua segurança são guardados pelo seu serviço de login e alterados lá. Este site só pode alterá-los onde se entra com um grupo de usuários do Amazon Cognito.',
  onceMore: 'Entre mais uma vez para alterar isto',
  onceMoreWhy:
    'Este site pede ao grupo de usuários o direito de alterar seu próprio perfil e suas configurações de segurança. Sua sessão é de antes disso, ou o grupo de usuários não o concedeu.',
  operator:
    'Para quem administra este site, se continuar assim: permita este escopo no cliente de aplicativo (AllowedOAuthScopes):',
  off: 'O autoatendimento não está ativado',
  offWhy:
    'Este site pode deixar você alterar seu perfil, sua senha e seu segundo fator. Ele ainda não pede ao grupo de usuários o direito de fazer isso.',
  how: 'Como quem administra este site o ativa',
  step1:
    'Permita este escopo no cliente de aplicativo, em AllowedOAuthScopes ou entre os “Custom scopes” das páginas de login dele no console:',
  step2: 'Adicione-o à configuração:',
  step3: 'Reinicie o site. Quem tem a sessão aberta entra mais uma vez.',
};
