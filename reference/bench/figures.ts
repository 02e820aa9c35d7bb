// The figures that are wanted, each a ratio of two contenders in one session.
// Data in, data out.

import { median } from "./median.ts";
import type { Figure, HandOver, Measured, Memory, MessageCost, Results } from "./results.ts";

/** Two contenders under one load, and by how much the first must be quicker. */
interface Wanted {
  readonly text: string;
  readonly workload: string;
  readonly ours: string;
  readonly theirs: string;
  readonly atLeast: number;
  /** Whose cost of a message bounds the ratio, if it was counted: that of the calls alone, beside so many idle connections. */
  readonly bound?: { readonly calls: string; readonly idle: number };
}

const WANTED: readonly Wanted[] = [
  {
    text: "echo, 50 active: reference (poll) to CPython asyncore (poll)",
    workload: "echo-50",
    ours: "reference, poll",
    theirs: "CPython asyncore, poll",
    atLeast: 1.25,
    bound: { calls: "bare calls from Node, poll", idle: 0 },
  },
  {
    text: "echo, 50 active: reference (poll) to a loop in C",
    workload: "echo-50",
    ours: "reference, poll",
    theirs: "C, poll",
    atLeast: 0.85,
    bound: { calls: "bare calls from Node, poll", idle: 0 },
  },
  {
    text: "echo, 50 active: async loop to blocking loop",
    workload: "echo-50",
    ours: "reference, poll, async",
    theirs: "reference, poll",
    atLeast: 0.85,
  },
  {
    text: "50 beside 800 idle: reference (epoll) to CPython asyncore (poll)",
    workload: "beside-800",
    ours: "reference, epoll",
    theirs: "CPython asyncore, poll",
    atLeast: 3,
    bound: { calls: "bare calls from Node, epoll", idle: 800 },
  },
  {
    text: "50 beside 800 idle: reference (epoll) to node:net",
    workload: "beside-800",
    ours: "reference, epoll",
    theirs: "node:net",
    atLeast: 1,
  },
  {
    text: "50 beside 5,000 idle: reference (epoll) to CPython asyncore (poll)",
    workload: "beside-5000",
    ours: "reference, epoll",
    theirs: "CPython asyncore, poll",
    atLeast: 10,
  },
];

const MEMORY = {
  text: "memory per idle connection: reference (poll) to CPython asyncore (poll)",
  ours: "reference, poll",
  theirs: "CPython asyncore, poll",
  atMost: 1,
};

function limitOf({ theirs, bound }: Wanted, costs: readonly MessageCost[]): number | null {
  const costOf = (name: string) =>
    costs.find(({ contender, idle }) => contender === name && idle === bound?.idle)?.microseconds;
  const [calls, other] = [costOf(bound?.calls ?? ""), costOf(theirs)];
  return calls === undefined || other === undefined ? null : other / calls;
}

function figureOf(one: Wanted, { measured, messageCosts }: Pick<Results, "measured" | "messageCosts">): Figure {
  const { text, workload, atLeast } = one;
  const samplesOf = (name: string) =>
    measured.find(({ workload: of, contender }) => of === workload && contender === name)?.samples ?? [];
  const theirs = samplesOf(one.theirs);
  // Those of one round are neighbours in time: what slows the machine slows both.
  const rounds = samplesOf(one.ours).flatMap((ours, round) => {
    const other = theirs[round];
    return other === undefined ? [] : [{ ours, theirs: other }];
  });
  const rates = rounds.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
  const times = rounds.map(({ ours, theirs }) => theirs.serverMicroseconds / ours.serverMicroseconds);
  const about = { text, limit: limitOf(one, messageCosts), wanted: `at least ${atLeast}` };
  if (rounds.length === 0) return { ...about, ratio: null, spread: null, ratioOfProcessorTime: null, isReached: null };
  const [ratio, ratioOfProcessorTime] = [median(rates), median(times)];
  const spread = [Math.min(...rates), Math.max(...rates)] as const;
  return { ...about, ratio, spread, ratioOfProcessorTime, isReached: ratio >= atLeast };
}

function memoryFigure(memory: readonly Memory[]): Figure {
  const { text, ours, theirs, atMost } = MEMORY;
  const bytesOf = (name: string) => memory.find(({ contender }) => contender === name)?.bytesPerConnection;
  const [one, other] = [bytesOf(ours), bytesOf(theirs)];
  const ratio = one === undefined || other === undefined ? null : one / other;
  const isReached = ratio === null ? null : ratio <= atMost;
  return { text, ratio, spread: null, ratioOfProcessorTime: null, limit: null, wanted: `at most ${atMost}`, isReached };
}

/** Every figure that is wanted, as far as those it compares did run. */
export function figuresOf(results: Pick<Results, "measured" | "memory" | "messageCosts">): readonly Figure[] {
  return [...WANTED.map((wanted) => figureOf(wanted, results)), memoryFigure(results.memory)];
}

/** How much later than over the blocking loop a single connection hears its echo over the one on Node's event loop. */
export function handOversOf(measured: readonly Measured[]): readonly HandOver[] {
  const answerOf = (name: string) => {
    const found = measured.find(({ workload, contender }) => workload === "echo-1" && contender === name);
    return found === undefined ? Number.NaN : 1e6 / found.median.perSecond;
  };
  return ["select", "poll", "epoll"]
    .map((pass) => ({ pass, microseconds: answerOf(`reference, ${pass}, async`) - answerOf(`reference, ${pass}`) }))
    .filter(({ microseconds }) => !Number.isNaN(microseconds));
}
