// stub
import type { Target } from "../../spec/clause.ts";
import type { Program } from "../../spec/program.ts";
import type { Origin } from "./campaign.ts";
export function reproOf(program: Program, origin: Origin, target: Target): string {
  return `${JSON.stringify([program, origin, target])}\n`;
}
