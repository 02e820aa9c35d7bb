// Files of a play: descriptors a program opened by itself, which the implementation is given as numbers.
// Knows how they are opened and closed; knows nothing of channels.

import { constants, openSync } from "node:fs";
import { posixHost } from "../../../reference/posix/index.ts";
import type { ErrnoName } from "../../../spec/errno.ts";
import { OsError } from "../../../spec/host.ts";

const { O_RDONLY, O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;

/** The greatest number of its type: no limit is high enough for a file to have it. */
const NO_DESCRIPTOR = 2 ** 31 - 1;

/** A file by its descriptor, the program's own. */
export class ProgramFile {
  #fd: number;

  /** The file that has descriptor `fd`, or one that cannot be. */
  constructor(fd: number = NO_DESCRIPTOR) {
    this.#fd = fd;
  }

  /** The descriptor number; after `close` one that no file has, so that nobody is hit who was given the old one. */
  get fd(): number {
    return this.#fd;
  }

  /** Throws OsError when it is not open. */
  close(): void {
    const fd = this.#fd;
    this.#fd = NO_DESCRIPTOR;
    posixHost.close(fd);
  }
}

/**
 * Opens a pipe or a terminal without waiting for somebody at its other end; reading and writing wait as they do by default.
 * Throws OsError, ENXIO for a pipe to be written that nobody reads.
 */
export function openFile(path: string, mode: "read" | "write"): ProgramFile {
  // A terminal that is opened by a process without one becomes its own, and then interrupts it.
  const flags = (mode === "read" ? O_RDONLY : O_WRONLY) | O_NONBLOCK | O_NOCTTY;
  const fd = withoutPath(() => openSync(path, flags));
  posixHost.setBlocking(fd, true);
  return new ProgramFile(fd);
}

/** How a file or a file wrapper is handed over: as a number, or as the object it is. */
export function fileArgument(file: object): number | object {
  return file instanceof ProgramFile ? file.fd : file;
}

/** Node's errors name the path, which belongs to one play. */
function withoutPath<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    const { code, errno = 0 } = error as NodeJS.ErrnoException;
    throw new OsError(code as ErrnoName, -errno, posixHost.describeError(-errno));
  }
}
