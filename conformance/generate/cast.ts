// Who takes part in a random program: its channels, and the names of everything else they may be given.
// Knows names; knows nothing of what happens to those who have them.

import type { Base, Name, World } from "../../spec/program.ts";
import type { Dice, Weighted } from "./dice.ts";

/** How a channel comes to its descriptor. `late`: not before a reaction makes it. */
export type Role = "client" | "listener" | "plugged" | "datagram" | "filed" | "late";

/** A channel of the cast. */
export interface Player {
  readonly name: Name;
  readonly base: Base;
  readonly role: Role;
}

/** Everybody in a program, by what they are. */
export interface Cast {
  readonly world: World;
  readonly players: readonly Player[];
  /** Sockets that no channel has from the beginning: what a channel may be made of, later. */
  readonly spare: readonly Name[];
  /** Peers that listen. */
  readonly servers: readonly Name[];
  /** Peers with a connection. */
  readonly wires: readonly Name[];
  readonly maps: readonly Name[];
  readonly objects: readonly Name[];
  readonly producers: readonly Name[];
}

const BASES: Weighted<Base> = [
  [6, "dispatcher"],
  [3, "dispatcher_with_send"],
  [3, "async_chat"],
];

/** Several channels in one pass are what matters most. */
const CROWDS = [1, 2, 2, 2, 3, 3, 4] as const;

/** The channels of a program, with roles by weight; the last may be one that only a reaction makes. */
export function players(dice: Dice, roles: Weighted<Role>): readonly Player[] {
  const crowd = dice.pick(CROWDS);
  return dice.times(crowd, (index): Player => {
    const role = index > 0 && index === crowd - 1 && dice.chance(40) ? "late" : dice.weigh(roles);
    const base = role === "filed" ? "file_dispatcher" : role === "listener" ? "dispatcher" : dice.weigh(BASES);
    return { name: `c${index}`, base, role };
  });
}

/** The names `prefix0`, `prefix1` … of `count` things. */
export function namesOf(prefix: string, count: number): readonly Name[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
