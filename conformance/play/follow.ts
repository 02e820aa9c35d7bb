// Follows a trace through the program it was made from and says which action of the program each observation is of.
// Knows the order in which reactions are used up; knows nothing of what the actions did.

import type { Action, EventName, Name, Program, Reaction } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";

/** The actions of a reaction, in order; none for a plain value. */
function actionsIn(reaction: Reaction | undefined): readonly Action[] {
  return reaction !== undefined && reaction !== null && typeof reaction === "object" && "do" in reaction
    ? (reaction.do ?? [])
    : [];
}

function reactionsTo(program: Program, of: Name, event: EventName): readonly Reaction[] {
  const declared = [program.channels, program.objects, program.producers].find((group) =>
    Object.hasOwn(group ?? {}, of),
  );
  const on = (declared?.[of] as { on?: Partial<Record<EventName, readonly Reaction[]>> } | undefined)?.on ?? {};
  return on[event] ?? [];
}

/**
 * For each observation of `trace` the action it is of: undefined for what is no action, and where the trace tells of other
 * actions than the program has. The steps are in order at the top, the actions of a reaction inside its event.
 */
export function follow(program: Program, trace: Trace): readonly (Action | undefined)[] {
  const open = [{ depth: -1, rest: program.steps.values() }];
  const calls = new Map<string, number>();
  return trace.map((observation) => {
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= observation.depth) open.pop();
    if (observation.kind === "event") {
      const { event, of, depth } = observation;
      const earlier = calls.get(`${of} ${event}`) ?? 0;
      calls.set(`${of} ${event}`, earlier + 1);
      const reactions = reactionsTo(program, of, event);
      open.push({ depth, rest: actionsIn(reactions[Math.min(earlier, reactions.length - 1)]).values() });
    }
    if (observation.kind !== "action") return undefined;
    const around = open.at(-1);
    if (around?.depth !== observation.depth - 1) return undefined;
    const action = around.rest.next().value;
    return action?.op === observation.op ? action : undefined;
  });
}
