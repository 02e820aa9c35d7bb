// Declares tests once for each CPython of this machine, and says aloud which of them it has not.
// Knows where interpreters are looked for; knows nothing of what is tested on them.

import { describe, it } from "vitest";
import { interpretersToTest } from "../selftest/python/conversation.ts";

/**
 * Declares what `declare` does as tests of `subject`, once for each interpreter found. Where there is none, one skipped test
 * and a warning say so: a file without a test would be red, and one that says nothing would look as if it had run.
 */
export function onEachPython(subject: string, declare: (python: string, target: string) => void): void {
  const interpreters = interpretersToTest();
  if (interpreters.length === 0) {
    const reason = "did NOT run: no CPython 2.7 or 3.6 … 3.11 was found on PATH or under a version manager";
    console.warn(`\n${subject} on CPython ${reason}.\n`);
    describe(`${subject} on CPython`, () => it.skip(reason, () => {}));
    return;
  }
  describe.each(interpreters)(`${subject} on CPython %s`, (target, python) => declare(python, target));
}
