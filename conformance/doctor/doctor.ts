// Examines an adapter before anyone is judged by it: does it speak the protocol, is every play alone, does it tell what
// happens? Each finding says what is wrong and what to do about it. Whether the implementation is right is not its affair.

import { randomInt } from "node:crypto";
import { type Capabilities, type InitializeResult, type PeerResult, RPC_ERRORS } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import type { Adapter, Answer } from "../adapters/adapter.ts";
import type { Session } from "../play/session.ts";
import type { Draw } from "./canary.ts";
import { type Finding, inOrder, notAsked, toMend } from "./finding.ts";
import { checkCanary, checkDeterminism, checkIsolation, tryScenarios } from "./plays.ts";
import { ENDING_IN_THE_UNKNOWN, UNKNOWN_ACTION } from "./programs.ts";
import { checkReading, checkWrongTypes } from "./reading.ts";
import { REMEDIES, type Remedies, type Subject } from "./remedies.ts";
import { checkRestart, standardError } from "./restart.ts";
import { CAN_PLAY, checkUnwritten } from "./unwritten.ts";

function describeAnswer(answer: Answer): string {
  switch (answer.answer) {
    case "result":
      return `it answered with a result: ${JSON.stringify(answer.result).slice(0, 100)}`;
    case "error":
      return `it answered with error ${answer.code}: ${answer.message}`;
    case "late":
      return `it answered nothing within ${answer.limitMs} ms`;
    default:
      return answer.reason;
  }
}

async function checkUnknownMethod(adapter: Adapter, limitMs: number, remedies: Remedies): Promise<Finding> {
  const check = "answers an unknown method";
  const answer = await adapter.ask("no-such-method", {}, limitMs);
  const right = answer.answer === "error" && answer.code === RPC_ERRORS.methodNotFound;
  return right ? inOrder(check, describeAnswer(answer)) : toMend(check, describeAnswer(answer), remedies.unknownMethod);
}

async function checkUnknownOp(adapter: Adapter, limitMs: number, remedies: Remedies): Promise<Finding> {
  const check = "refuses an unknown action";
  const program = { world: "loopback", channels: {}, steps: [UNKNOWN_ACTION] };
  const answer = await adapter.ask("play", { program, address: "127.0.0.1", directory: "/nonexistent" }, limitMs);
  const right = answer.answer === "error" && answer.code === RPC_ERRORS.unsupported && answer.unsupported !== undefined;
  return right ? inOrder(check, describeAnswer(answer)) : toMend(check, describeAnswer(answer), remedies.unknownAction);
}

/** The peer asked for is never made: it is only counted that it was asked for. */
async function checkLooksFirst(adapter: Adapter, limitMs: number, remedies: Remedies): Promise<Finding> {
  const check = "looks through a program before it plays any of it";
  let asked = 0;
  const peers = (): PeerResult => {
    asked += 1;
    return { saw: { saw: "done" }, local: ["127.0.0.1", 9] };
  };
  const program = ENDING_IN_THE_UNKNOWN as unknown as Program; // An action no type has: that is what is asked about.
  const outcome = await adapter.play({ program, address: "127.0.0.1", directory: "/nonexistent" }, peers, limitMs);
  const { lookFirst: remedy, answerAlways } = remedies;
  switch (outcome.outcome) {
    case "refused":
      if (asked === 0) return inOrder(check, "nothing was played of a program it refused");
      return toMend(check, "it played the first step of a program before it refused the second", remedy);
    case "played":
      return toMend(check, "it did not refuse a program whose last step it cannot know", remedy);
    case "timed-out":
      return toMend(check, `it answered nothing within ${outcome.limitMs} ms`, answerAlways);
    default:
      return toMend(check, outcome.reason, answerAlways);
  }
}

const ABILITIES = [
  "passes",
  "nesting",
  "peersInReactions",
  "collects",
  "python",
] as const satisfies readonly (keyof Capabilities)[];

/** Who shook hands, and what is going to be asked of it. */
function handshake({ implementation, capabilities }: InitializeResult): Finding {
  const { name, version, language, variant } = implementation;
  const { bases, worlds, pollers, families } = capabilities;
  const without = ABILITIES.filter((ability) => !capabilities[ability]);
  const declared = [...bases, ...pollers, ...families, ...worlds].join(", ");
  const lacking = without.length === 0 ? "" : `; not ${without.join(", ")}`;
  return inOrder(
    "shakes hands",
    `${name} ${version} (${language}${variant === undefined ? "" : `, ${variant}`}) declares ${declared}${lacking}`,
  );
}

/** What is examined in several findings, where none of them could be made. */
const PLAYS = "plays programs";
const TRIES = "tries scenarios";

/** What an examination may be given beside the adapter. */
export interface Means {
  /** Decides what nobody can have seen before. */
  readonly draw?: Draw;
  /** Starts another adapter of the same words; without it nobody is killed. */
  readonly startAgain?: () => Promise<Adapter>;
}

/**
 * Examines an adapter: `adapter` is asked what no run would ask, `session` plays on another one of the same words.
 * `limitMs` is how long each answer may take; `subject` is who is told what to mend. Throws SuiteError when it cannot be started (again).
 */
export async function examine(
  adapter: Adapter,
  session: Session,
  limitMs: number,
  subject: Subject = "adapter",
  { draw = randomInt, startAgain }: Means = {},
): Promise<readonly Finding[]> {
  const { identity } = adapter;
  const remedies = REMEDIES[subject];
  const { capabilities } = identity;
  const first = [
    handshake(identity),
    await checkReading(adapter, limitMs, remedies),
    await checkUnknownMethod(adapter, limitMs, remedies),
    await checkUnknownOp(adapter, limitMs, remedies),
    await checkWrongTypes(adapter, limitMs, remedies),
    await checkLooksFirst(adapter, limitMs, remedies),
  ];
  // Only who looks first can be asked what it can play, without playing it.
  const looks = first.every(({ state }) => state === "in order");
  first.push(looks ? await checkUnwritten(adapter, capabilities, limitMs, remedies) : notAsked(CAN_PLAY));
  first.push(standardError(adapter));
  if (startAgain !== undefined) first.push(await checkRestart(startAgain, limitMs, remedies));
  if (startAgain !== undefined && first.at(-1)?.state === "to mend") return [...first, notAsked(PLAYS)]; // Nor would it start for a play.
  first.push(await checkIsolation(session, capabilities, remedies));
  const determinism = await checkDeterminism(session, capabilities, remedies);
  // Whoever cannot play the smallest program is not asked for all the others.
  const canary = await checkCanary(session, capabilities, draw, remedies);
  const isTried = determinism.state !== "to mend";
  const tried = isTried ? await tryScenarios(session, capabilities, remedies) : [notAsked(TRIES)];
  return [...first, determinism, canary, ...tried];
}
