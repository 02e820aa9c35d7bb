// Judges PyPy, where there is one, against CPython 3.9, which its asyncore is a copy of. What differs is PyPy's own socket
// layer, and is listed here with the reason: one more scenario that diverges fails, and so does one that no longer does.

import { spawnSync } from "node:child_process";
import { PYTHON_ADAPTER } from "../conformance/adapters/python.ts";
import { failed } from "../conformance/judge/judge.ts";
import { isScenario, judged, surplus } from "./judged.ts";

/** What PyPy 7.3 does otherwise, and why that is no fault of the suite or of its adapter. */
const KNOWN: Readonly<Record<string, string>> = {
  "dispatcher/a-backlog-of-zero-is-handed-on": "PyPy's socket.listen() makes 1 of a backlog of 0, as ss(8) shows",
  "select/a-descriptor-too-great-for-select": "PyPy's select.select() writes file descriptor in two words",
};

/** What random programs meet beside that; which of them do changes whenever they are recorded, and is only counted. */
const IN_RANDOM_PROGRAMS =
  "PyPy's recv(0) asks the system, which may fail, where CPython's answers without it; an address that is no pair is a ValueError";

if (spawnSync("pypy3", ["--version"]).status !== 0) console.log("There is no pypy3 here: nothing was judged.");
else {
  const { cases, counts } = judged("3.9", "exact", ["pypy3", PYTHON_ADAPTER]);
  const live = cases.filter(({ verdict }) => failed(verdict)).map(({ scenario }) => scenario);
  const known = Object.keys(KNOWN);
  const random = live.filter((id) => !isScenario(id));
  const wrong = [...surplus("diverges", live.filter(isScenario), known), ...surplus("diverges no longer", known, live)];
  console.log(`PyPy against 3.9: ${counts.passed} passed, ${counts.failed} failed`);
  for (const id of known) console.log(`  known: ${id}: ${KNOWN[id]}`);
  if (random.length > 0) console.log(`  known: ${random.length} random programs: ${IN_RANDOM_PROGRAMS}`);
  for (const line of wrong) console.log(line);
  if (wrong.length > 0) process.exitCode = 1;
}
