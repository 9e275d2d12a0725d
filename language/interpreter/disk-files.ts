// Files of a disk, as a program reaches them. What touches the disk itself is given, so that this also stands where there
// is no Node: the command line and the adapter give `node:fs`.
import type { FileFault, Files } from './host';

/** What of `node:fs` is needed. */
export interface FileSystem {
  readFileSync(path: string): Uint8Array;
  writeFileSync(path: string, bytes: Uint8Array): void;
  appendFileSync(path: string, bytes: Uint8Array): void;
  existsSync(path: string): boolean;
}

const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  EISDIR: 'folder',
};

/** @param place makes the path of a program one of the disk */
export function diskFiles(disk: FileSystem, place: (path: string) => string = (path) => path): Files {
  const put = (write: (path: string, bytes: Uint8Array) => void, path: string, bytes: Uint8Array) =>
    attempt(() => write(place(path), bytes)).fault;
  return {
    read: (path) => {
      const { value, fault } = attempt(() => disk.readFileSync(place(path)));
      return fault ?? (value as Uint8Array);
    },
    write: (path, bytes) => put((to, all) => disk.writeFileSync(to, all), path, bytes),
    append: (path, bytes) => put((to, all) => disk.appendFileSync(to, all), path, bytes),
    exists: (path) => attempt(() => disk.existsSync(place(path))).value ?? false,
  };
}

function attempt<T>(act: () => T): { readonly value?: T; readonly fault?: FileFault } {
  try {
    return { value: act() };
  } catch (error) {
    const { code } = error as { code?: string };
    return { fault: FAULTS[code ?? ''] ?? 'other' };
  }
}
