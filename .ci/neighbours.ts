// Judges every CPython of this machine against the targets next to its own: it must fail exactly the rows of VERSIONS.md.
// The command judges; here the failures of its report are only held against the page and against the recordings.

import { readFileSync } from "node:fs";
import { findInterpreters, PYTHON_ADAPTER } from "../conformance/adapters/python.ts";
import { isGraded } from "../conformance/certificate/certify.ts";
import { loadCorpus } from "../conformance/corpus/load.ts";
import { failed } from "../conformance/judge/judge.ts";
import { loadCases } from "../conformance/load/load.ts";
import { packagePath } from "../conformance/package-path.ts";
import { expectedFailures, NEIGHBOURS, rowsBetween, versionsRows } from "../conformance/specification/neighbours.ts";
import { judged, surplus } from "./judged.ts";

const cases = [...loadCases(), ...loadCorpus()];
const rows = versionsRows(readFileSync(packagePath("spec/VERSIONS.md"), "utf8"));

for (const pair of NEIGHBOURS) {
  const python = findInterpreters(process.env).get(pair.judged);
  if (python === undefined) continue;
  const report = judged(pair.target, "exact", [python, PYTHON_ADAPTER]);
  const live = report.cases.filter(({ verdict }) => failed(verdict)).map(({ scenario }) => scenario);
  const graded = cases.filter((loaded) => isGraded(loaded, pair.target, "exact")).map(({ id }) => id);
  const said = rowsBetween(rows, pair).filter((id) => graded.includes(id));
  const named = live.filter((id) => !id.startsWith("corpus/")); // A random program has no row: it shows what others have.
  const recorded = expectedFailures(cases, pair);
  const wrong = [
    ...surplus("fails, and has no row in VERSIONS.md", named, said),
    ...surplus("has a row in VERSIONS.md, and passes", said, named),
    ...surplus("fails, and was recorded alike", live, recorded),
    ...surplus("was recorded differently, and passes", recorded, live),
  ];
  console.log(`CPython ${pair.judged} against ${pair.target}: ${live.length} failures, ${wrong.length} unexpected`);
  for (const line of wrong) console.log(line);
  if (wrong.length > 0) process.exitCode = 1;
}
