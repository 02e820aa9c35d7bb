// Puts VERSIONS.md together: what differs between the versions of the original, by what they were recorded to do.
// Knows recordings and the clauses' own versions; compares with the one comparer there is.

import { TARGETS, type Target } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { RecordedTrace, Recording, Scenario } from "../../spec/scenario.ts";
import { compare, moments } from "../judge/compare.ts";
import { aboutOf, fileOf, type LoadedCase } from "../load/load.ts";
import { recordedTraces } from "../oracle.ts";
import { describeAction } from "../report/program-text.ts";
import { describeMoment } from "../report/trace-text.ts";
import { shownBy } from "./clause-chapters.ts";
import { anchorOf, caseLink, code, GENERATED, idLink, sentence, table, versionsText } from "./markdown.ts";

/** A scenario or probe, the file it is read in, and what was recorded of it. A probe has no steps. */
export interface RecordedScenario {
  readonly id: string;
  readonly file: string;
  readonly scenario: Pick<Scenario, "title" | "clauses" | "targets"> & { readonly program: Pick<Program, "steps"> };
  readonly recording: Pick<Recording, "traces"> | null;
}

/** What this page needs of a case. */
export function recordedCase(loaded: LoadedCase): RecordedScenario {
  const steps = "probe" in loaded ? [] : loaded.scenario.program.steps;
  const recording = loaded.recording === null ? null : { traces: recordedTraces(loaded) };
  return { id: loaded.id, file: fileOf(loaded), scenario: { ...aboutOf(loaded), program: { steps } }, recording };
}

const SPEC = "SPEC.md";
const LETTERS = "ABCDEFG";

interface Differing {
  readonly id: string;
  readonly file: string;
  readonly scenario: RecordedScenario["scenario"];
  /** The groups of versions that did the same, that of the oldest version first. */
  readonly groups: readonly Pick<RecordedTrace, "versions" | "trace">[];
  readonly telling: readonly ClauseId[];
}

function age(version: Target | undefined): number {
  return version === undefined ? TARGETS.length : TARGETS.indexOf(version);
}

/** Whether `clause` holds for the versions on one side of a border between two groups and not for those on the other. */
function separates(clause: ClauseId, groups: Differing["groups"]): boolean {
  const { versions } = clauseOf(clause);
  const holds = groups.map((group) => group.versions.every((version) => versions?.includes(version) ?? true));
  return holds.includes(true) && holds.includes(false);
}

/** Whether the words of `clause` name a version. */
function namesVersion(clause: ClauseId): boolean {
  const { text, corrected = "" } = clauseOf(clause);
  return TARGETS.some((target) => new RegExp(`\\b${target.replace(".", "\\.")}\\b`).test(`${text} ${corrected}`));
}

/**
 * The clauses that tell why a scenario differs: those that hold for some of its groups only, else those that name a
 * version, else the one it is about.
 */
function tellingClauses(scenario: RecordedScenario["scenario"], groups: Differing["groups"]): readonly ClauseId[] {
  const separating = scenario.clauses.filter((clause) => separates(clause, groups));
  const naming = separating.length > 0 ? separating : scenario.clauses.filter(namesVersion);
  return inOrder(naming.length > 0 ? naming : scenario.clauses.slice(0, 1));
}

function inOrder(clauses: readonly ClauseId[]): readonly ClauseId[] {
  return CLAUSE_IDS.filter((id) => clauses.includes(id));
}

/** The scenarios that did not go the same way on all versions or are for some only, in the order of the clauses that tell why. */
export function differing(scenarios: readonly RecordedScenario[]): readonly Differing[] {
  const rank = ({ telling }: Differing) => CLAUSE_IDS.findIndex((id) => telling.includes(id));
  return scenarios
    .filter(
      ({ scenario, recording }) =>
        recording !== null && (recording.traces.length > 1 || scenario.targets !== undefined),
    )
    .map(({ id, file, scenario, recording }) => {
      const groups = (recording?.traces ?? []).toSorted((a, b) => age(a.versions[0]) - age(b.versions[0]));
      return { id, file, scenario, groups, telling: tellingClauses(scenario, groups) };
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

function letterOf(groups: Differing["groups"], target: Target): string {
  const index = groups.findIndex(({ versions }) => versions.includes(target));
  return index === -1 ? "" : (LETTERS[index] ?? "?");
}

function behaviourTable(list: readonly Differing[]): string {
  const rows = list.map(({ id, groups, telling }) => [
    telling.map((clause) => idLink(clause, SPEC)).join(", "),
    `[${id}](#${anchorOf(id)})`,
    ...TARGETS.map((target) => letterOf(groups, target)),
  ]);
  return table(["clause", "scenario", ...TARGETS], rows, new Set(TARGETS));
}

/** What one version and the next do first that is not the same, in words. */
function firstDifference(list: Differing, index: number): string {
  const [before, after] = [list.groups[index - 1], list.groups[index]];
  if (before === undefined || after === undefined) return "";
  const divergence = compare(before.trace, after.trace, "exact");
  if (divergence === null) return "";
  const told = [divergence.expected, divergence.observed].map((moment) =>
    moment === null ? "nothing more" : code(describeMoment(moment).trim()),
  );
  const at = [before, after].flatMap(({ trace }) => moments(trace)[divergence.at]?.step ?? []);
  const step = Math.min(...at);
  const action = list.scenario.program.steps[step];
  const where = action === undefined ? "Among what is printed" : `In step ${step + 1}, ${code(describeAction(action))}`;
  const [old, now] = [before, after].map(({ versions }) => versionsText(versions));
  return `- ${where}:\n  - ${old}: ${told[0]}\n  - ${now}: ${told[1]}`;
}

function behaviourDetails(list: Differing): string {
  const { id, file, scenario, groups } = list;
  const link = `[${file.endsWith(".py") ? "script" : "program"}](../${file})`;
  const clauses = scenario.clauses.map((clause) => idLink(clause, SPEC)).join(", ");
  return [
    `#### ${id}`,
    `${sentence(scenario.title)} (${clauses}; ${link})`,
    groups
      .map((_group, index) => firstDifference(list, index))
      .filter((line) => line !== "")
      .join("\n"),
  ].join("\n\n");
}

/** The clauses that do not hold for all versions. */
export function partialClauses(): readonly ClauseId[] {
  return CLAUSE_IDS.filter((id) => clauseOf(id).versions !== undefined);
}

function partialTable(): string {
  const rows = partialClauses().map((id) => [
    idLink(id, SPEC),
    ...TARGETS.map((target) => (clauseOf(id).versions?.includes(target) ? "●" : "")),
  ]);
  return table(["clause", ...TARGETS], rows, new Set(TARGETS));
}

function partialTexts(scenarios: readonly RecordedScenario[]): string {
  const showings = scenarios.map(({ id, file, scenario }) => ({ id, file, clauses: scenario.clauses }));
  return partialClauses()
    .map((id) => {
      const links = shownBy(id, showings).map((showing) => caseLink(showing, areaOf(id)));
      const shown = links.length > 0 ? ` Shown by ${links.join(", ")}.` : "";
      return `- ${idLink(id, SPEC)}: ${sentence(clauseOf(id).text)}${shown}`;
    })
    .join("\n");
}

/** The whole of VERSIONS.md. */
export function versionsPage(scenarios: readonly RecordedScenario[]): string {
  const list = differing(scenarios);
  return `${[
    GENERATED,
    "# What differs between the versions",
    `Of ${scenarios.filter(({ recording }) => recording !== null).length} scenarios and probes that were recorded on CPython ${versionsText(TARGETS)}, ${list.length} did not go the same way on all of them. ` +
      "As far as they show, whatever is not on this page is alike on all. The clauses are in [SPEC.md](SPEC.md).",
    "## Behaviour",
    "Versions with the same letter left the same trace, observation by observation. A version without a letter is not asked. The clause tells why: it holds on one side of the border only, or says what each side does.",
    behaviourTable(list),
    "### The first differences",
    "What the versions on either side of a border do first that is not the same. Later observations may differ as a consequence.",
    ...list.map(behaviourDetails),
    "## Clauses that hold for some versions only",
    partialTable(),
    partialTexts(scenarios),
  ].join("\n\n")}\n`;
}
