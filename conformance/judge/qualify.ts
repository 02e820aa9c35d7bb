// Says what a program or a probe needs of an implementation, and which of it one does not claim to have.

import type { Capabilities } from "../../spec/adapter.ts";
import type { Action, Address, Plain, Program, Reaction } from "../../spec/program.ts";
import type { LoadedCase } from "../load/load.ts";

/** A capability a program needs, as words for a person: "pollers: poll". */
export type Need = string;

interface Found {
  readonly action: Action;
  readonly inReaction: boolean;
}

function reactionsOf(program: Program): readonly Reaction[] {
  const declared = [program.channels, program.objects ?? {}, program.producers ?? {}].flatMap(
    (group): { on?: object }[] => Object.values(group),
  );
  return declared.flatMap(({ on }) => Object.values(on ?? {}).flat() as Reaction[]);
}

/** Every action of a program, at top level and in reactions. */
export function actionsOf(program: Program): readonly Found[] {
  const inReactions = reactionsOf(program).flatMap((reaction) =>
    reaction !== null && typeof reaction === "object" && "do" in reaction ? (reaction.do ?? []) : [],
  );
  return [
    ...program.steps.map((action) => ({ action, inReaction: false })),
    ...inReactions.map((action) => ({ action, inReaction: true })),
  ];
}

const COUNTED_PASSES = new Set(["loop", "poll", "poll2", "poll3"]);
const PASSES = new Set([...COUNTED_PASSES, "settle"]);

function loopNeeds({ action, inReaction }: Found): Need[] {
  const needs: Need[] = [];
  const counted = COUNTED_PASSES.has(action.op) && !(action.op === "loop" && (action.count ?? null) === null);
  if (counted) needs.push("passes");
  if (inReaction && PASSES.has(action.op)) needs.push("nesting");
  if (!PASSES.has(action.op)) return needs;
  const usesPoll = ("use_poll" in action && Boolean(action.use_poll)) || action.op === "poll2" || action.op === "poll3";
  needs.push(usesPoll ? "pollers: poll" : "pollers: select");
  return needs;
}

function addressNeeds(address: Address | undefined): Need[] {
  if (typeof address !== "object") return [];
  if ("path" in address) return ["families: unix"];
  return "any" in address && address.any === "inet6" ? ["families: inet6"] : [];
}

function familyNeeds({ action }: Found): Need[] {
  const needs = "to" in action ? addressNeeds(action.to) : [];
  if ("family" in action && action.family !== undefined && action.family !== "inet")
    needs.push(`families: ${action.family}`);
  if ("type" in action && action.type === "datagram" && action.op !== "log_info") needs.push("families: datagram");
  if (action.op === "peer.pipe") needs.push("families: pipe");
  if (action.op === "peer.terminal") needs.push("families: terminal");
  if (action.op === "socket.pair") needs.push("families: unix");
  return needs;
}

/** What stands beside a base in the module and comes and goes with it: the file wrapper, the helpers of chat. */
function companionNeeds({ action }: Found): Need[] {
  if (action.op.startsWith("wrapper.")) return ["bases: file_dispatcher"];
  return action.op === "find_prefix_at_end" || action.op === "simple_producer" ? ["bases: async_chat"] : [];
}

/** Text that is not bytes: a difference only Python makes. */
function isText(member: unknown): boolean {
  return typeof member === "object" && member !== null && "text" in member;
}

/** What a reaction returns or raises that only Python has. */
function isPythonic(reaction: Reaction): boolean {
  if (reaction === null || typeof reaction !== "object" || Array.isArray(reaction)) return false;
  const { raise, return: returned } = reaction as Exclude<Reaction, Plain>;
  return raise?.class !== undefined || isText(returned);
}

function actionNeeds(found: Found): Need[] {
  const needs = [...loopNeeds(found), ...familyNeeds(found), ...companionNeeds(found)];
  if (found.inReaction && found.action.op.startsWith("peer.")) needs.push("peersInReactions");
  if (found.action.op === "collect") needs.push("collects");
  if (Object.values(found.action).some(isText)) needs.push("python");
  return needs;
}

/** Programs are asked about again and again: once for each side that may play them, and before each play. */
const KNOWN_NEEDS = new WeakMap<Program, readonly Need[]>();

/** What `program` needs, without repetition. */
export function needsOf(program: Program): readonly Need[] {
  const known = KNOWN_NEEDS.get(program) ?? needsIn(program);
  KNOWN_NEEDS.set(program, known);
  return known;
}

function needsIn(program: Program): readonly Need[] {
  const bases = Object.values(program.channels).map(({ base }) => `bases: ${base}`);
  return [
    ...new Set([
      `worlds: ${program.world}`,
      ...bases,
      ...actionsOf(program).flatMap(actionNeeds),
      ...(reactionsOf(program).some(isPythonic) ? ["python"] : []),
    ]),
  ];
}

/** An implementation on an event loop of its own has no pass over select, and is not asked how it waits. */
function has(capabilities: Capabilities, need: Need): boolean {
  if (need === "pollers: select" && !capabilities.passes) return true;
  // A pass over epoll keeps what the one over poll does, so that whoever has no other is asked the same of it.
  if (need === "pollers: poll" && capabilities.pollers.includes("epoll")) return true;
  const [name, item] = need.split(": ") as [keyof Capabilities, string | undefined];
  const declared = capabilities[name];
  return item === undefined ? declared === true : (declared as readonly string[]).includes(item);
}

/** What a script cannot do without, by the names in it: asyncore's dispatcher alone is there for everybody. */
const NAMED: readonly (readonly [name: RegExp, need: Need])[] = [
  [/\basynchat\b/, "bases: async_chat"],
  [/\bfile_(dispatcher|wrapper)\b/, "bases: file_dispatcher"],
  [/\bdispatcher_with_send\b/, "bases: dispatcher_with_send"],
];

function needsOfScript(source: string): readonly Need[] {
  return ["python", ...NAMED.filter(([name]) => name.test(source)).map(([, need]) => need)];
}

/** The first need of a case that `capabilities` do not meet, or null: then it can be asked for. */
export function missingForCase(loaded: LoadedCase, capabilities: Capabilities): Need | null {
  const needs = "probe" in loaded ? needsOfScript(loaded.source) : needsOf(loaded.scenario.program);
  return needs.find((need) => !has(capabilities, need)) ?? null;
}

/** The first need of `program` that `capabilities` do not meet, or null: then it can be asked for. */
export function missingFor(program: Program, capabilities: Capabilities): Need | null {
  return needsOf(program).find((need) => !has(capabilities, need)) ?? null;
}

const OF_FILES = new Set<Need>(["families: unix", "families: pipe", "families: terminal", "bases: file_dispatcher"]);

/** Whether playing `program` makes files in the play's directory: local-domain sockets, pipes, links to terminals. */
export function makesFiles(program: Program): boolean {
  return needsOf(program).some((need) => OF_FILES.has(need));
}
