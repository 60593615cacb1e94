import { isObject } from '../base/shape.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'its disk is read-only',
  ENOSPC: 'the disk is full',
};

/** Why a file could not be read or written, for somebody who does not know the names of the errors. */
export const reasonOf = (error: unknown): string => {
  if (!isObject(error)) return String(error);
  const { code, message } = error;
  return (typeof code === 'string' && reasons[code]) || String(message);
};
