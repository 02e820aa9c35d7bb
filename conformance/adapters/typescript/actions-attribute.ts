// Actions on attributes of a channel or of its class, in the original's names.

import type { Attribute, Plain, Text } from "../../../spec/program.ts";
import { errorNamed } from "./errors.ts";
import { camelCase } from "./events.ts";
import type { PerformerTable } from "./performer.ts";
import { recordingClass } from "./recording.ts";
import { bytesFor } from "./values.ts";

/** Reading and writing attributes. */
export const ATTRIBUTE_ACTIONS = {
  get: (playing, { channel, attribute, class: ofClass }) => {
    if (ofClass === true) return classAttribute(recordingClass(playing, channel), camelCase(attribute));
    return attributeOf(playing.names.channel(channel), camelCase(attribute));
  },
  set: (playing, { channel, attribute, value, class: ofClass }) => {
    const name = camelCase(attribute);
    if (ofClass === true) setClassAttribute(recordingClass(playing, channel), name, plainFor(attribute, value));
    else Reflect.set(playing.names.channel(channel), name, plainFor(attribute, value));
  },
} as const satisfies PerformerTable;

/** A plain value as the attribute holds it: some hold bytes, and log types are a set. */
function plainFor(attribute: Attribute, value: Plain | Text): unknown {
  if (attribute === "out_buffer" || attribute === "terminator") return bytesFor(value);
  if (attribute !== "ignore_log_types") return value;
  if (Array.isArray(value)) return new Set();
  return typeof value === "string" ? new Set([value]) : value;
}

function attributeOf(holder: object, name: string): unknown {
  const value: unknown = Reflect.get(holder, name);
  if (value === undefined) throw errorNamed("AttributeError", `there is no ${name}`);
  return value;
}

/** What instances of the class have unless they were given something else: a static member, or one of the prototype. */
function classAttribute(made: { prototype: object }, name: string): unknown {
  return attributeOf(name in made ? made : made.prototype, name);
}

/** Set on the recording subclass only, which ends with the play. Not assigned: an inherited setter would expect an instance. */
function setClassAttribute(made: { prototype: object }, name: string, value: unknown): void {
  const holder = name in made ? made : made.prototype;
  Object.defineProperty(holder, name, { value, writable: true, configurable: true, enumerable: true });
}
