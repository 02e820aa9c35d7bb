import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LineClient } from "./testing/line-client.ts";
import { type Running, runExample } from "./testing/running.ts";

let server: Running;
let port: number;

beforeAll(async () => {
  server = runExample("echo-server");
  port = await server.port();
});

afterAll(() => server.stop());

/** Sends `data` in a connection of its own and gives what comes back until all of it has. */
async function echoed(data: Buffer): Promise<Buffer> {
  const socket = connect(port, "127.0.0.1");
  const pieces: Buffer[] = [];
  const all = new Promise<void>((resolve) => {
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece);
      if (pieces.reduce((sum, { length }) => sum + length, 0) >= data.length) resolve();
    });
  });
  socket.write(data);
  await all;
  socket.destroy();
  return Buffer.concat(pieces);
}

describe("the echo server", () => {
  it("gives every client its own data back", async () => {
    const data = Array.from({ length: 20 }, (_, index) => randomBytes(10_000 + 20_000 * index));

    const back = await Promise.all(data.map(echoed));

    expect(back.map((piece, index) => piece.equals(data[index] ?? Buffer.alloc(0)))).toEqual(data.map(() => true));
  });

  it("answers while others say nothing, and ends when they do", async () => {
    const silent = connect(port, "127.0.0.1");
    await once(silent, "connect");
    const client = new LineClient(port);

    client.say("hello");
    expect(await client.line()).toBe("hello");

    await client.end();
    silent.end();
    expect(await buffer(silent)).toHaveLength(0);
  });

  it("survives a client that goes away in the middle", async () => {
    const rude = connect(port, "127.0.0.1");
    await once(rude, "connect");
    rude.write(randomBytes(1_000_000));
    rude.resetAndDestroy();

    expect(await echoed(Buffer.from("still there"))).toEqual(Buffer.from("still there"));
  });
});
