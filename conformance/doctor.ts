// Examines an adapter before anyone is judged by it: does it speak the protocol, and is every play alone?
// Each finding says what is wrong and what to do about it.

import { RPC_ERRORS } from "../spec/adapter.ts";
import type { Program } from "../spec/program.ts";
import type { Adapter, Answer } from "./adapters/adapter.ts";
import { compare } from "./compare.ts";
import { normalise } from "./normalise.ts";
import type { Session } from "./session.ts";

/** One thing that was examined. `remedy` is there when it is not in order. */
export interface Finding {
  readonly check: string;
  readonly found: string;
  readonly remedy: string | null;
}

/** Leaves the global map with a channel in it, and a class attribute changed: a careless player carries both over. */
const LITTERING: Program = {
  world: "loopback",
  channels: { litter: { base: "dispatcher", on: { writable: [false] } } },
  steps: [
    { op: "new", channel: "litter" },
    { op: "create_socket", channel: "litter", family: "inet", type: "stream" },
    { op: "set", channel: "litter", attribute: "debug", value: true, class: true },
  ],
};

/** Sees what the play before it left: the map must be empty, the class as the implementation made it. */
const INSPECTING: Program = {
  world: "loopback",
  channels: { witness: { base: "dispatcher" } },
  steps: [
    { op: "new", channel: "witness" },
    { op: "get", channel: "witness", attribute: "debug", class: true },
    { op: "loop", timeout: 0, count: 3 },
  ],
};

/** Everything a small play has: a peer, a connection, events, data both ways, an end. */
const REPEATED: Program = {
  world: "loopback",
  channels: {
    client: {
      base: "dispatcher",
      on: { handle_read: [{ do: [{ op: "recv", channel: "client", size: 64 }] }], writable: [true, true, false] },
    },
  },
  steps: [
    { op: "peer.listen", peer: "server" },
    { op: "new", channel: "client" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
    { op: "connect", channel: "client", to: "server" },
    { op: "settle", until: { event: "handle_connect", of: "client" }, limit: 10 },
    { op: "peer.accept", peer: "server", as: "wire" },
    { op: "send", channel: "client", data: "ping\r\n\u00ff" },
    { op: "peer.recv", peer: "wire" },
    { op: "peer.send", peer: "wire", data: "pong\r\n\u0000" },
    { op: "settle", until: { event: "handle_read", of: "client" }, limit: 10 },
    { op: "peer.close", peer: "wire" },
    { op: "settle", until: { event: "handle_close", of: "client" }, limit: 10 },
  ],
};

function describeAnswer(answer: Answer): string {
  switch (answer.answer) {
    case "result":
      return `a result: ${JSON.stringify(answer.result).slice(0, 100)}`;
    case "error":
      return `error ${answer.code}: ${answer.message}`;
    case "late":
      return `nothing within ${answer.limitMs} ms`;
    default:
      return answer.reason;
  }
}

async function checkUnknownMethod(adapter: Adapter, limitMs: number): Promise<Finding> {
  const answer = await adapter.ask("no-such-method", {}, limitMs);
  const right = answer.answer === "error" && answer.code === RPC_ERRORS.methodNotFound;
  return {
    check: "answers an unknown method",
    found: describeAnswer(answer),
    remedy: right
      ? null
      : `Answer a method you do not know with error ${RPC_ERRORS.methodNotFound}, so that newer suites can talk to you.`,
  };
}

async function checkUnknownOp(adapter: Adapter, limitMs: number): Promise<Finding> {
  const program = { world: "loopback", channels: {}, steps: [{ op: "no-such-op" }] };
  const answer = await adapter.ask("play", { program, address: "127.0.0.1", directory: "/nonexistent" }, limitMs);
  const right = answer.answer === "error" && answer.code === RPC_ERRORS.unsupported && answer.unsupported !== undefined;
  return {
    check: "refuses an unknown action",
    found: describeAnswer(answer),
    remedy: right
      ? null
      : `Answer a program with an action you do not know with error ${RPC_ERRORS.unsupported} and data.unsupported, before you play any of it.`,
  };
}

async function checkIsolation(session: Session): Promise<Finding> {
  const check = "keeps plays apart";
  const plays = [await session.play(INSPECTING), await session.play(LITTERING), await session.play(INSPECTING)];
  const unplayed = plays.find(({ outcome }) => outcome.outcome !== "played");
  if (unplayed !== undefined)
    return {
      check,
      found: `a small program was not played: ${JSON.stringify(unplayed.outcome)}`,
      remedy: "Play the actions new, create_socket, set, get and loop.",
    };
  const [alone = [], , after = []] = plays.map(({ outcome, addresses }) =>
    outcome.outcome === "played" ? normalise(outcome.trace, { program: INSPECTING, profile: "exact", addresses }) : [],
  );
  const divergence = compare(alone, after, "exact");
  return {
    check,
    found:
      divergence === null
        ? "a play does not see what the one before it left"
        : `a play sees what the one before it left: ${JSON.stringify(divergence.observed)}`,
    remedy:
      divergence === null
        ? null
        : "When a play ends, close its sockets, empty the global map and restore every class attribute it changed.",
  };
}

async function checkDeterminism(session: Session): Promise<Finding> {
  const check = "gives the same trace twice";
  const plays = [await session.play(REPEATED), await session.play(REPEATED)];
  const traces = plays.map(({ outcome, addresses }) =>
    outcome.outcome === "played" ? normalise(outcome.trace, { program: REPEATED, profile: "exact", addresses }) : null,
  );
  const [first, second] = traces;
  if (first == null || second == null)
    return {
      check,
      found: `a small program was not played: ${JSON.stringify(plays.find(({ outcome }) => outcome.outcome !== "played")?.outcome)}`,
      remedy: "Play it by hand: `asyncore-conformance run connect/connect-on-first-write -- …`.",
    };
  const divergence = compare(first, second, "exact");
  return {
    check,
    found:
      divergence === null
        ? `${first.length} observations, twice the same`
        : `the second trace differs: ${JSON.stringify(divergence)}`,
    remedy:
      divergence === null
        ? null
        : "Show names instead of numbers, and record observations in the order in which they happen.",
  };
}

/** Examines the adapter behind `source`, which `session` plays on too. Throws SuiteError when it cannot be started. */
export async function examine(adapter: Adapter, session: Session, limitMs: number): Promise<readonly Finding[]> {
  const { implementation, capabilities } = adapter.identity;
  const handshake: Finding = {
    check: "shakes hands",
    found: `${implementation.name} ${implementation.version} (${implementation.language}), bases ${capabilities.bases.join(", ")}`,
    remedy: null,
  };
  return [
    handshake,
    await checkUnknownMethod(adapter, limitMs),
    await checkUnknownOp(adapter, limitMs),
    await checkIsolation(session),
    await checkDeterminism(session),
  ];
}
