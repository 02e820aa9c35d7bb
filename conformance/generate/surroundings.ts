// What stands around the channels of a random program: maps, objects in them that are no channels, producers.

import type { Name, ObjectDeclaration, ProducerDeclaration, Program, Reaction } from "../../spec/program.ts";
import type { Cast } from "./cast.ts";
import type { Dice } from "./dice.ts";
import { raised } from "./material.ts";

const PIECES: readonly (readonly Reaction[])[] = [
  ["one", "two", ""],
  ["abc", null],
  [""],
  ["x", { raise: { kind: "value", text: "boom" } }, null],
];

function object(dice: Dice): ObjectDeclaration {
  const raising: readonly Reaction[] = [{ raise: raised(dice) }];
  return {
    ...(dice.chance(80) ? { accepting: dice.chance(20) } : {}),
    on: {
      ...(dice.chance(70) ? { readable: [true, false] } : {}),
      ...(dice.chance(40) ? { writable: [true, false] } : {}),
      ...(dice.chance(25) ? { handle_read_event: raising } : {}),
      ...(dice.chance(25) ? { handle_write_event: raising } : {}),
    },
  };
}

function producer(dice: Dice): ProducerDeclaration {
  return { ...(dice.chance(10) ? { truth: false } : {}), on: { more: dice.pick(PIECES) } };
}

function declaredAs<Declared>(names: readonly Name[], declare: () => Declared): Readonly<Record<Name, Declared>> {
  return Object.fromEntries(names.map((name) => [name, declare()]));
}

/** The declarations of what stands around the channels; a group nobody is in is absent. */
export function surroundings(dice: Dice, cast: Cast): Pick<Program, "maps" | "objects" | "producers"> {
  const { maps, objects, producers } = cast;
  return {
    ...(maps.length > 0
      ? { maps: declaredAs(maps, () => ({ kind: dice.pick(["plain", "plain", "ordered", "falsy"] as const) })) }
      : {}),
    ...(objects.length > 0 ? { objects: declaredAs(objects, () => object(dice)) } : {}),
    ...(producers.length > 0 ? { producers: declaredAs(producers, () => producer(dice)) } : {}),
  };
}
