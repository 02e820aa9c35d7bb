// Judges Debian's asyncore under gevent's monkey patching against CPython 3.11, whose asyncore it is, unchanged. What differs
// is what gevent puts in the place of select, poll and sockets: listed here with the reason, and held in both directions.

import { spawnSync } from "node:child_process";
import { PYTHON_ADAPTER } from "../conformance/adapters/python.ts";
import { failed } from "../conformance/judge/judge.ts";
import { isScenario, judged, surplus } from "./judged.ts";

const PYTHON = "/usr/bin/python3";

/** The shim: patches, then runs the adapter as if it had been started itself. */
const SHIM =
  "from gevent import monkey; monkey.patch_all(); import runpy, sys; runpy.run_path(sys.argv.pop(1), None, '__main__')";

/** What gevent does otherwise, by the reason, and why that is no fault of the suite or of the adapter. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  "every socket of gevent's is non-blocking underneath, also one that a program left blocking": [
    "accept/accepted-socket",
    "accept/accepted-socket-outlives-handle-accepted",
    "accept/accepted-socket-stays-the-programs",
    "dispatcher/construct-with-connected-socket",
    "dispatcher/set-socket-in-another-map",
  ],
  "gevent's poll answers POLLIN and POLLOUT only: hang-ups, errors and urgent data look like data, or like nothing": [
    "close/reset-closes-twice-over-poll",
    "connect/never-connected-over-poll",
    "connect/refused-and-ignored-over-poll",
    "error/exceptions-that-leave-the-loop-over-poll",
    "error/handle-close-that-raises-over-poll",
    "error/handlers-of-the-unconnected-that-raise",
    "file/end-of-a-pipe-over-poll",
    "file/reader-disappears-over-poll",
    "oob/hang-up-is-no-urgency",
    "oob/ordinary-data-after-urgent-data",
    "oob/urgent-data-after-ordinary-data",
    "oob/urgent-data-over-poll",
    "oob/urgent-data-repeats-until-consumed",
    "oob/write-interest-over-poll",
    "poll/an-error-without-a-hang-up",
    "poll/every-flag-has-its-event",
    "poll/hang-up-without-data",
    "poll/reset-closes-twice",
    "poll/serves-channel-by-channel",
    "poll/the-closing-step-is-guarded-too",
    "poll/urgent-data-after-a-close",
    "poll/urgent-data-before-a-reset",
    "poll/urgent-data-needs-readable",
    "read/data-then-reset-over-poll",
    "read/unreadable-channel-hears-the-reset-over-poll",
    "select/serves-a-channel-that-is-false-over-poll",
    "select/serves-foreign-objects-over-poll",
  ],
  "gevent's poll answers out of a set, and not in the order of registration": [
    "loop/loop-inside-a-handler-over-poll",
    "poll/closed-by-another-handler",
    "poll/goes-on-after-a-closed-channel",
  ],
  "libev, below gevent, aborts the process when it is asked about a closed descriptor": [
    "poll/a-dead-descriptor-ends-the-wait",
    "poll/closed-behind-its-back",
    "poll/closed-by-a-predicate",
  ],
};

const { status, stderr } = spawnSync(PYTHON, ["-W", "ignore", "-c", "import asyncore, gevent"], { encoding: "utf8" });
if (status !== 0) {
  console.log(`${PYTHON} has no gevent, or no asyncore: apt-get install python3-gevent. ${stderr}`);
  process.exitCode = 1;
} else {
  const { cases, counts, verdict } = judged("3.11", "exact", [PYTHON, "-c", SHIM, PYTHON_ADAPTER]);
  const live = cases.filter((result) => failed(result.verdict)).map(({ scenario }) => scenario);
  const known = Object.values(KNOWN).flat();
  // Random programs meet the same four differences over and over; which of them do is no further news.
  const wrong = [...surplus("diverges", live.filter(isScenario), known), ...surplus("diverges no longer", known, live)];
  console.log(`gevent against 3.11: ${verdict}, ${counts.passed} passed, ${counts.failed} failed`);
  for (const [reason, ids] of Object.entries(KNOWN)) console.log(`  known: ${ids.length} scenarios: ${reason}`);
  for (const line of wrong) console.log(line);
  if (wrong.length > 0 || verdict !== "not-conformant") process.exitCode = 1;
}
