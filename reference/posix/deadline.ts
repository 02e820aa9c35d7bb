// How long a wait may still last. A wait that a signal cut short goes on for the time that is left.
// Knows the clock; knows nothing of what is waited for.

/** A moment on the clock of `performance.now()`, in milliseconds; null when the wait has no limit. */
export type Deadline = number | null;

/** The moment `timeoutMs` from now. */
export function deadlineAfter(timeoutMs: number | null): Deadline {
  return timeoutMs === null ? null : performance.now() + timeoutMs;
}

/** The milliseconds until `deadline`, not rounded and never negative; null without limit. */
export function remainingMs(deadline: Deadline): number | null {
  return deadline === null ? null : Math.max(0, deadline - performance.now());
}
