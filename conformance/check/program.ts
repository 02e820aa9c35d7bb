// Finds what a schema cannot say about a program: names that nothing makes, actions that have no place where they are.

import type { Action, Name, Plain, Program, Reaction } from "../../spec/program.ts";
import { asksForReality, namesInScript, scriptError } from "./script.ts";

const NAME = /^[a-z][A-Za-z0-9_-]{0,39}$/;
const TOP_LEVEL_ONLY = new Set<Action["op"]>(["drop", "collect"]);
const REACTION_ONLY = new Set<Action["op"]>(["super", "compact_traceback"]);
/** Actions that bring the peer into being that they are done to. */
const PEER_MAKERS = new Set<Action["op"]>([
  ...(["peer.listen", "peer.bind", "peer.connect", "peer.pipe", "peer.terminal"] as const),
]);
/** Members of an action, or of what `settle` waits for, that name something which must have been made. */
const REFERENCES = ["socket", "file", "wrapper", "peer", "to", "from", "entry", "name", "of", "closed"] as const;

interface Located<What> {
  /** Where it is, in words: seldom asked for. */
  readonly where: () => string;
  readonly what: What;
}

type ActingReaction = Exclude<Reaction, Plain>;

interface LocatedAction extends Located<Action> {
  readonly inReaction: boolean;
}

/** The reactions that do something, each with its place. */
function locatedReactions(program: Program): readonly Located<ActingReaction>[] {
  const groups = { channels: program.channels, objects: program.objects ?? {}, producers: program.producers ?? {} };
  const queues = Object.entries(groups).flatMap(([group, declarations]) =>
    Object.entries(declarations).flatMap(([name, { on = {} }]: [Name, { on?: object }]) =>
      Object.entries(on).map(([event, queue]: [string, readonly Reaction[]]) => ({
        where: () => `${group}.${name}.on.${event}`,
        queue,
      })),
    ),
  );
  return queues.flatMap(({ where, queue }) =>
    queue.flatMap((what, index) =>
      what === null || typeof what !== "object" || Array.isArray(what)
        ? []
        : [{ where: () => `${where()}[${index}]`, what: what as ActingReaction }],
    ),
  );
}

function locatedActions(program: Program): readonly LocatedAction[] {
  return [
    ...program.steps.map((what, at) => ({ where: () => `steps[${at}]`, what, inReaction: false })),
    ...locatedReactions(program).flatMap(({ where, what: { do: actions = [] } }) =>
      actions.map((what, at) => ({ where: () => `${where()}.do[${at}]`, what, inReaction: true })),
    ),
  ];
}

function declaredNames(program: Program): readonly Name[] {
  const groups = [program.channels, program.objects, program.producers, program.maps];
  return [...groups.flatMap((group) => Object.keys(group ?? {})), ...namesInScript(program.script ?? {})];
}

/** Every name the program declares, or gives to something: `as`, the arguments of an event, the peer an action makes. */
function namesMade(program: Program, actions: readonly LocatedAction[]): ReadonlySet<Name> {
  const given = actions.flatMap(({ what: action }) => [
    ...("as" in action && action.as !== undefined ? [action.as].flat() : []),
    ...("peer" in action && PEER_MAKERS.has(action.op) ? [action.peer] : []),
  ]);
  const received = locatedReactions(program).flatMap(({ what }) => (what.args ?? []).filter((name) => name !== null));
  return new Set([...declaredNames(program), ...given, ...received]);
}

function misplaced({ where, what, inReaction }: LocatedAction): string | null {
  if (inReaction && TOP_LEVEL_ONLY.has(what.op)) return `${where()}: "${what.op}" may only stand at top level`;
  if (!inReaction && REACTION_ONLY.has(what.op)) return `${where()}: "${what.op}" may only stand in a reaction`;
  return null;
}

function unreal({ world }: Program, { where, what }: LocatedAction): string | null {
  const wrong = world === "scripted" ? asksForReality(what) : null;
  return wrong === null ? null : `${where()}: ${wrong}`;
}

function undeclared(program: Program, { where, what }: LocatedAction): string | null {
  const isIn = (group: object | undefined, name: Name) => Object.hasOwn(group ?? {}, name);
  if ("channel" in what && !isIn(program.channels, what.channel))
    return `${where()} names the channel "${what.channel}", which is not declared`;
  if ("map" in what && what.map !== undefined && what.map !== "global" && !isIn(program.maps, what.map))
    return `${where()} names the map "${what.map}", which is not declared`;
  if (what.op === "push_with_producer" && typeof what.producer === "string" && !isIn(program.producers, what.producer))
    return `${where()} names the producer "${what.producer}", which is not declared`;
  return null;
}

/** In the scripted world an address needs nobody who has it: its name is enough. */
function unmade({ world }: Program, made: ReadonlySet<Name>, { where, what }: LocatedAction): string | null {
  const members = ("until" in what ? { ...what, ...what.until } : what) as Partial<Record<string, unknown>>;
  for (const member of REFERENCES) {
    const name = members[member];
    if (typeof name !== "string" || made.has(name) || (world === "scripted" && member === "to")) continue;
    return `${where()} names "${name}", which nothing makes`;
  }
  return null;
}

function badlyDeclared(program: Program): string | null {
  const names = declaredNames(program);
  const bad = names.find((name) => !NAME.test(name) || name === "global");
  if (bad !== undefined)
    return `${JSON.stringify(bad)} cannot be declared: it is ${bad === "global" ? "there already" : "no name"}`;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : `"${twice}" is declared twice`;
}

/** What is wrong with `program` beyond its shape, as a clause of a sentence, or null. */
export function programError(program: Program): string | null {
  if (program.world === "scripted" && program.script === undefined)
    return "its world is scripted, and it has no script";
  if (program.world === "loopback" && program.script !== undefined) return "its world is loopback, and it has a script";
  const bad = badlyDeclared(program);
  if (bad !== null) return bad;
  const actions = locatedActions(program);
  const made = namesMade(program, actions);
  for (const place of actions) {
    const wrong =
      misplaced(place) ?? unreal(program, place) ?? undeclared(program, place) ?? unmade(program, made, place);
    if (wrong !== null) return wrong;
  }
  return program.world === "scripted" ? scriptError(program) : null;
}
