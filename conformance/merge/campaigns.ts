// Joins the parts of a campaign of random programs into the campaign they are parts of. Data in, data out.

import type { CampaignReport } from "../../spec/campaign.ts";
import { canonicalJson } from "../certificate/digest.ts";
import { emptyTally, type Group, type Tally } from "../fuzz/campaign.ts";
import { type CampaignAbout, campaignReport, campaignSealOf, tallyOf } from "../fuzz/campaign-report.ts";
import { added } from "../fuzz/program-digest.ts";
import { invariant } from "../suite-error.ts";
import { type Part, together } from "./parts.ts";

/** A part of a campaign. */
export interface CampaignPart extends Part {
  readonly report: CampaignReport;
}

/** The report that was found in `where`, as a part. */
export function campaignPart(where: string, report: CampaignReport): CampaignPart {
  const { status, reason, shard, seal } = report;
  const { suite, target, profile, oracle, implementation, adapter, worlds, seed, runs, budgetMs } = report;
  return {
    where,
    report,
    shard,
    unfinished: status === "sealed" ? null : (reason ?? "it was not finished"),
    isAsSealed: seal === campaignSealOf(report),
    about: {
      "the suite's version": suite.version,
      "the target": target,
      "the profile": profile,
      "the implementation": canonicalJson(implementation),
      "the adapter": canonicalJson(adapter),
      "the oracle": canonicalJson([oracle.kind, oracle.target, oracle.digest]),
      "the seed": String(seed),
      "what is played": worlds.join(" and "),
      "the number of programs": String(runs ?? "without end"),
      "the budget": budgetMs === null ? "none" : `${budgetMs} ms`,
    },
  };
}

/** Of two groups that look alike the one whose program was shorter, or found first. */
function joinedGroup(one: Group | undefined, other: Group): Group {
  if (one === undefined) return other;
  const isOne = one.length < other.length || (one.length === other.length && one.origin.index < other.origin.index);
  return { ...(isOne ? one : other), count: one.count + other.count };
}

function joined(one: Tally, other: Tally): Tally {
  const groups = new Map(one.groups);
  for (const [signature, group] of other.groups) groups.set(signature, joinedGroup(groups.get(signature), group));
  const programs = (world: "scripted" | "loopback") => one.programs[world] + other.programs[world];
  const digest = (world: "scripted" | "loopback") => added(one.digests[world], other.digests[world]);
  return {
    programs: { scripted: programs("scripted"), loopback: programs("loopback") },
    digests: { scripted: digest("scripted"), loopback: digest("loopback") },
    divergences: one.divergences + other.divergences,
    notApplicable: one.notApplicable + other.notApplicable,
    voids: [...one.voids, ...other.voids],
    groups,
  };
}

/** The campaign that `parts` are all the parts of, sealed. */
export function mergeCampaigns(parts: readonly CampaignPart[]): CampaignReport {
  const reports = parts.map(({ report }) => report);
  const [first] = reports;
  invariant(first !== undefined, "a whole has parts");
  const tally = reports.map(tallyOf).reduce(joined, emptyTally());
  const about: CampaignAbout = {
    ...first,
    shard: null,
    oracle: {
      ...first.oracle,
      interpreters: [...new Set(reports.flatMap(({ oracle }) => oracle.interpreters))].sort(),
    },
    environment: {
      node: together(reports.map(({ environment }) => environment.node)),
      platform: together(reports.map(({ environment }) => environment.platform)),
      kernel: together(reports.map(({ environment }) => environment.kernel)),
    },
    startedAt: reports.map(({ startedAt }) => startedAt).sort()[0] as string,
  };
  const finishedAt = reports
    .flatMap((report) => report.finishedAt ?? [])
    .sort()
    .at(-1) as string;
  return campaignReport(about, tally, { finishedAt });
}
