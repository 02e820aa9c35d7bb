import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import type { Name, PeerAction, Program } from "../../spec/program.ts";
import type { Observation } from "../../spec/trace.ts";
import type { Adapter, PlayOutcome } from "../adapters/adapter.ts";
import { addressOf } from "./places.ts";
import { type Place, play } from "./play.ts";

let place: Place;

beforeAll(() => {
  place = { address: addressOf(process.pid, 61_000), directory: mkdtempSync(join(tmpdir(), "play-test-")) };
});

afterAll(() => rmSync(place.directory, { recursive: true }));

/** An adapter that does whatever `plays` does. */
function adapter(plays: Adapter["play"]): Adapter {
  return { play: plays } as Adapter;
}

function peerAction(op: PeerAction["op"], of: Name, more: object = {}): Observation {
  return { kind: "action", depth: 0, op, of, ...more };
}

const LISTEN: PeerAction = { op: "peer.listen", peer: "server" };
const ACCEPT: PeerAction = { op: "peer.accept", peer: "server", as: "wire" };
const PROGRAM: Program = { world: "loopback", channels: {}, steps: [LISTEN, ACCEPT] };

/** What comes of a play in which the adapter asks for the peer actions and then tells `trace`. */
async function told(
  trace: readonly Observation[],
  asks: readonly PeerAction[] = [LISTEN, ACCEPT],
): Promise<PlayOutcome> {
  const honest = adapter(async (_params, peers) => {
    for (const action of asks) peers({ action });
    return { outcome: "played", trace };
  });
  return (await play(honest, PROGRAM, place, host, 1000)).outcome;
}

describe("a play", () => {
  it("hands the adapter the program, its address, its directory and its limit", async () => {
    const handed: unknown[] = [];
    const listening = adapter(async (params, _peers, limitMs) => {
      handed.push(params, limitMs);
      return { outcome: "played", trace: [] };
    });

    await play(listening, PROGRAM, place, host, 1234);

    expect(handed).toEqual([{ program: PROGRAM, ...place }, 1234]);
  });

  it("adds to each peer action what the peer saw, and nothing where that was only that it was done", async () => {
    const outcome = await told([peerAction("peer.listen", "server"), peerAction("peer.accept", "server")]);

    expect(outcome).toEqual({
      outcome: "played",
      trace: [
        peerAction("peer.listen", "server"),
        peerAction("peer.accept", "server", { returned: { saw: "nothing" } }),
      ],
    });
  });

  it("does not take the adapter's word for what a peer saw", async () => {
    const outcome = await told([
      peerAction("peer.listen", "server", { returned: { saw: "error", errno: "EIO" } }),
      peerAction("peer.accept", "server", { returned: { saw: "connection" } }),
    ]);

    expect(outcome).toEqual({
      outcome: "played",
      trace: [
        peerAction("peer.listen", "server"),
        peerAction("peer.accept", "server", { returned: { saw: "nothing" } }),
      ],
    });
  });

  it("adds each record to its own action, whatever is observed in between", async () => {
    const line: Observation = { kind: "written", depth: 0, stream: "stdout", text: "" };

    const outcome = await told([peerAction("peer.listen", "server"), line, peerAction("peer.accept", "server"), line]);

    expect(outcome).toMatchObject({ trace: [{}, line, { returned: { saw: "nothing" } }, line] });
  });

  it.each([
    [
      "keeps one to itself",
      [peerAction("peer.listen", "server")],
      'as peer action 2 it names nothing, and asked the suite for peer.accept of "server"',
    ],
    [
      "names one it never asked for",
      [...[peerAction("peer.listen", "server"), peerAction("peer.accept", "server")], peerAction("peer.recv", "wire")],
      'as peer action 3 it names peer.recv of "wire", and asked the suite for nothing',
    ],
    [
      "names another",
      [peerAction("peer.listen", "server"), peerAction("peer.recv", "server")],
      'as peer action 2 it names peer.recv of "server", and asked the suite for peer.accept of "server"',
    ],
    [
      "names another peer",
      [peerAction("peer.listen", "other"), peerAction("peer.accept", "server")],
      'as peer action 1 it names peer.listen of "other", and asked the suite for peer.listen of "server"',
    ],
  ])("is garbled when the adapter %s", async (_how, trace, disagreement) => {
    expect(await told(trace)).toEqual({
      outcome: "garbled",
      reason: `its trace disagrees with the peers: ${disagreement}`,
    });
  });

  it("is garbled when the trace makes no sense", async () => {
    expect(await told([{ kind: "written", depth: 3, stream: "stdout", text: "" }], [])).toEqual({
      outcome: "garbled",
      reason: "its trace is malformed: observation 1 has depth 3, and only 0 calls are going on",
    });
  });

  it("is garbled when the adapter claims to have waited longer than it was away", async () => {
    const program: Program = { ...PROGRAM, steps: [{ op: "loop", timeout: 0.5, count: 2, timed: true }] };
    const claims = adapter(async () => ({
      outcome: "played",
      trace: [{ kind: "action", depth: 0, op: "loop", waitedAtLeastTimeout: true }],
    }));
    const playFor = async (tookMs: number) => {
      const times = [7000, 7000 + tookMs].values();
      return (await play(claims, program, place, host, 5000, () => times.next().value ?? 0)).outcome;
    };

    expect(await playFor(300)).toEqual({
      outcome: "garbled",
      reason: "its trace claims waits of at least 1 s, but the play took 300 ms",
    });
    expect(await playFor(1000)).toMatchObject({ outcome: "played" });
    expect((await play(claims, program, place, host, 5000)).outcome).toMatchObject({ outcome: "garbled" });
  });

  it("gives any other outcome as it is", async () => {
    const outcomes: PlayOutcome[] = [
      { outcome: "refused", reason: "error -32000: no" },
      { outcome: "timed-out", limitMs: 5 },
      { outcome: "crashed", reason: "it ended with exit code 1" },
    ];
    const plays = outcomes.map((outcome) =>
      play(
        adapter(async () => outcome),
        PROGRAM,
        place,
        host,
        5,
      ),
    );

    expect((await Promise.all(plays)).map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  it("knows where its peers were, and what its own directory is called", async () => {
    const asking = adapter(async (_params, peers) => {
      peers({ action: LISTEN });
      return { outcome: "played", trace: [peerAction("peer.listen", "server")] };
    });

    const { addresses } = await play(asking, PROGRAM, place, host, 1000);

    expect([...addresses.values()]).toEqual(["", "server"]);
    expect([...addresses.keys()]).toEqual([`${place.directory}/`, expect.stringMatching(`^${place.address}:\\d+$`)]);
  });

  it.each([
    ["the adapter answers", async (): Promise<PlayOutcome> => ({ outcome: "timed-out", limitMs: 1 })],
    [
      "it is broken off",
      async (): Promise<PlayOutcome> => {
        throw new Error("the suite is being ended");
      },
    ],
  ])("closes its peers when %s", async (_when, ends) => {
    let server: readonly [string, number] | string | undefined;
    const asking = adapter(async (_params, peers) => {
      server = peers({ action: LISTEN }).local;
      return ends();
    });

    await play(asking, PROGRAM, place, host, 1000).catch(() => {});

    const fd = host.socket("inet", "stream");
    const code = host.connect(fd, "inet", server ?? ["", 0]);
    host.close(fd);
    expect(host.nameError(code)).toBe("ECONNREFUSED");
  });
});
