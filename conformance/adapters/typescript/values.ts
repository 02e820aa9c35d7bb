// Values as traces show them, and values of programs as the implementation takes them.
// Knows the words of spec/trace.ts; knows nothing of when something is shown.

import type { SocketAddress } from "../../../spec/host.ts";
import type { ChannelEvent, Data, EventName, Op, Plain, Text } from "../../../spec/program.ts";
import type { Value } from "../../../spec/trace.ts";
import { bytesOf, showBytes } from "../../bytes.ts";
import type { Names } from "./names.ts";

/** A value that is already in the words of a trace. */
export class Shown {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** The bytes a program writes, in an array of their own: slices of a Buffer would share its memory. */
export function dataOf(data: Data | Text): Uint8Array {
  return new Uint8Array(bytesOf(data));
}

/** What is handed over for a plain value where bytes are meant: strings are bytes, and whatever can be none stays as it is. */
export function bytesFor(plain: Plain | Text): unknown {
  return typeof plain === "string" ? dataOf(plain) : plain;
}

/**
 * What an event returns that a program gives a plain value for. Text is bytes where bytes are returned, and where a truth value
 * is asked for the empty list stands for one that is false: here only text can be both empty and false.
 */
export function returnOf(event: EventName, plain: Plain | Text): unknown {
  if (event === "recv" || event === "more" || event === "get_terminator") return bytesFor(plain);
  const isTruth = event === "readable" || event === "writable";
  return isTruth && Array.isArray(plain) ? "" : plain;
}

/** `value` as a trace shows it; null where there is nothing. A socket without a name is kept alive from now on. */
export function show(value: unknown, names: Names): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return names.isPath(value) ? { address: names.nameOfAddress(value) } : value;
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (value instanceof Shown) return value.value;
  if (value instanceof Uint8Array) return showBytes(value);
  if (isAddress(value)) return { address: names.nameOfAddress(value) };
  if (Array.isArray(value)) return { list: value.map((member) => show(member, names)) };
  if (value instanceof Set) return { list: [...value].sort().map((member) => show(member, names)) };
  return typeof value === "object" ? showObject(value, names) : { present: true };
}

/** What a call that gave `value` is recorded to have returned; undefined when that is nothing. */
export function showReturned(called: Op | ChannelEvent | EventName, value: unknown, names: Names): Value | undefined {
  switch (called) {
    case "readable":
    case "writable":
      return Boolean(value);
    case "super":
      return undefined;
    case "accept":
      return Array.isArray(value) && value.length === 2
        ? { pair: [show(value[0], names), show(value[1], names)] }
        : show(value, names);
    case "get":
    case "get_terminator":
      return show(value, names);
    default:
      return value === undefined || value === null ? undefined : show(value, names);
  }
}

/** Whether `value` is an IP address with its port. */
function isAddress(value: unknown): value is Exclude<SocketAddress, string> {
  return Array.isArray(value) && value.length >= 2 && typeof value[0] === "string" && typeof value[1] === "number";
}

function showObject(value: object, names: Names): Value {
  const name = names.nameOf(value);
  const isSocket = "recv" in value && ("getsockname" in value || "getsockopt" in value) && !("handleRead" in value);
  if (!isSocket) return name ?? { present: true };
  if (name === null) names.keep(null, value);
  return { socket: name ?? "unnamed" };
}
