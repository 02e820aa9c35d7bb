// Judges PyPy, where there is one, against CPython 3.9, which its asyncore is a copy of. What differs is PyPy's own socket
// layer, and is listed here with the reason: one more divergence fails, and so does one that has gone.

import { spawnSync } from "node:child_process";
import { PYTHON_ADAPTER } from "../conformance/adapters/python.ts";
import { failed } from "../conformance/judge.ts";
import { judged, surplus } from "./judged.ts";

/** What PyPy 7.3 does otherwise, and why that is no fault of the suite or of its adapter. */
const KNOWN: Readonly<Record<string, string>> = {
  "dispatcher/a-backlog-of-zero-is-handed-on": "PyPy's socket.listen() makes 1 of a backlog of 0, as ss(8) shows",
  "select/a-descriptor-too-great-for-select": "PyPy's select.select() writes file descriptor in two words",
};

if (spawnSync("pypy3", ["--version"]).status !== 0) console.log("There is no pypy3 here: nothing was judged.");
else {
  const { cases, counts } = judged("3.9", "exact", ["pypy3", PYTHON_ADAPTER]);
  const live = cases.filter(({ verdict }) => failed(verdict)).map(({ scenario }) => scenario);
  const known = Object.keys(KNOWN);
  const wrong = [...surplus("diverges", live, known), ...surplus("diverges no longer", known, live)];
  console.log(`PyPy against 3.9: ${counts.passed} passed, ${counts.failed} failed`);
  for (const id of known) console.log(`  known: ${id}: ${KNOWN[id]}`);
  for (const line of wrong) console.log(line);
  if (wrong.length > 0) process.exitCode = 1;
}
