// Random traces for properties: well formed, small, made of the texts and values real traces are made of.
// Knows the shape of traces; knows nothing of any program they might belong to.

import fc from "fast-check";
import type { Observation, Trace, Value } from "../../spec/trace.ts";

const NAMES = ["a", "b", "server"] as const;

/** Pieces of what implementations print, as CPython 2.7 and 3.11 and their likes do, put together at random. */
const PIECES = [
  "error: uncaptured python exception, closing channel ",
  "<__main__.Noisy at 0x7ff9311b5230>",
  "<__repr__(self) failed for object at 7ff9311b48c0>",
  "<Client listening 127.16.0.1:80 at 0x1>",
  "('127.16.0.1', 81)",
  "127.16.0.1:0",
  "::1:4000",
  "/tmp/plays/3/server",
  " (<type 'exceptions.ValueError'>:",
  " (<class 'TypeError'>:",
  "boom",
  " [adapter.py|react|12]",
  " [frames]",
  "(<exception>",
  ")",
  ">",
  "at cafe",
  "\n",
  "…",
];

/** A line of text as an implementation might print it. */
export const arbitraryText = fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }).map((pieces) => pieces.join(""));

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(null, true, false, 0, 3, 7, "", "ab", { socket: "unnamed" }, { address: "server" }),
  arbitraryText,
);

const raised = fc.constantFrom(
  { kind: "value", text: "boom" } as const,
  { kind: "os", errno: "ECONNRESET", text: "Connection reset by peer" } as const,
  { kind: "attribute" } as const,
);

const ending = fc.oneof(fc.constant({}), fc.record({ returned: value }), fc.record({ raised }));

type Leafless = Observation extends infer One ? (One extends Observation ? Omit<One, "depth"> : never) : never;

interface Node {
  readonly observation: Leafless;
  readonly inside: readonly Node[];
}

const of = fc.constantFrom(...NAMES);

const event = fc
  .tuple(fc.constantFrom("readable", "handle_read", "handle_close", "log_info", "repr"), of, ending)
  .map(([name, channel, end]) => ({ kind: "event", event: name, of: channel, ...end }) as Leafless);

const action = fc
  .tuple(fc.constantFrom("send", "recv", "describe", "close", "peer.recv"), of, fc.constantFrom(3, 7), ending)
  .map(([op, channel, asked, end]) => ({ kind: "action", op, of: channel, asked, ...end }) as Leafless);

const call = ending.map((end) => ({ kind: "call", call: "select", args: [1], ...end }) as Leafless);

const written = fc
  .tuple(fc.constantFrom("stdout", "stderr"), arbitraryText)
  .map(([stream, text]) => ({ kind: "written", stream, text }) as Leafless);

const state = fc.tuple(of, fc.boolean()).map(([channel, connected]): Leafless => {
  const flags = { connected, accepting: false, connecting: null, closing: false };
  return { kind: "state", of: channel, ...flags, maps: ["global"], addr: null, socket: "open" };
});

const { nested } = fc.letrec<{ nested: Node }>((tie) => ({
  nested: fc.oneof(
    { depthSize: "small" },
    written.map((observation) => ({ observation, inside: [] })),
    fc.record({ observation: fc.oneof(event, action, call), inside: fc.array(tie("nested"), { maxLength: 3 }) }),
  ),
}));

const step = fc.tuple(action, fc.array(nested, { maxLength: 3 }), fc.array(state, { maxLength: 2 }));

function flatten(nodes: readonly Node[], depth: number): Observation[] {
  return nodes.flatMap(({ observation, inside }) => [
    { ...observation, depth } as Observation,
    ...flatten(inside, depth + 1),
  ]);
}

/** A well-formed trace: every observation is nested in calls that came before it. */
export const arbitraryTrace: fc.Arbitrary<Trace> = fc
  .array(step, { maxLength: 4 })
  .map((steps) =>
    steps.flatMap(([observation, inside, states]) =>
      flatten([{ observation, inside }, ...states.map((one) => ({ observation: one, inside: [] }))], 0),
    ),
  );
