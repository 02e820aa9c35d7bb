// How the actions of programs are written down here: tables from an action's name to the function that plays it.

import type { Action, Name, Op } from "../../../spec/program.ts";
import { errorNamed } from "./errors.ts";
import type { Playing } from "./playing.ts";
import type { AsyncoreModule, SocketMapShape } from "./shape.ts";

/** The action of that name. */
export type ActionOf<O extends Op> = Extract<Action, { op: O }>;

/** Plays one kind of action. Gives what the implementation gave, and throws what it threw. */
export type Performer<O extends Op> = (playing: Playing, action: ActionOf<O>) => unknown;

/** Some of the actions. What is not in any table cannot be played. */
export type PerformerTable = { readonly [O in Op]?: Performer<O> };

/** A map as an argument. The global one is given by leaving it out, so that the implementation's own default rules. */
export function mapArgument({ names }: Playing, map: Name | undefined): SocketMapShape | undefined {
  return map === undefined || map === "global" ? undefined : names.maps.get(map);
}

/**
 * Calls a method by name, without the arguments a program leaves out at the end: whoever overrides it sees how many there are.
 * Throws AttributeError where there is no such method.
 */
export function callMethod(holder: object, method: string, args: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(holder, method);
  if (typeof found !== "function") throw errorNamed("AttributeError", `there is no ${method}`);
  return Reflect.apply(found, holder, args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1));
}

/** Calls a method of a channel, as `callMethod`. */
export function callChannel({ names }: Playing, channel: Name, method: string, ...args: readonly unknown[]): unknown {
  return callMethod(names.channel(channel), method, args);
}

/** What the module exports by that name. Throws AttributeError where it exports nothing. */
export function exported<Member extends keyof AsyncoreModule>(
  { module }: Playing,
  member: Member,
): NonNullable<AsyncoreModule[Member]> {
  const value = module[member];
  if (value === undefined || value === null) throw errorNamed("AttributeError", `the module has no ${member}`);
  return value;
}
