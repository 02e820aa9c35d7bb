// Whether a program on other descriptors is the same one: all of its numbers move, and nothing else does.

import { expect, it } from "vitest";
import { programOf } from "./index.ts";
import { renumbered } from "./renumbered.ts";

const NUMBERS = Array.from({ length: 60 }, (_, index) => index);

it.each(["scripted", "loopback"] as const)("a %s program comes back when its descriptors do", (world) => {
  for (const index of NUMBERS) {
    const program = programOf(world, 1, index);
    expect(renumbered(renumbered(program, 40), -40)).toEqual(program);
  }
});

it("has no descriptor left where it was", () => {
  const script = NUMBERS.map((index) => JSON.stringify(renumbered(programOf("scripted", 1, index), 4000).script));
  const numbers = script.flatMap((text) => [...text.matchAll(/"fd":(\d+)|"(?:read|write|except)":\[([\d,]*)\]/g)]);
  const fds = numbers.flatMap(([, one, many]) => (one ?? many ?? "").split(",")).filter((text) => text !== "");

  expect(fds.length).toBeGreaterThan(1000);
  expect(fds.map(Number).filter((fd) => fd < 4000)).toEqual([]);
});
