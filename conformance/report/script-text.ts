// Says in a line each what a script gives, for people: whose calls, and their outcomes in order. Knows nothing of who asks.

import type { Outcome, Script, ScriptedFile, ScriptedSocket } from "../../spec/program.ts";
import { printable } from "./printable.ts";

function describeOutcome(outcome: Outcome<unknown>): string {
  if ("value" in outcome) return outcome.value === null ? "done" : JSON.stringify(outcome.value);
  if ("errno" in outcome) return outcome.errno;
  return "code" in outcome ? `errno ${outcome.code}` : `raise ${outcome.raise.errno ?? outcome.raise.kind}`;
}

function describeCall(call: string, outcomes: readonly Outcome<unknown>[]): string {
  return `${call}: ${outcomes.map(describeOutcome).join(" | ") || "nothing"}`;
}

function describeHolder([name, holder]: [string, ScriptedSocket | ScriptedFile]): string {
  const { fd, ...rest } = holder;
  const calls = Object.entries(rest).flatMap(([call, outcomes]: [string, unknown]) =>
    Array.isArray(outcomes) ? describeCall(call, outcomes) : [],
  );
  const beginning = `${name} has descriptor ${fd}${"truth" in holder ? " and is false" : ""}`;
  return [beginning, ...calls].join("; ");
}

/** What a script gives, one line for each socket, each file and each call of the system as a whole. */
export function describeScript({ sockets = {}, files = {}, poll, ...calls }: Script): readonly string[] {
  const whole = Object.entries({ ...calls, ...(poll === undefined || poll === false ? {} : { poll }) });
  return [
    ...[...Object.entries(sockets), ...Object.entries(files)].map(describeHolder),
    ...whole.map(([call, outcomes]) => describeCall(call, outcomes)),
    ...(poll === false ? ["no poll"] : []),
  ].map((line) => printable(`script: ${line}`));
}
