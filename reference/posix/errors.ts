// How a failed call becomes an error with a name.
// Knows errno and its names; knows nothing of what was called.

import { type ErrnoName, errnoName, errnoNumbers } from "../../spec/errno.ts";
import { OsError } from "../../spec/host.ts";
import { PLATFORM } from "./constants.ts";
import { errno, libc } from "./libc.ts";

/** The errno numbers of this system, by name. */
export const ERRNO: Readonly<Record<ErrnoName, number>> = errnoNumbers(PLATFORM);

/** A number given where a whole number of another range is needed. Named as the original's language names it. */
export class OverflowError extends Error {
  override readonly name = "OverflowError";
}

/**
 * A host name that could not be turned into an address. `code` is getaddrinfo(3)'s name for the reason and `errno` its
 * number for it, which is no errno.
 */
export class NameResolutionError extends Error {
  override readonly name = "gaierror";
  readonly code: string;
  readonly errno: number;

  constructor(code: string, errno: number, text: string) {
    super(text);
    this.code = code;
    this.errno = errno;
  }
}

/** The system's text for errno `code`. */
export function describeError(code: number): string {
  return libc.strerror(code);
}

/** The name of errno `code` on this system, or null when it has none. */
export function nameError(code: number): ErrnoName | null {
  return errnoName(code, PLATFORM);
}

/** The error for errno `code`, with the system's own text. */
export function osError(code: number): OsError {
  return new OsError(nameError(code), code, describeError(code));
}

/** Gives `result` back unless it is the -1 of a failed call: then it throws what errno says. */
export function succeeded(result: number): number {
  if (result === -1) throw osError(errno());
  return result;
}

/** After a failed call: throws what errno says, unless it was a signal. Then the call is to be made again. */
export function failUnlessInterrupted(): void {
  const code = errno();
  if (code !== ERRNO.EINTR) throw osError(code);
}

/** Makes a call that a signal may interrupt, again and again until it was not. Throws as `succeeded` does. */
export function uninterrupted(call: () => number): number {
  for (;;) {
    const result = call();
    if (result !== -1) return result;
    failUnlessInterrupted();
  }
}
