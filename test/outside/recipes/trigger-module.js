// #region module
/** A challenge of one's own: without a password, the word that everybody knows. */
export const DefineAuthChallenge = (event) => {
  const last = event.request.session.at(-1);
  if (last?.challengeResult) event.response.issueTokens = true;
  else event.response.challengeName = 'CUSTOM_CHALLENGE';
  return event;
};

export const CreateAuthChallenge = (event) => {
  event.response.publicChallengeParameters = { question: 'What is the word?' };
  event.response.privateChallengeParameters = { word: 'sesame' };
  return event;
};

export const VerifyAuthChallengeResponse = (event) => {
  const { challengeAnswer, privateChallengeParameters } = event.request;
  event.response.answerCorrect = challengeAnswer === privateChallengeParameters.word;
  return event;
};

/** Every mail's code. `event.request.code` has it too, encrypted as Cognito does it. */
export const CustomEmailSender = (event, { code }) => {
  console.log(`${event.triggerSource} for ${event.request.userAttributes.email}: ${code}`);
};
// #endregion
