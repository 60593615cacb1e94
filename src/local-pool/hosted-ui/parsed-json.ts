/** What a script has put into a form; undefined where that is no JSON. */
export const parsedJson = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};
