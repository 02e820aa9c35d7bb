// What an implementation is told to do: a program is data, so it can be generated, shrunk, stored and sent in one message.
// The door to the whole language of programs, parts and all; knows neither who plays them nor what should come out.

import type { Action } from "./action.ts";
import type { Base, ChannelEvent, ObjectEvent } from "./event.ts";
import type { Name, Plain, Raised, Text } from "./literal.ts";
import type { Script } from "./script.ts";

export type * from "./action.ts";
export type * from "./event.ts";
export type * from "./literal.ts";
export type * from "./script.ts";

/**
 * What an implementation is told to do. Nothing is implicit: only what `steps` and the reactions say happens.
 * In the scripted world `script` is the system; in the loopback world it is absent.
 */
export interface Program {
  world: World;
  channels: Readonly<Record<Name, ChannelDeclaration>>;
  objects?: Readonly<Record<Name, ObjectDeclaration>>;
  producers?: Readonly<Record<Name, ProducerDeclaration>>;
  maps?: Readonly<Record<Name, MapDeclaration>>;
  script?: Script;
  limits?: Limits;
  steps: readonly Action[];
}

/** The two worlds: real sockets, or a scripted system. */
export type World = "loopback" | "scripted";

/** A channel: a recording subclass of `base`. It exists only once an action `new` constructs it. */
export interface ChannelDeclaration {
  base: Base;
  on?: Reactions<ChannelEvent>;
}

/** An object that can be put in a map and is not a channel. Without reactions its methods return nothing. */
export interface ObjectDeclaration {
  /** Its `accepting` attribute; absent means the object has none. */
  accepting?: boolean;
  on?: Reactions<ObjectEvent>;
}

/** A producer for push_with_producer. `truth: false` makes it a false value of its language. */
export interface ProducerDeclaration {
  truth?: false;
  on: Reactions<"more">;
}

/** A map of channels: `plain` as the language makes it (in order of insertion), `ordered` an ordered one, `falsy` one that is false although it has items. */
export interface MapDeclaration {
  kind: "plain" | "ordered" | "falsy";
}

/** Reactions by event: used up one per call, the last one repeats. An event without reactions runs the implementation's own method. */
export type Reactions<Event extends string> = { readonly [event in Event]?: readonly Reaction[] };

/**
 * What an event does when it is called. A plain value is returned as it is. Otherwise: `args` names the event's
 * arguments (null leaves one unnamed), then the actions of `do` run in order, then `raise` raises or `return` returns.
 * Without `return` the event returns what its last `super` returned, else nothing. An action that raises ends the
 * reaction: the exception leaves the event.
 */
export type Reaction =
  | Plain
  | {
      args?: readonly (Name | null)[];
      do?: readonly Action[];
      return?: Plain | Text;
      raise?: Raised;
    };

/** How much a play may observe before it is exhausted. */
export interface Limits {
  /**
   * Observations; 500 when absent.
   *
   * @minimum 1
   * @asType integer
   */
  observations?: number;
  /**
   * Nested calls; 20 when absent.
   *
   * @minimum 1
   * @asType integer
   */
  depth?: number;
}

/** The limits that hold when a program names none. */
export const DEFAULT_LIMITS = { observations: 500, depth: 20 } as const satisfies Required<Limits>;
