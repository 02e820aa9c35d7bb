import { expect, it } from "vitest";
import { Pace } from "./pace.ts";

it("counts few in tenths, and says nothing of a world in which nothing was played", () => {
  const pace = new Pace();
  pace.add({ world: "loopback", programs: 6, ms: 20_000 });
  pace.add({ world: "scripted", programs: 0, ms: 300 });

  expect(pace.describe()).toBe("0.3 loopback a second");
});

it("says how many programs of each world were played in a second of that world's time", () => {
  const pace = new Pace();
  const before = pace.describe();
  pace.add({ world: "scripted", programs: 100, ms: 50 });
  pace.add({ world: "loopback", programs: 10, ms: 100 });
  pace.add({ world: "scripted", programs: 100, ms: 150 });

  expect([before, pace.describe()]).toEqual(["", "1000 scripted a second, 100 loopback a second"]);
});
