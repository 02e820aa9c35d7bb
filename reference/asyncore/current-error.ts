// The error that is being dealt with, for whoever is called because of it and was not handed it.
// Stands in for the interpreter's own memory of the current exception; knows nothing of what is done about it.

const beingHandled: unknown[] = [];

/**
 * Calls `action` because of `error`, which is the current one until `action` ends.
 * Clauses: ERROR-05.
 */
export function handling<Result>(error: unknown, action: () => Result): Result {
  beingHandled.push(error);
  try {
    return action();
  } finally {
    beingHandled.pop();
  }
}

/** The error that is being handled, the innermost if there are several; undefined when there is none. */
export function currentError(): unknown {
  return beingHandled.at(-1);
}
