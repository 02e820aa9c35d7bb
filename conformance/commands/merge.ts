// The command that joins what shards left behind: finds the parts, has them joined, keeps and says the whole.
// Knows folders and exit codes; what makes a whole is in merge/.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CampaignReport } from "../../spec/campaign.ts";
import { campaignFile, tallyOf, writeCampaign } from "../fuzz/campaign-report.ts";
import { writeFinding } from "../fuzz/finding.ts";
import { describeTally } from "../fuzz/text.ts";
import { type CampaignPart, campaignPart, mergeCampaigns } from "../merge/campaigns.ts";
import { wholeOf } from "../merge/parts.ts";
import { readJson, shaped } from "../read-shaped.ts";
import { SuiteError } from "../suite-error.ts";
import { campaignExitCode, findingContext } from "./campaign-outcome.ts";
import type { Surroundings } from "./surroundings.ts";

function subfolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inside.map(({ name }) => join(folder, name)).sort();
}

/** The folders of parts that `folder` is, or holds. Throws SuiteError when there is none. */
function partsIn(folder: string): readonly string[] {
  const isPart = (candidate: string) => existsSync(campaignFile(candidate));
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

/** Joins the parts in `folders` into a whole in `out`. Gives the exit code the whole would have ended with. */
export async function mergeCommand(
  folders: readonly string[],
  { out }: { readonly out: string },
  surroundings: Surroundings,
): Promise<number> {
  const parts = folders.flatMap(partsIn);
  return keepCampaign(mergeCampaigns(wholeOf(parts.map(readCampaign))), out, surroundings);
}
