// What the default handle_error prints: one line with the channel, the error and its way.
// Knows how the original names exceptions; knows nothing of where lines go.

import type { ErrnoName } from "../../spec/errno.ts";
import { OsError } from "../../spec/host.ts";
import { errnoOf } from "./errors.ts";
import { idOf } from "./object-id.ts";
import { compactTraceback } from "./traceback.ts";

/**
 * Errors of the system have a class of their own for some errnos. Source: the library reference of 3.11, OS exceptions.
 */
const CLASS_BY_ERRNO: Partial<Record<ErrnoName, string>> = {
  EAGAIN: "BlockingIOError",
  EALREADY: "BlockingIOError",
  EINPROGRESS: "BlockingIOError",
  EPIPE: "BrokenPipeError",
  ESHUTDOWN: "BrokenPipeError",
  ECONNABORTED: "ConnectionAbortedError",
  ECONNREFUSED: "ConnectionRefusedError",
  ECONNRESET: "ConnectionResetError",
  EEXIST: "FileExistsError",
  ENOENT: "FileNotFoundError",
  EINTR: "InterruptedError",
  EISDIR: "IsADirectoryError",
  ENOTDIR: "NotADirectoryError",
  EACCES: "PermissionError",
  EPERM: "PermissionError",
  ETIMEDOUT: "TimeoutError",
};

/** JavaScript's own errors that the original's language calls otherwise. */
const CLASS_BY_NAME: Readonly<Record<string, string>> = { Error: "Exception", RangeError: "ValueError" };

/**
 * The line for `error`, the one being handled when it is undefined: "uncaptured python exception, closing channel
 * CHANNEL (TYPE:VALUE TRACE)". Throws AssertionError when there is no error.
 * Clauses: ERROR-03, ERROR-04. Source: CPython 3.11 Lib/asyncore.py, dispatcher.handle_error().
 */
export function errorLine(channel: object, error: unknown): string {
  const { error: thrown, text } = compactTraceback(error);
  const what = `<class '${classOf(thrown)}'>:${messageOf(thrown)}`;
  return `uncaptured python exception, closing channel ${describe(channel)} (${what} ${text})`;
}

function describe(channel: object): string {
  try {
    return String(channel);
  } catch {
    return `<__repr__(self) failed for object at ${idOf(channel)}>`;
  }
}

function classOf(error: unknown): string {
  const errno = errnoOf(error);
  if (errno !== null || error instanceof OsError) return (errno !== null && CLASS_BY_ERRNO[errno]) || "OSError";
  if (!(error instanceof Error)) return "Exception";
  return CLASS_BY_NAME[error.name] ?? error.name;
}

/** The message, after the number of an error of the system if it has one. Node's own errors carry a negative one. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const number = "errno" in error ? Number(error.errno) : 0;
  if (number === 0) return error.message;
  return `[Errno ${errnoOf(error) === null ? number : Math.abs(number)}] ${error.message}`;
}
