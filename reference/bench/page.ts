// The results as a page of Markdown, which says what the charts show in numbers.
// Data in, data out.

import type { Results } from "./results.ts";

const HUNDRED = 100;

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

function number(value: number, digits = 0): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function ratio(value: number | null): string {
  return value === null ? "·" : value.toFixed(2);
}

function workloadPart(results: Results): readonly string[] {
  return results.workloads.flatMap(({ id, title, unit, note }) => {
    const rows = results.measured
      .filter(({ workload }) => workload === id)
      .toSorted((one, other) => other.median.perSecond - one.median.perSecond)
      .map(({ contender, median }) => [
        contender,
        number(median.perSecond),
        number(median.serverMicroseconds, 2),
        `${Math.round(median.loadIdle * HUNDRED)} %`,
      ]);
    const absent = results.absent
      .filter(({ workload }) => workload === id)
      .map(({ contender, reason }) => `${contender} (${reason})`);
    if (rows.length === 0) return [];
    return [
      `## ${title}`,
      table(["", `${unit} a second`, "processor time each, µs", "load idle"], rows),
      ...(note === undefined ? [] : [note]),
      ...(absent.length > 0 ? [`Not run: ${absent.join(", ")}.`] : []),
    ];
  });
}

function otherPart({ memory, passes }: Results): readonly string[] {
  const memoryRows = memory.map(({ contender, bytesPerConnection }) => [contender, number(bytesPerConnection)]);
  const passRows = passes.map(({ contender, channels, microseconds }) => [
    contender,
    number(channels),
    number(microseconds, 1),
  ]);
  return [
    ...(memory.length > 0 ? ["## Memory of its own per idle connection", table(["", "bytes"], memoryRows)] : []),
    ...(passes.length > 0 ? ["## One pass as the map grows", table(["", "idle channels", "µs"], passRows)] : []),
  ];
}

/** What a message costs by itself, and why that bounds the figures. */
function profilePart({ messageCosts }: Results): readonly string[] {
  if (messageCosts.length === 0) return [];
  const idles = [...new Set(messageCosts.map(({ idle }) => idle))];
  const names = [...new Set(messageCosts.map(({ contender }) => contender))];
  const costOf = (name: string, beside: number) =>
    messageCosts.find(({ contender, idle }) => contender === name && idle === beside)?.microseconds;
  const rows = names.map((name) => [
    name,
    ...idles.map((idle) => {
      const cost = costOf(name, idle);
      return cost === undefined ? "·" : number(cost, 2);
    }),
  ]);
  return [
    "## What a message costs by itself",
    "Microseconds of a pass over 50 connections with a message of 64 bytes each, for each message. Both ends are in one process and only the pass is timed; of thousands of passes the tenth percentile is taken, since others on the machine only make a pass longer.",
    table(["", ...idles.map((idle) => (idle === 0 ? "50 alone" : `50 beside ${number(idle)} idle`))], rows),
    "The loop in C is what the kernel takes. It takes more of a process that has several threads, as every process of Node has. “Bare calls from Node” are one wait, and for each message one recv and one send through koffi, without map, channel or handler: what they take beyond C is the price of calling C from Node, and what the reference takes beyond them is asyncore itself. Nobody who calls C through koffi can be quicker than they are, and the column “limit” above is what the figure would be then. Where the limit is below what is wanted, the figure cannot be reached on this machine, whatever the reference does.",
  ];
}

/** The page. */
export function describe(results: Results): string {
  const { figures, machine, rounds, measuredMs, quick, wasBusy, handOvers } = results;
  const rows = figures.map(({ text, ratio: rate, spread, ratioOfProcessorTime, limit, wanted, isReached }) => [
    text,
    ratio(rate),
    spread === null ? "·" : `${ratio(spread[0])} … ${ratio(spread[1])}`,
    ratio(ratioOfProcessorTime),
    ratio(limit),
    wanted,
    isReached === null ? "not run" : isReached ? "yes" : "no",
  ]);
  return `${[
    "# What the bench found",
    `Written by \`npm run bench\`${quick ? " with `-- --quick`" : ""}: medians of ${rounds} ${rounds === 1 ? "round" : "rounds"} of ${measuredMs} ms, everybody in turn in each round.`,
    Object.entries(machine)
      .map(([what, words]) => `- ${what}: ${words}`)
      .join("\n"),
    ...(wasBusy ? ["**The machine was busy with other work**: rates say little, and processor time says more."] : []),
    table(["figure", "ratio of rates", "in the rounds", "ratio of processor time", "limit", "wanted", "reached"], rows),
    ...handOvers.map(
      ({ pass, microseconds }) =>
        `On Node's event loop over ${pass} a single connection hears its echo ${number(microseconds, 1)} µs later than on the blocking loop: that is the hand-over to another thread and back.`,
    ),
    "“Load idle” is the share of the time in which the load generator had nothing to do but wait for the server: where it is not near zero, the server was what was measured.",
    ...profilePart(results),
    ...workloadPart(results),
    ...otherPart(results),
  ].join("\n\n")}\n`;
}
