// Tests find one folder for whatever is temporary, and it is gone when the last of them has ended, however their processes do.
// Knows nothing of what they put there.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Called by vitest before all tests, in the process that starts those of the tests; what it gives is called after them. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }); // A browser may still write as it ends.
}
