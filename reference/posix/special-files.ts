// Files that are ways to somebody else: FIFOs and pseudo-terminals, for whoever stands at the far end of one.
// Knows how they are made and opened; asyncore makes none of these calls, so they are no part of Host.

import { constants } from "node:fs";
import koffi, { type KoffiFunc } from "koffi";
import { succeeded } from "./errors.ts";
import { close, closedOnExec, setBlocking } from "./files.ts";
import type { Memory } from "./libc.ts";

const { O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;

const OWNER_ONLY = 0o600;
const AT_ONCE = 0;

/** More than `struct termios` takes on any system we run on: the library alone looks into it. */
const termios = new Uint8Array(256);

type OnDescriptor = KoffiFunc<(fd: number) => number>;

const library = koffi.load(null);
const mkfifo = library.func("int mkfifo(const char *, unsigned int)") as KoffiFunc<
  (path: string, mode: number) => number
>;
/** Variadic, for the mode of a file it makes: here it makes none. */
const open = library.func("int open(const char *, int, ...)") as KoffiFunc<(path: string, flags: number) => number>;
const posixOpenpt = library.func("int posix_openpt(int)") as KoffiFunc<(flags: number) => number>;
const grantpt = library.func("int grantpt(int)") as OnDescriptor;
const unlockpt = library.func("int unlockpt(int)") as OnDescriptor;
const ptsname = library.func("const char *ptsname(int)") as KoffiFunc<(fd: number) => string>;
const tcgetattr = library.func("int tcgetattr(int, void *)") as KoffiFunc<(fd: number, termios: Memory) => number>;
const cfmakeraw = library.func("void cfmakeraw(void *)") as KoffiFunc<(termios: Memory) => void>;
const tcsetattr = library.func("int tcsetattr(int, int, void *)") as KoffiFunc<
  (fd: number, when: number, termios: Memory) => number
>;

/** Makes a FIFO that its owner alone may open. Throws OsError, EEXIST where there is something already. */
export function makeFifo(path: string): void {
  succeeded(mkfifo(path, OWNER_ONLY));
}

/**
 * Opens a FIFO without waiting for anybody, and gives a descriptor that does not block.
 * Throws OsError: ENXIO for writing where nobody reads.
 */
export function openFifo(path: string, mode: "read" | "write"): number {
  const access = mode === "read" ? O_RDONLY : O_WRONLY;
  return closedOnExec(succeeded(open(path, access | O_NONBLOCK)));
}

/**
 * A new pseudo-terminal in raw mode: bytes pass as they are in both directions, without echo or line editing. `fd` is the
 * master, which does not block; `path` is where the slave is opened. It becomes nobody's controlling terminal here.
 * Throws OsError.
 */
export function openTerminal(): { readonly fd: number; readonly path: string } {
  const fd = closedOnExec(succeeded(posixOpenpt(O_RDWR | O_NOCTTY)));
  try {
    return { fd, path: preparedTerminal(fd) };
  } catch (error) {
    close(fd);
    throw error;
  }
}

/**
 * Has all who wait for the slave of the master `fd` look at it again, whatever they wait with: setting a terminal as it is
 * wakes them (n_tty_set_termios). Throws OsError.
 */
export function wakeTerminal(fd: number): void {
  succeeded(tcgetattr(fd, termios));
  succeeded(tcsetattr(fd, AT_ONCE, termios));
}

/** Makes the slave of `fd` raw and open to all, and gives its path. */
function preparedTerminal(fd: number): string {
  succeeded(grantpt(fd));
  succeeded(unlockpt(fd));
  succeeded(tcgetattr(fd, termios));
  cfmakeraw(termios);
  succeeded(tcsetattr(fd, AT_ONCE, termios));
  setBlocking(fd, false);
  return ptsname(fd);
}
