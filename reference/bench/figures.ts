// The figures that are wanted, each a ratio of two contenders in one session.
// Data in, data out.

import type { Figure, HandOver, Measured, Memory, Results } from "./results.ts";

/** Two contenders under one load, and by how much the first must be quicker. */
interface Wanted {
  readonly text: string;
  readonly workload: string;
  readonly ours: string;
  readonly theirs: string;
  readonly atLeast: number;
}

const WANTED: readonly Wanted[] = [
  {
    text: "echo, 50 active: reference (poll) to CPython asyncore (poll)",
    workload: "echo-50",
    ours: "reference, poll",
    theirs: "CPython asyncore, poll",
    atLeast: 1.25,
  },
  {
    text: "echo, 50 active: reference (poll) to a loop in C",
    workload: "echo-50",
    ours: "reference, poll",
    theirs: "C, poll",
    atLeast: 0.85,
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

function figureOf({ text, workload, ours, theirs, atLeast }: Wanted, measured: readonly Measured[]): Figure {
  const medianOf = (name: string) =>
    measured.find((one) => one.workload === workload && one.contender === name)?.median;
  const [one, other] = [medianOf(ours), medianOf(theirs)];
  const wanted = `at least ${atLeast}`;
  if (one === undefined || other === undefined)
    return { text, ratio: null, ratioOfProcessorTime: null, wanted, isReached: null };
  const ratio = one.perSecond / other.perSecond;
  const ratioOfProcessorTime = other.serverMicroseconds / one.serverMicroseconds;
  return { text, ratio, ratioOfProcessorTime, wanted, isReached: ratio >= atLeast };
}

function memoryFigure(memory: readonly Memory[]): Figure {
  const { text, ours, theirs, atMost } = MEMORY;
  const bytesOf = (name: string) => memory.find(({ contender }) => contender === name)?.bytesPerConnection;
  const [one, other] = [bytesOf(ours), bytesOf(theirs)];
  const wanted = `at most ${atMost}`;
  if (one === undefined || other === undefined)
    return { text, ratio: null, ratioOfProcessorTime: null, wanted, isReached: null };
  return { text, ratio: one / other, ratioOfProcessorTime: null, wanted, isReached: one / other <= atMost };
}

/** Every figure that is wanted, as far as those it compares did run. */
export function figuresOf({ measured, memory }: Pick<Results, "measured" | "memory">): readonly Figure[] {
  return [...WANTED.map((wanted) => figureOf(wanted, measured)), memoryFigure(memory)];
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
