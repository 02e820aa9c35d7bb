// The command that joins what shards left behind: finds the parts, has them joined, keeps and says the whole.
// Knows folders and exit codes; what makes a whole is in merge/.

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CampaignReport } from "../../spec/campaign.ts";
import type { TranscriptPlay } from "../../spec/transcript.ts";
import type { RunPlan } from "../certificate/certify.ts";
import { readReport } from "../certificate/read-report.ts";
import { TRANSCRIPT, Transcript } from "../certificate/transcript.ts";
import { readTranscript } from "../certificate/transcript-read.ts";
import { campaignFile, tallyOf, writeCampaign } from "../fuzz/campaign-report.ts";
import { writeFinding } from "../fuzz/finding.ts";
import { describeTally } from "../fuzz/text.ts";
import { readJson, shaped } from "../load/read-shaped.ts";
import { type CampaignPart, campaignPart, mergeCampaigns } from "../merge/campaigns.ts";
import { mismatched, wholeOf } from "../merge/parts.ts";
import { mergeReports, type ReportPart, reportPart } from "../merge/reports.ts";
import { makeFolder, reportFile, writeReport } from "../report/json.ts";
import { describeOutcome, describeSubject } from "../report/text.ts";
import { invariant, SuiteError } from "../suite-error.ts";
import { campaignExitCode, findingContext } from "./campaign-outcome.ts";
import { exitCodeOf, planLike } from "./certify.ts";
import { failuresOf } from "./explain-failures.ts";
import { writePrograms } from "./properties.ts";
import type { Surroundings } from "./surroundings.ts";

function subfolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inside.map(({ name }) => join(folder, name)).sort();
}

/** What a folder holds a part of; null when it holds none. */
function kindOf(folder: string): "run" | "campaign" | null {
  if (existsSync(reportFile(folder))) return "run";
  return existsSync(campaignFile(folder)) ? "campaign" : null;
}

/** The folders of parts that `folder` is, or holds. Throws SuiteError when there is none. */
function partsIn(folder: string): readonly string[] {
  const isPart = (candidate: string) => kindOf(candidate) !== null;
  const found = isPart(folder) ? [folder] : subfolders(folder).filter(isPart);
  if (found.length > 0) return found;
  throw new SuiteError(
    "usage",
    `There is no report in ${folder}, nor in a folder in it.`,
    "Name the folders that shards were given as --out, or the one that holds them.",
  );
}

function readCampaign(folder: string): CampaignPart {
  const file = campaignFile(folder);
  return campaignPart(folder, shaped<CampaignReport>(readJson(file, "bad-program"), file, "campaign", "bad-program"));
}

/** Keeps the whole of a campaign as `fuzz` would have kept it. Gives the exit code. */
function keepCampaign(whole: CampaignReport, out: string, { say, paint }: Surroundings): number {
  const tally = tallyOf(whole);
  const context = findingContext(whole);
  const groups = [...tally.groups.values()];
  const folders = new Map(
    groups.map((group, at) => [group.signature, writeFinding(out, at + 1, group, context)] as const),
  );
  writeCampaign(whole, out);
  const tookMs = Date.parse(whole.finishedAt ?? whole.startedAt) - Date.parse(whole.startedAt);
  for (const line of describeTally(tally, { folders, tookMs, interrupted: false, paint })) say(line);
  return campaignExitCode(tally);
}

/** The plays of all parts, in the order in which one machine would have written them down. */
async function playsOf(parts: readonly ReportPart[], plan: RunPlan): Promise<readonly TranscriptPlay[]> {
  const plays = new Map<string, readonly TranscriptPlay[]>();
  for (const { where, report } of parts) {
    if (report.transcript === null)
      throw mismatched(`The part in ${where} has no transcript.`, "Play it again: nobody could judge the whole again.");
    for (const [of, some] of await readTranscript(join(where, TRANSCRIPT), report.transcript)) plays.set(of, some);
  }
  const scenarios = plan.scenarios.flatMap(({ id }) => (plays.has(id) ? [id] : []));
  return [...new Set([...scenarios, ...plays.keys()])].flatMap((of) => plays.get(of) ?? []);
}

/** Keeps the whole of a run as `certify` would have kept it. Gives the exit code. */
async function keepRun(parts: readonly ReportPart[], out: string, surroundings: Surroundings): Promise<number> {
  const [first] = parts;
  invariant(first !== undefined, "a whole has parts");
  const plan = planLike(first.report, surroundings);
  const plays = await playsOf(parts, plan);
  const bare = mergeReports(parts, plan, null); // What does not belong together is refused before anything is written.
  makeFolder(resolve(out));
  const transcript = new Transcript(out);
  try {
    const report = mergeReports(parts, plan, await transcript.copy(plays));
    writeReport(report, out);
    writePrograms(report, out);
    const failures = failuresOf(report, plan.scenarios);
    const { say, paint } = surroundings;
    for (const line of [...describeSubject(bare, paint), ...describeOutcome(report, failures, reportFile(out), paint)])
      say(line);
    return exitCodeOf(report);
  } finally {
    transcript.discard();
  }
}

/** Joins the parts in `folders` into a whole in `out`. Gives the exit code the whole would have ended with. */
export async function mergeCommand(
  folders: readonly string[],
  { out }: { readonly out: string },
  surroundings: Surroundings,
): Promise<number> {
  const parts = folders.flatMap(partsIn);
  const runs = parts.filter((folder) => kindOf(folder) === "run");
  const [run] = runs;
  const campaign = parts.find((folder) => kindOf(folder) === "campaign");
  if (run === undefined) return keepCampaign(mergeCampaigns(wholeOf(parts.map(readCampaign))), out, surroundings);
  if (campaign === undefined)
    return keepRun(wholeOf(runs.map((at) => reportPart(at, readReport(at, surroundings.clock())))), out, surroundings);
  throw mismatched(`${run} is of certify, and ${campaign} is of fuzz.`, "Join each for itself.");
}
