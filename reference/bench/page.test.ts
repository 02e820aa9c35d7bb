import { expect, describe as group, it } from "vitest";
import { drawCharts } from "./charts.ts";
import { figuresOf, handOversOf } from "./figures.ts";
import { describe } from "./page.ts";
import type { Measured, Results } from "./results.ts";

function measured(workload: string, contender: string, perSecond: number): Measured {
  const sample = { perSecond, serverMicroseconds: 1e6 / perSecond, loadIdle: 0.25 };
  return { workload, contender, median: sample, samples: [sample] };
}

const MEMORY = [
  { contender: "reference, poll", bytesPerConnection: 400, connections: 10 },
  { contender: "CPython asyncore, poll", bytesPerConnection: 500, connections: 10 },
];
const MEASURED = [
  measured("echo-50", "reference, poll", 1300),
  measured("echo-50", "CPython asyncore, poll", 1000),
  measured("echo-50", "C, poll", 1625),
];

const MESSAGE_COSTS = [
  { contender: "C, poll", active: 50, idle: 0, microseconds: 5.5 },
  { contender: "bare calls from Node, poll", active: 50, idle: 0, microseconds: 5 },
  { contender: "CPython asyncore, poll", active: 50, idle: 0, microseconds: 6 },
  { contender: "CPython asyncore, poll", active: 50, idle: 800, microseconds: 12 },
];

const RESULTS: Results = {
  quick: true,
  rounds: 1,
  measuredMs: 100,
  machine: { processor: "one" },
  workloads: [{ id: "echo-50", title: "Echo, 50 connections", unit: "messages" }],
  measured: MEASURED,
  absent: [{ workload: "echo-50", contender: "somebody", reason: "beyond FD_SETSIZE" }],
  memory: MEMORY,
  passes: [{ contender: "reference, poll", channels: 10, microseconds: 2 }],
  messageCosts: MESSAGE_COSTS,
  wasBusy: false,
  handOvers: handOversOf([
    measured("echo-1", "reference, poll", 20_000),
    measured("echo-1", "reference, poll, async", 10_000),
  ]),
  figures: figuresOf({ measured: MEASURED, memory: MEMORY, messageCosts: MESSAGE_COSTS }),
};

group("the figures", () => {
  it("are ratios of one session, reached or not, and open where somebody did not run", () => {
    const found = figuresOf(RESULTS).map(({ text, ratio, isReached }) => [text, ratio, isReached]);

    expect(found).toEqual([
      ["echo, 50 active: reference (poll) to CPython asyncore (poll)", 1.3, true],
      ["echo, 50 active: reference (poll) to a loop in C", 0.8, false],
      ["echo, 50 active: async loop to blocking loop", null, null],
      ["50 beside 800 idle: reference (epoll) to CPython asyncore (poll)", null, null],
      ["50 beside 800 idle: reference (epoll) to node:net", null, null],
      ["50 beside 5,000 idle: reference (epoll) to CPython asyncore (poll)", null, null],
      ["memory per idle connection: reference (poll) to CPython asyncore (poll)", 0.8, true],
    ]);
  });
});

group("the ratio of a figure", () => {
  it("is the median of what neighbours in time say of each other, between the lowest and the highest of a round", () => {
    const sampled = (contender: string, rates: readonly number[]): Measured => ({
      ...measured("echo-50", contender, 0),
      samples: rates.flatMap((rate) => measured("echo-50", contender, rate).samples),
    });
    const rounds = [
      sampled("reference, poll", [1000, 300, 2000]),
      sampled("CPython asyncore, poll", [1000, 200, 1000]),
    ];
    const [figure] = figuresOf({ measured: rounds, memory: [], messageCosts: [] });

    expect(figure).toMatchObject({ ratio: 1.5, spread: [1, 2], ratioOfProcessorTime: 1.5, isReached: true });
  });
});

group("the limit of a figure", () => {
  it("is what the bare calls allow, and open where they were not counted", () => {
    const found = figuresOf(RESULTS).map(({ limit }) => limit);

    expect(found).toEqual([1.2, 1.1, null, null, null, null, null]);
  });
});

group("the page", () => {
  it("has the quickest first, says how idle the load was, and who did not run", () => {
    const lines = describe(RESULTS).split("\n");

    expect(lines).toEqual(
      expect.arrayContaining([
        "- processor: one",
        "| C, poll | 1,625 | 615.38 | 25 % |",
        "Not run: somebody (beyond FD_SETSIZE).",
        "| reference, poll | 400 |",
        "| echo, 50 active: reference (poll) to CPython asyncore (poll) | 1.30 | 1.30 … 1.30 | 1.30 | 1.20 | at least 1.25 | yes |",
        "| CPython asyncore, poll | 6.00 | 12.00 |",
        "| C, poll | 5.50 | · |",
        expect.stringMatching(/^On Node's event loop over poll .* 50\.0 µs later/),
      ]),
    );
    expect(lines.findIndex((line) => line.startsWith("| C, poll |"))).toBeLessThan(
      lines.findIndex((line) => line.startsWith("| CPython asyncore, poll | 1")),
    );
  });
});

group("the charts", () => {
  it("are SVG with everybody's name in it", async () => {
    const charts = await drawCharts(RESULTS);

    expect([...charts.keys()]).toEqual(["echo-50.svg", "memory.svg", "passes.svg"]);
    for (const name of ["reference, poll", "CPython asyncore, poll", "C, poll"])
      expect(charts.get("echo-50.svg")).toContain(name);
    expect(charts.get("echo-50.svg")).toContain("<title>Echo, 50 connections</title>");
    expect(charts.get("passes.svg")).toContain("microseconds a pass");
  });
});
