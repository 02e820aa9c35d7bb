// Says in a line each what a program does, for people. Knows the language of programs and nothing of what came of it.
// The script of a probe is shown as it is.

import type { Action, Plain, Program, Reaction } from "../../spec/program.ts";
import { printable } from "./printable.ts";
import { describeScript } from "./script-text.ts";

/** What was played: a program, or a probe with its script. */
export type Played = Program | { readonly source: string };

const SUBJECTS = ["channel", "peer", "socket", "file", "wrapper"] as const;

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value);
}

/** One action, for example `client.connect to: server` or `loop timeout: 0, count: 1`. */
export function describeAction(action: Action): string {
  const { op, ...members } = action as { op: string } & Record<string, unknown>;
  const subject = SUBJECTS.find((word) => word in members);
  const name =
    subject === undefined ? op : `${String(members[subject])}.${op.replace(/^(peer|socket|file|wrapper)\./, "")}`;
  const rest = Object.entries(members).filter(([member]) => member !== subject);
  const details = rest.map(
    ([member, value]) => `${member}: ${member === "data" ? JSON.stringify(value) : shown(value)}`,
  );
  return printable([name, details.join(", ")].filter((part) => part !== "").join(" "));
}

/** Whether a reaction is a plain value to be returned. */
function isPlain(reaction: Reaction): reaction is Plain {
  return reaction === null || typeof reaction !== "object" || Array.isArray(reaction);
}

function describeReaction(reaction: Reaction): string {
  if (isPlain(reaction)) return `return ${JSON.stringify(reaction)}`;
  const parts = (reaction.do ?? []).map(describeAction);
  if (reaction.raise !== undefined) parts.push(`raise ${reaction.raise.errno ?? reaction.raise.kind}`);
  if (reaction.return !== undefined) parts.push(`return ${JSON.stringify(reaction.return)}`);
  return parts.join("; ") || "do nothing";
}

/** The script of a program, the channels with their reactions, then its steps, numbered: one line each. */
export function describeProgram(program: Program): readonly string[] {
  const reacting = [program.channels, program.objects ?? {}, program.producers ?? {}].flatMap((group) =>
    Object.entries(group),
  );
  const reactions = reacting.flatMap(([name, declaration]) =>
    Object.entries((declaration as { on?: Record<string, readonly Reaction[]> }).on ?? {}).map(
      ([event, list]) => `on ${name}.${event}: ${list.map(describeReaction).join(" | ")}`,
    ),
  );
  const steps = program.steps.map((action, index) => `${String(index + 1).padStart(2)}. ${describeAction(action)}`);
  const script = program.script === undefined ? [] : describeScript(program.script);
  return [...script, ...reactions.map(printable), ...steps];
}

/** What was played, one line each: a program in words, a script as it is written. */
export function describePlayed(played: Played): readonly string[] {
  return "source" in played ? played.source.trimEnd().split("\n").map(printable) : describeProgram(played);
}
