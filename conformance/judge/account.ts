// Accounts for bytes: whether a peer received what a channel says it sent. How much the kernel takes is its own affair.

import type { Action, Name, Program } from "../../spec/program.ts";
import type { ActionObservation, Trace, Value } from "../../spec/trace.ts";
import { bytesOf, showBytes } from "../bytes.ts";
import { follow } from "../play/follow.ts";

/** What a peer's observation says once the bytes are accounted for. */
const ALL_THAT_WAS_SENT = { saw: "data", data: "all that was sent" } as const;

/** The bytes one action sent by its own account: null when the trace does not say how many those are. */
function sentBy(action: Action | undefined, observation: ActionObservation, program: Program): Buffer | null {
  const { returned, raised } = observation;
  if (action === undefined) return null;
  if (raised !== undefined || (action.op !== "send" && action.op !== "push")) return Buffer.alloc(0);
  if (typeof action.data === "object" && !("repeat" in action.data)) return null;
  if (typeof returned === "number") return bytesOf(action.data).subarray(0, returned);
  if (returned !== undefined) return null;
  const buffers = action.op === "push" || program.channels[action.channel]?.base === "dispatcher_with_send";
  return bytesOf(action.data).subarray(0, buffers ? undefined : 0);
}

function isAccountedFor(returned: ActionObservation["returned"], sent: readonly (Buffer | null)[]): boolean {
  const known = sent.filter((bytes) => bytes !== null);
  const saw = returned as { saw?: string; data?: Value } | undefined;
  if (saw?.saw !== "data" || known.length < sent.length) return false;
  return JSON.stringify(saw.data) === JSON.stringify(showBytes(Buffer.concat(known)));
}

/**
 * `trace` with what each `peer.recv … from` saw replaced, where it is what that channel says it sent since the last such
 * check. Anything else stays as it was seen.
 */
export function accountForBytes(trace: Trace, program: Program): Trace {
  const actions = follow(program, trace);
  const pending = new Map<Name, (Buffer | null)[]>();
  return trace.map((observation, index) => {
    const action = actions[index];
    if (observation.kind !== "action" || observation.of === undefined) return observation;
    if (observation.op === "send" || observation.op === "push")
      pending.set(observation.of, [...(pending.get(observation.of) ?? []), sentBy(action, observation, program)]);
    if (action?.op !== "peer.recv" || action.from === undefined) return observation;
    const sent = pending.get(action.from) ?? [];
    pending.delete(action.from);
    return isAccountedFor(observation.returned, sent) ? { ...observation, returned: ALL_THAT_WAS_SENT } : observation;
  });
}
