// Says how a campaign goes and what came of it. Knows words; reads no clock and writes nothing.

import type { Paint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { printable } from "../report/printable.ts";
import type { Tally } from "./campaign.ts";
import { perSecond } from "./pace.ts";

const SHOWN_VOIDS = 5;

/** What saying it needs to know besides the tally. */
export interface TallyContext {
  /** The folder of each group, by signature. */
  readonly folders: ReadonlyMap<string, string>;
  /** How long the playing took, milliseconds. */
  readonly tookMs: number;
  /** How many programs of each world were played in a second, in words. */
  readonly pace?: string;
  readonly interrupted: boolean;
  readonly paint: Paint;
}

function played({ programs }: Tally): number {
  return programs.scripted + programs.loopback;
}

function rate(tally: Tally, tookMs: number): string {
  return `${perSecond(played(tally), tookMs)} a second`;
}

/** Where a campaign is, in one line. */
export function progressOf(tally: Tally, tookMs: number): string {
  const { divergences, groups, voids } = tally;
  const parted = `${plural(divergences, "divergence")} in ${plural(groups.size, "group")}`;
  return `${plural(played(tally), "program")}, ${rate(tally, tookMs)}; ${parted}; ${voids.length} void`;
}

function worldsLine({ programs }: Tally): string {
  const worlds = (["scripted", "loopback"] as const).filter((world) => programs[world] > 0);
  return worlds.map((world) => `${programs[world]} ${world}`).join(", ") || "none";
}

function groupLines({ groups }: Tally, { folders, paint }: TallyContext): readonly string[] {
  const lines = [...groups.values()].map(({ signature, count, origin }) =>
    printable(
      `  ${signature} (${plural(count, "program")}; for example ${origin.index} of seed ${origin.seed}): ${folders.get(signature)}`,
    ),
  );
  return lines.length === 0 ? [] : [paint.strong("Where they part"), ...lines];
}

function voidLines({ voids }: Tally, paint: Paint): readonly string[] {
  if (voids.length === 0) return [];
  const shown = voids.slice(0, SHOWN_VOIDS);
  const more = voids.length > shown.length ? [`  … and ${voids.length - shown.length} more`] : [];
  const lines = shown.map(({ world, index, seed, reason }) =>
    printable(`  ${world} program ${index} of seed ${seed}: ${reason}`),
  );
  return [paint.strong("Void"), ...lines, ...more];
}

/** What came of a campaign, as lines. */
export function describeTally(tally: Tally, context: TallyContext): readonly string[] {
  const { paint, tookMs, pace = "", interrupted } = context;
  const { divergences, groups, voids, notApplicable } = tally;
  const mark =
    groups.size > 0 ? paint.bad("✘") : played(tally) === 0 || interrupted ? paint.warn("○") : paint.good("✔");
  const omitted = notApplicable === 0 ? "" : `; ${notApplicable} not applicable`;
  return [
    ...groupLines(tally, context),
    ...voidLines(tally, paint),
    `${mark} ${plural(played(tally), "program")} (${worldsLine(tally)}), ${voids.length} void${omitted}: ` +
      `${plural(divergences, "divergence")} in ${plural(groups.size, "group")}. ` +
      `${(tookMs / 1000).toFixed(1)} s, ${rate(tally, tookMs)}${pace === "" ? "" : ` (${pace})`}${interrupted ? "; interrupted" : ""}.`,
  ];
}
