// The exceptions asyncore raises, lets through or understands, whatever library threw them.
// Knows names and errnos; knows nothing of channels.

import { ERRNO_NAMES, type ErrnoName } from "../../spec/errno.ts";
import { OsError } from "../../spec/host.ts";

/**
 * Thrown by a handler to leave the loop.
 * Clauses: ERROR-01, ERROR-14. Source: CPython 3.11 Lib/asyncore.py, ExitNow.
 */
export class ExitNow extends Error {
  override name = "ExitNow";
}

/** The user asked to stop. Leaves the loop like ExitNow. Clauses: ERROR-01. */
export class KeyboardInterrupt extends Error {
  override name = "KeyboardInterrupt";
}

/** The program asks to end. Leaves the loop like ExitNow. Clauses: ERROR-01. */
export class SystemExit extends Error {
  override name = "SystemExit";
}

/** A channel was asked for something it does not have, most often a socket. Clauses: DISPATCHER-17, DISPATCHER-18. */
export class AttributeError extends Error {
  override readonly name = "AttributeError";
}

/** An errno that has no name. Clauses: CONNECT-05. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}

/** The first entry of a queue that has none. Clauses: CHAT-28. */
export class IndexError extends Error {
  override readonly name = "IndexError";
}

/** A subclass, or somebody else altogether, has to bring what is asked for. Clauses: CHAT-03, FILE-04. */
export class NotImplementedError extends Error {
  override readonly name = "NotImplementedError";
}

/** Something that must hold does not. Clauses: ERROR-09. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/**
 * The errnos that mean that the connection is gone.
 * Clauses: ERROR-12. Source: CPython 3.11 Lib/asyncore.py, _DISCONNECTED.
 */
export const DISCONNECTED: readonly ErrnoName[] = [
  "ECONNRESET",
  "ENOTCONN",
  "ESHUTDOWN",
  "ECONNABORTED",
  "EPIPE",
  "EBADF",
];

/**
 * Whether `error` leaves the loop instead of going to a channel. The interrupts are known by their names, because
 * JavaScript has none of its own and every library brings others.
 * Clauses: ERROR-01, ERROR-02.
 */
export function isPassThrough(error: unknown): boolean {
  if (error instanceof ExitNow || error instanceof KeyboardInterrupt || error instanceof SystemExit) return true;
  return error instanceof Error && (error.name === "KeyboardInterrupt" || error.name === "SystemExit");
}

/** The errno an error carries as its `code`, by Node's convention; null when it is no error of the system. */
export function errnoOf(error: unknown): ErrnoName | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return ERRNO_NAMES.find((name) => name === error.code) ?? null;
}

/**
 * Whether `error` is one of the system, with or without a name. That a host's name could not be resolved is one, too, although
 * it has no errno: to the original its class is a kind of OSError.
 * Clauses: CHAT-16, CHAT-33.
 */
export function isOsError(error: unknown): boolean {
  return error instanceof OsError || errnoOf(error) !== null || isNameError(error);
}

/** Libraries say so with the codes of getaddrinfo, and Node with one of its own. */
function isNameError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(EAI_[A-Z]+|ENOTFOUND)$/.test(String(error.code));
}

/** Whether `error` is one of the system whose errno is among `errnos`; one without an errno is not. Clauses: ERROR-13, POLL-16. */
export function hasErrno(error: unknown, errnos: readonly ErrnoName[]): boolean {
  const errno = errnoOf(error);
  return errno !== null && errnos.includes(errno);
}
