// Judges the reference against every target in both profiles, but for what `npm run certify` does: 3.11, exact. It is made after
// 3.11: it must fail exactly where 3.11 does something else than the target, as recorded. Those scenarios are named.

import { loadCorpus } from "../conformance/corpus/load.ts";
import { failed } from "../conformance/judge/judge.ts";
import { loadScenarios } from "../conformance/load/load.ts";
import { describeVerdict } from "../conformance/report/failure.ts";
import { expectedFailures } from "../conformance/specification/neighbours.ts";
import { type Profile, TARGETS } from "../spec/clause.ts";
import { judged, surplus } from "./judged.ts";

const scenarios = [...loadScenarios(), ...loadCorpus()];

for (const profile of ["documented", "exact"] as const satisfies readonly Profile[])
  for (const target of TARGETS) {
    if (profile === "exact" && target === "3.11") continue;
    const { cases, verdict: outcome } = judged(target, profile);
    const asked = cases.filter((result) => result.verdict.outcome !== "not-applicable").map(({ scenario }) => scenario);
    const live = cases.filter((result) => failed(result.verdict)).map(({ scenario }) => scenario);
    const expected = expectedFailures(scenarios, { judged: "3.11", target }, profile).filter((id) =>
      asked.includes(id),
    );
    const wrong = [...surplus("a mistake", live, expected), ...surplus("not what 3.11 does", expected, live)];
    console.log(`target ${target}, ${profile}: ${outcome}`);
    const random = live.filter((id) => id.startsWith("corpus/"));
    for (const id of live) if (!random.includes(id)) console.log(`  3.11 differs: ${id}`);
    if (random.length > 0) console.log(`  3.11 differs: ${random.length} programs of the corpus`);
    for (const line of wrong) console.log(line);
    for (const { scenario, verdict } of cases)
      if (failed(verdict) && !expected.includes(scenario)) console.log(`  ${scenario}: ${describeVerdict(verdict)}`);
    if (wrong.length > 0 || (live.length === 0 && outcome !== "conformant")) process.exitCode = 1;
  }
