// The events of channels and of objects in maps, and their names in both languages.
// Knows names only.

import type { Base, ChannelEvent, ChatEvent, DispatcherEvent, EventName, ObjectEvent } from "../../../spec/program.ts";

/** The events every base has. */
const DISPATCHER_EVENTS = [
  "readable",
  "writable",
  "handle_connect",
  "handle_accept",
  "handle_accepted",
  "handle_read",
  "handle_write",
  "handle_expt",
  "handle_close",
  "handle_error",
] as const satisfies readonly DispatcherEvent[];

/** The events a chat channel has besides. */
const CHAT_EVENTS = ["collect_incoming_data", "found_terminator"] as const satisfies readonly ChatEvent[];

/** The events that are always recorded on a channel of that base. */
export function eventsOf(base: Base): readonly ChannelEvent[] {
  return base === "async_chat" ? [...DISPATCHER_EVENTS, ...CHAT_EVENTS] : DISPATCHER_EVENTS;
}

/** The methods that are always recorded on an object that is no channel. */
export const OBJECT_EVENTS = [
  "readable",
  "writable",
  "handle_read_event",
  "handle_write_event",
  "handle_expt_event",
  "handle_close",
  "handle_error",
] as const satisfies readonly ObjectEvent[];

/** Names that were asked for before. There are some dozens of them, and each is asked for in every play. */
const IN_CAMEL_CASE = new Map<string, string>();

/** Python's name of an attribute or method as JavaScript writes it. */
export function camelCase(name: string): string {
  const known = IN_CAMEL_CASE.get(name);
  if (known !== undefined) return known;
  const written = name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  IN_CAMEL_CASE.set(name, written);
  return written;
}

/** The method of a channel, an object or a producer that an event is. */
export function methodOf(event: EventName): string {
  return event === "repr" ? "toString" : camelCase(event);
}
