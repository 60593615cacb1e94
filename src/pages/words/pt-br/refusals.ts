import type { Translation } from '../words.js';

const operators = 'Quem administra este site precisa resolver isso.';

export const refusals: Translation['refusals'] = {
  'Another account signs in with this address already. Use another one, or sign in to that account.':
    'Outra conta já entra com este endereço. Use outro ou entre nessa conta.',
  'The code could not be sent there. See that the address is right and can receive messages, and try again.':
    'Não foi possível enviar o código para lá. Veja se o endereço está certo e pode receber mensagens, e tente de novo.',
  'That is not the code. Use the newest one that you have, and type it as it stands there.':
    'Esse não é o código. Use o mais recente que você tem e digite-o como está lá.',
  'Something else was changing your account at the same moment. Try again.':
    'Sua conta estava sendo alterada em outro lugar no mesmo momento. Tente de novo.',
  'That is not the code that the app should show now. Wait for the next one, and see that the clock of your device is right.':
    'Esse não é o código que o aplicativo deveria mostrar agora. Aguarde o próximo e veja se o relógio do seu dispositivo está certo.',
  'That code is too old, or was used already. Have another one sent.':
    'Esse código é antigo demais ou já foi usado. Peça que outro seja enviado.',
  'The firewall of the user pool did not let this through. Try again later or from another network; if it stays so, tell the people who run this site.':
    'O firewall do grupo de usuários não deixou isso passar. Tente mais tarde ou de outra rede; se continuar assim, avise quem administra este site.',
  'The user pool met a problem of its own. Try again in a moment.':
    'O grupo de usuários teve um problema próprio. Tente de novo daqui a pouco.',
  'The user pool may not send email just now. The people who run this site have to mend that.': `No momento, o grupo de usuários não tem permissão para enviar e-mails. ${operators}`,
  'A step that was added to this user pool gave no usable answer. The people who run this site have to mend that.': `Uma etapa adicionada a este grupo de usuários não deu uma resposta que pudesse ser usada. ${operators}`,
  'The user pool does not take one of these values. Look at them again.':
    'O grupo de usuários não aceita um destes valores. Confira-os.',
  'The new password does not keep to the rules of this user pool.':
    'A nova senha não atende às regras deste grupo de usuários.',
  'The user pool may not send text messages just now. The people who run this site have to mend that.': `No momento, o grupo de usuários não tem permissão para enviar SMS. ${operators}`,
  'The user pool is not set up for this. The people who run this site have to mend that.': `O grupo de usuários não está configurado para isso. ${operators}`,
  'That was tried too often. Wait an hour, and try again.':
    'Isso foi tentado vezes demais. Aguarde uma hora e tente de novo.',
  'The user pool does not allow this for your account.':
    'O grupo de usuários não permite isso para sua conta.',
  'This is turned off in the user pool.': 'Isso está desativado no grupo de usuários.',
  'You have had this password before. Take one that you have not used yet.':
    'Você já teve esta senha. Escolha uma que ainda não usou.',
  'Your password has to be reset before anything else. Sign out, and choose “Forgot your password?” on the sign-in page.':
    'Antes de tudo, sua senha precisa ser redefinida. Saia e escolha “Esqueceu a senha?” na página de login.',
  'It is not there any more.': 'Não está mais lá.',
  'This user pool does not take authenticator apps.':
    'Este grupo de usuários não aceita aplicativos autenticadores.',
  'The user pool has too much to do just now. Try again in a moment.':
    'O grupo de usuários tem trabalho demais no momento. Tente de novo daqui a pouco.',
  'A step that was added to this user pool failed. The people who run this site have to mend that.': `Uma etapa adicionada a este grupo de usuários falhou. ${operators}`,
  'A check that was added to this user pool refused it. Ask the people who run this site.':
    'Uma verificação adicionada a este grupo de usuários recusou isso. Fale com quem administra este site.',
  'Your account has not been confirmed yet. Sign out and in again: the sign-in page asks for the code.':
    'Sua conta ainda não foi confirmada. Saia e entre de novo: a página de login pede o código.',
  'Your account is not there any more.': 'Sua conta não existe mais.',
  'This user pool is not ready for passkeys. The people who run this site have to mend that.': `Este grupo de usuários não está pronto para chaves de acesso. ${operators}`,
  'This user pool has no passkeys.': 'Este grupo de usuários não tem chaves de acesso.',
  'This sign-in may not change your account: it lacks the scope aws.cognito.signin.user.admin.':
    'Esta sessão não pode alterar sua conta: falta a ela o escopo aws.cognito.signin.user.admin.',
  'The user pool has ended this sign-in.': 'O grupo de usuários encerrou esta sessão.',
  'That is not your present password.': 'Essa não é sua senha atual.',
  'A wrong password was typed too often. Wait a while, and try again.':
    'Uma senha errada foi digitada vezes demais. Aguarde um pouco e tente de novo.',
  'This app may not change one of these. Ask the people who run this site.':
    'Este aplicativo não pode alterar um destes dados. Fale com quem administra este site.',
  'Your password is kept by the account that you sign in with, and is changed there.':
    'Sua senha é guardada pela conta com que você entra, e é alterada lá.',
  'Set up an authenticator app first.': 'Configure primeiro um aplicativo autenticador.',
  'Codes need a verified address to go to. Add it to your profile, and confirm it.':
    'Para receber códigos, é preciso um endereço confirmado. Adicione-o ao seu perfil e confirme-o.',
  'This user pool does not offer that second factor.':
    'Este grupo de usuários não oferece esse segundo fator.',
  'The user pool does not take this as an email address.':
    'O grupo de usuários não aceita isso como endereço de e-mail.',
  'The user pool does not take this as a password. It must not begin or end with a blank.':
    'O grupo de usuários não aceita isso como senha. Ela não pode começar nem terminar com um espaço.',
  'A code has digits only. Type it as it stands in the message or in the app.':
    'Um código só tem dígitos. Digite-o como está na mensagem ou no aplicativo.',
  'The new password is too short.': 'A nova senha é curta demais.',
  'The new password is too long: 256 characters are the most.':
    'A nova senha é longa demais: 256 caracteres no máximo.',
  'The new password needs a lower case letter.': 'A nova senha precisa de uma letra minúscula.',
  'The new password needs an upper case letter.': 'A nova senha precisa de uma letra maiúscula.',
  'The new password needs a digit.': 'A nova senha precisa de um número.',
  'The new password needs a symbol, such as - or !.': 'A nova senha precisa de um símbolo, como - ou !.',
  'Type the number with its country code and nothing but digits after the plus sign: +4915112345678.':
    'Digite o número com o código do país e só dígitos depois do sinal de mais: +5511912345678.',
  'The user pool needs this: it cannot be left empty.':
    'O grupo de usuários precisa disso: não pode ficar em branco.',
  'This is longer or shorter than the user pool takes.':
    'É mais longo ou mais curto do que o grupo de usuários aceita.',
  'Type the date as year, month and day: 1815-12-10.': 'Digite a data como ano, mês e dia: 1815-12-10.',
  'The user pool does not take this value here.': 'O grupo de usuários não aceita este valor aqui.',
};
