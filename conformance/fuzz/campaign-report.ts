// What a campaign leaves behind as data: a tally as the report of it, and back again.
// Knows the file it goes to; reads no clock.

import { join } from "node:path";
import { PROTOCOL_VERSION } from "../../spec/adapter.ts";
import type { CampaignGroup, CampaignReport, Origin } from "../../spec/campaign.ts";
import { digest } from "../certificate/digest.ts";
import { shapeError } from "../load/validate.ts";
import { writeText } from "../report/json.ts";
import { invariant } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import type { Group, Tally } from "./campaign.ts";
import { fromHex, inHex, type ProgramDigest } from "./program-digest.ts";

/** What is known of a campaign before anything is played. */
export type CampaignAbout = Omit<
  CampaignReport,
  | ("format" | "suite" | "protocolVersion" | "status" | "reason" | "finishedAt" | "seal")
  | ("played" | "notApplicable" | "divergences" | "groups" | "voids")
>;

/** How a campaign stands: it has ended, at that time, or why it has not. */
export type CampaignEnd = { readonly finishedAt: string } | { readonly reason: string };

/** The file the report of a campaign is in. */
export function campaignFile(folder: string): string {
  return join(folder, "fuzz.json");
}

function byOrigin(one: Origin, other: Origin): number {
  if (one.world !== other.world) return one.world < other.world ? -1 : 1;
  return one.index - other.index;
}

function groupIn({ signature, count, origin, length, disagreement }: Group): CampaignGroup {
  return { signature, count, origin, length, ...disagreement };
}

function groupOf({ signature, count, origin, length, ...disagreement }: CampaignGroup): Group {
  return { signature, count, origin, length, disagreement };
}

function playedIn({ programs, digests }: Tally): CampaignReport["played"] {
  const of = (count: number, sum: ProgramDigest) => ({ programs: count, digest: inHex(sum) });
  return {
    scripted: of(programs.scripted, digests.scripted),
    loopback: of(programs.loopback, digests.loopback),
  };
}

/** The seal a campaign's report must carry: SHA-256 of its canonical JSON without the seal itself. */
export function campaignSealOf(report: CampaignReport): string {
  return digest({ ...report, seal: null });
}

/** The report of a campaign of which `tally` came out. Groups and voids are in an order that does not tell who found them first. */
export function campaignReport(about: CampaignAbout, tally: Tally, end: CampaignEnd): CampaignReport {
  const groups = [...tally.groups.values()].map(groupIn);
  const report: CampaignReport = {
    ...about,
    format: 1,
    status: "finishedAt" in end ? "sealed" : "incomplete",
    suite: { name: "asyncore-conformance", version: SUITE_VERSION },
    protocolVersion: PROTOCOL_VERSION,
    ...("reason" in end ? { reason: end.reason, finishedAt: null } : end),
    played: playedIn(tally),
    notApplicable: tally.notApplicable,
    divergences: tally.divergences,
    groups: groups.sort((one, other) => (one.signature < other.signature ? -1 : 1)),
    voids: [...tally.voids].sort(byOrigin),
    seal: null,
  };
  return report.status === "sealed" ? { ...report, seal: campaignSealOf(report) } : report;
}

/** The tally a report was made of. */
export function tallyOf({ played, notApplicable, divergences, groups, voids }: CampaignReport): Tally {
  return {
    programs: { scripted: played.scripted.programs, loopback: played.loopback.programs },
    digests: { scripted: fromHex(played.scripted.digest), loopback: fromHex(played.loopback.digest) },
    ...{ notApplicable, divergences, voids: [...voids] },
    groups: new Map(groups.map((group) => [group.signature, groupOf(group)])),
  };
}

/** Writes the report into `folder`, which is made if need be. Throws SuiteError when that is not possible. */
export function writeCampaign(report: CampaignReport, folder: string): void {
  const wrong = shapeError("campaign", report);
  invariant(wrong === null, `the report of a campaign has the shape of its schema (${wrong})`);
  writeText(campaignFile(folder), `${JSON.stringify(report, null, 1)}\n`);
}
