// Writes spec/SPEC.md, spec/VERSIONS.md, the tables of ADAPTERS.md and the seals of the fixtures, once it has looked through all
// of them; with --check it only says which are out of date.
// A tool of this repository: nothing of the published suite imports it.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadCases } from "./load/load.ts";
import { jsonFilesIn } from "./load/read-shaped.ts";
import { SEALS, sealsOf, trustsNobody } from "./load/sealed.ts";
import { packagePath } from "./package-path.ts";
import { actionTables, type Definitions, eventTables, withSection } from "./specification/action-tables.ts";
import { placesOf } from "./specification/reference-places.ts";
import { referenceSources } from "./specification/reference-sources.ts";
import { PROSE, type Prose, specification } from "./specification/specification.ts";
import { recordedCase, versionsPage } from "./specification/versions.ts";

const cases = loadCases("read", trustsNobody).map(recordedCase);
const showings = cases.map(({ id, file, scenario }) => ({ id, file, clauses: scenario.clauses }));
const prose = Object.fromEntries(
  PROSE.map((name) => [name, readFileSync(packagePath(`conformance/specification/prose/${name}.md`), "utf8")]),
) as Prose;

const ADAPTERS = "conformance/ADAPTERS.md";
const schema = readFileSync(packagePath("spec/schema/program.schema.json"), "utf8");
const { definitions } = JSON.parse(schema) as { definitions: Definitions };
const withActions = withSection(readFileSync(packagePath(ADAPTERS), "utf8"), "all actions", actionTables(definitions));

const pages = {
  [ADAPTERS]: withSection(withActions, "all events", eventTables(definitions)),
  "spec/SPEC.md": specification(prose, { showings, places: placesOf(referenceSources()) }),
  "spec/VERSIONS.md": versionsPage(cases),
  [SEALS]: sealsOf(
    ["scenarios", "probes", "regressions"].flatMap((folder) => jsonFilesIn(packagePath("fixtures"), folder)),
  ),
};

const checkOnly = process.argv.includes("--check");
const stale = Object.entries(pages).filter(([file, text]) => {
  const path = packagePath(file);
  return !existsSync(path) || readFileSync(path, "utf8") !== text;
});
if (!checkOnly) for (const [file, text] of stale) writeFileSync(packagePath(file), text);
else if (stale.length > 0) {
  console.error(`Out of date: ${stale.map(([file]) => file).join(", ")}. Run: npm run spec`);
  process.exitCode = 1;
}
