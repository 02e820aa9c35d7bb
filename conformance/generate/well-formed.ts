// Makes a program well formed by leaving out what cannot stand: shrinking takes things away, and others may have named them.
// Knows which names an action needs and which it gives, as check-program does; adds nothing, ever.

import type { Action, ChannelDeclaration, Name, Plain, Program, Reaction, Script } from "../../spec/program.ts";

const MAKERS = /^peer\.(listen|bind|connect|pipe|terminal)$/;
const NEEDED = ["socket", "file", "wrapper", "peer", "to", "from", "entry", "name", "of", "closed"] as const;

type Acting = Exclude<Reaction, Plain>;
type Reacting = Readonly<Record<Name, { readonly on?: object }>>;

/** Whether a reaction does something, as opposed to a plain value. */
export function isActing(reaction: Reaction): reaction is Acting {
  return reaction !== null && typeof reaction === "object" && !Array.isArray(reaction);
}

/** `program` with every reaction of every channel, object and producer put through `change`. */
export function mapReactions(program: Program, change: (reaction: Reaction) => Reaction): Program {
  const changed = (group: Reacting) =>
    Object.fromEntries(
      Object.entries(group).map(([name, one]) => {
        if (one.on === undefined) return [name, one];
        const on = Object.entries(one.on as Record<string, readonly Reaction[]>);
        return [name, { ...one, on: Object.fromEntries(on.map(([event, queue]) => [event, queue.map(change)])) }];
      }),
    );
  return {
    ...program,
    channels: changed(program.channels) as Program["channels"],
    ...(program.objects === undefined ? {} : { objects: changed(program.objects) }),
    ...(program.producers === undefined
      ? {}
      : { producers: changed(program.producers) as NonNullable<Program["producers"]> }),
  };
}

function reactionsOf({ channels, objects = {}, producers = {} }: Program): readonly Acting[] {
  const declared = [channels, objects, producers].flatMap((group): { on?: object }[] => Object.values(group));
  return declared.flatMap(({ on }) => (Object.values(on ?? {}).flat() as Reaction[]).filter(isActing));
}

function actionsIn(program: Program): readonly Action[] {
  return [...program.steps, ...reactionsOf(program).flatMap(({ do: actions = [] }) => actions)];
}

/** Every name the program declares, or gives to something, where `actions` are all of its. */
function namesGiven(program: Program, actions: readonly Action[]): ReadonlySet<Name> {
  const { channels, objects = {}, producers = {}, maps = {}, script = {} } = program;
  const groups = [channels, objects, producers, maps, script.sockets ?? {}, script.files ?? {}];
  const given = new Set(groups.flatMap((group) => Object.keys(group)));
  for (const { args = [] } of reactionsOf(program)) for (const name of args) if (name !== null) given.add(name);
  for (const action of actions) {
    if ("as" in action && action.as !== undefined) for (const name of [action.as].flat()) given.add(name);
    if ("peer" in action && MAKERS.test(action.op)) given.add(action.peer);
  }
  return given;
}

function isIn(group: object | undefined, name: Name): boolean {
  return Object.hasOwn(group ?? {}, name);
}

function canStand(program: Program, given: ReadonlySet<Name>, action: Action): boolean {
  if ("channel" in action && !isIn(program.channels, action.channel)) return false;
  if ("map" in action && action.map !== undefined && action.map !== "global" && !isIn(program.maps, action.map))
    return false;
  if (
    action.op === "push_with_producer" &&
    typeof action.producer === "string" &&
    !isIn(program.producers, action.producer)
  )
    return false;
  const isThere = (members: Partial<Record<string, unknown>>) =>
    NEEDED.every((member) => {
      const name = members[member];
      const needsNobody = typeof name !== "string" || (member === "to" && program.world === "scripted");
      return needsNobody || given.has(name);
    });
  return isThere(action as Partial<Record<string, unknown>>) && (!("until" in action) || isThere(action.until));
}

/** Leaves out every action that names what nothing makes. Leaving one out can take another's name away. */
function withoutNameless(program: Program): Program {
  const actions = actionsIn(program);
  const given = namesGiven(program, actions);
  const stands = (action: Action) => canStand(program, given, action);
  if (actions.every(stands)) return program;
  const keep = (reaction: Reaction): Reaction =>
    isActing(reaction) && reaction.do !== undefined ? { ...reaction, do: reaction.do.filter(stands) } : reaction;
  return withoutNameless({ ...mapReactions(program, keep), steps: program.steps.filter(stands) });
}

/** Leaves out what calls would make that is not described, or was made already; and of two with one descriptor at first, the later. */
function withPossibleSockets(script: Script): Script {
  const { sockets = {}, files = {} } = script;
  const made = new Set<Name>();
  const first = (name: Name) => isIn(sockets, name) && !made.has(name) && made.add(name).has(name);
  const socket = script.socket?.filter((one) => !("value" in one) || first(one.value));
  const accepting = Object.entries(sockets).map(([name, one]) => {
    const accept = one.accept?.filter((taken) => {
      const pair = "value" in taken ? taken.value : null;
      return pair === null || pair === "triple" || first(pair[0]);
    });
    return [name, accept === undefined ? one : { ...one, accept }] as const;
  });
  const taken = new Set(Object.values(files).map(({ fd }) => fd));
  const possible = accepting.filter(([name, { fd }]) => made.has(name) || (!taken.has(fd) && taken.add(fd).has(fd)));
  return {
    ...script,
    ...(socket === undefined ? {} : { socket }),
    ...(script.sockets === undefined ? {} : { sockets: Object.fromEntries(possible) }),
  };
}

/** An event without reactions left is one without reactions. */
function withoutEmptyQueues(channels: Program["channels"]): Program["channels"] {
  return Object.fromEntries(
    Object.entries(channels).map(([name, { on, ...rest }]): [Name, ChannelDeclaration] => {
      const queues = Object.entries(on ?? {}).filter(([, queue]) => queue.length > 0);
      return [name, queues.length === 0 ? rest : { ...rest, on: Object.fromEntries(queues) }];
    }),
  );
}

/**
 * The program that is left of `draft` when everything is left out that names what nothing makes. What is well formed already
 * stays as it is.
 */
export function wellFormed(draft: Program): Program {
  const script = draft.script === undefined ? {} : { script: withPossibleSockets(draft.script) };
  return withoutNameless({ ...draft, ...script, channels: withoutEmptyQueues(draft.channels) });
}
