// One line that is written over on a terminal, and one line each in a file.
const { stderr } = process;

export const say = (line) => {
  stderr.write(stderr.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
};

export const sayNothing = () => {
  if (stderr.isTTY) stderr.write('\r\u001B[K');
};
