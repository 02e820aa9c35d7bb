import { expect, it } from "vitest";
import { Stopwatch } from "./stopwatch.ts";

it("says how long each lap took, from before there was a watch to the last lap", async () => {
  let now = 1500;
  const passes = (ms: number) => {
    now += ms;
  };
  const watch = new Stopwatch(() => now, 1000);

  watch.lap("start");
  passes(200);
  watch.lap("load");
  await watch.during("oracle", () => passes(30));
  await watch.during("judge", async () => passes(40));
  await watch.during("judge", () => passes(50));
  passes(1000);
  watch.lap("play");

  expect(watch.describe()).toBe(
    "time: start 0.50 s, load 0.20 s, adapters 0.00 s, play 1.12 s (with oracle 0.03 s and judge 0.09 s, summed over all sessions), report 0.00 s; 1.82 s in all",
  );
});

it("counts what fails, too", async () => {
  let now = 0;
  const watch = new Stopwatch(() => now, 0);
  const failing = watch.during("judge", () => {
    now += 70;
    throw new Error("it broke");
  });

  await expect(failing).rejects.toThrow("it broke");
  expect(watch.describe()).toContain("judge 0.07 s");
});
