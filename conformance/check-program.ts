// Finds what a schema cannot say about a program: names that nobody declares, actions that have no place where they are.

import type { Action, Program, Reaction } from "../spec/program.ts";

const TOP_LEVEL_ONLY = new Set<Action["op"]>(["drop", "collect"]);
const REACTION_ONLY = new Set<Action["op"]>(["super", "compact_traceback"]);

interface Located {
  readonly where: string;
  readonly action: Action;
  readonly inReaction: boolean;
}

function reactionActions(program: Program): Located[] {
  const groups = { channels: program.channels, objects: program.objects ?? {}, producers: program.producers ?? {} };
  return Object.entries(groups).flatMap(([group, declarations]) =>
    Object.entries(declarations).flatMap(([name, declaration]) =>
      Object.entries((declaration as { on?: Record<string, readonly Reaction[]> }).on ?? {}).flatMap(
        ([event, reactions]) =>
          reactions.flatMap((reaction, index) => {
            const actions =
              reaction !== null && typeof reaction === "object" && "do" in reaction ? (reaction.do ?? []) : [];
            return actions.map((action, at) => ({
              where: `${group}.${name}.on.${event}[${index}].do[${at}]`,
              action,
              inReaction: true,
            }));
          }),
      ),
    ),
  );
}

function located(program: Program): readonly Located[] {
  return [
    ...program.steps.map((action, at) => ({ where: `steps[${at}]`, action, inReaction: false })),
    ...reactionActions(program),
  ];
}

function misplaced({ where, action, inReaction }: Located): string | null {
  if (inReaction && TOP_LEVEL_ONLY.has(action.op)) return `${where}: "${action.op}" may only stand at top level`;
  if (!inReaction && REACTION_ONLY.has(action.op)) return `${where}: "${action.op}" may only stand in a reaction`;
  return null;
}

function undeclared(program: Program, { where, action }: Located): string | null {
  if ("channel" in action && !(action.channel in program.channels))
    return `${where} names the channel "${action.channel}", which is not declared`;
  if ("map" in action && action.map !== undefined && action.map !== "global" && !(action.map in (program.maps ?? {})))
    return `${where} names the map "${action.map}", which is not declared`;
  if (
    action.op === "push_with_producer" &&
    typeof action.producer === "string" &&
    !(action.producer in (program.producers ?? {}))
  )
    return `${where} names the producer "${action.producer}", which is not declared`;
  return null;
}

function declaredTwice(program: Program): string | null {
  const names = [program.channels, program.objects, program.producers, program.maps].flatMap((group) =>
    Object.keys(group ?? {}),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : `"${twice}" is declared twice`;
}

/** What is wrong with `program` beyond its shape, as a clause of a sentence, or null. */
export function programError(program: Program): string | null {
  if (program.world === "scripted" && program.script === undefined)
    return "its world is scripted, and it has no script";
  if (program.world === "loopback" && program.script !== undefined) return "its world is loopback, and it has a script";
  const twice = declaredTwice(program);
  if (twice !== null) return twice;
  for (const place of located(program)) {
    const wrong = misplaced(place) ?? undeclared(program, place);
    if (wrong !== null) return wrong;
  }
  return null;
}
