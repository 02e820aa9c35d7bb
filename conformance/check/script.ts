// Finds what a schema cannot say about the script of a program: sockets nobody describes, descriptors two have at once, and
// actions that ask for a real system.

import type { Action, Name, Program, Script } from "../../spec/program.ts";

/** Actions on the real system, which a scripted play has none of. All others reach it through the implementation only. */
const REAL_ONLY = /^(peer\..*|file\..*|socket\.(create|pair|connect|isBlocking|fill|limit))$/;

/** The sockets that calls of a script make, each as often as one does: they are not there before. */
export function socketsMade({ socket = [], sockets = {} }: Script): readonly Name[] {
  const accepts = Object.values(sockets).flatMap(({ accept = [] }) => accept);
  return [
    ...socket.flatMap((outcome) => ("value" in outcome ? [outcome.value] : [])),
    ...accepts.flatMap((outcome) =>
      "value" in outcome && outcome.value !== null && outcome.value !== "triple" ? [outcome.value[0]] : [],
    ),
  ];
}

/** The names of sockets and files that a script declares. */
export function namesInScript({ sockets = {}, files = {} }: Script): readonly Name[] {
  return [...Object.keys(sockets), ...Object.keys(files)];
}

/** Why an action has no place in a scripted play, or null. */
export function asksForReality(action: Action): string | null {
  const isPeers = action.op === "settle" && "peer" in action.until;
  const isUrgent = action.op === "socket.recv" && action.urgent === true;
  return REAL_ONLY.test(action.op) || isPeers || isUrgent
    ? `"${action.op}" asks for a real system, and this one is scripted`
    : null;
}

/** What is wrong with the script of `program`, as a clause of a sentence, or null. */
export function scriptError({ script = {} }: Program): string | null {
  const { sockets = {}, files = {} } = script;
  const made = socketsMade(script);
  const unknown = made.find((name) => !Object.hasOwn(sockets, name));
  if (unknown !== undefined) return `script makes the socket "${unknown}", which it does not describe`;
  const twice = made.find((name, index) => made.indexOf(name) !== index);
  if (twice !== undefined) return `script makes the socket "${twice}" twice`;
  const atFirst = [...Object.entries(sockets).filter(([name]) => !made.includes(name)), ...Object.entries(files)].map(
    ([, { fd }]) => fd,
  );
  const shared = atFirst.find((fd, index) => atFirst.indexOf(fd) !== index);
  return shared === undefined ? null : `script has two at the beginning with the descriptor ${shared}`;
}
