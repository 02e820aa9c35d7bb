import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LineClient } from "./testing/line-client.ts";
import { type Running, runExample } from "./testing/running.ts";

let server: Running;
let port: number;

beforeAll(async () => {
  server = runExample("chat-server");
  port = await server.port();
});

afterAll(() => server.stop());

/** Somebody who has said their name, and was greeted. */
async function guest(name: string): Promise<{ client: LineClient; greeting: string | undefined }> {
  const client = new LineClient(port);
  await client.line();
  client.say(name);
  return { client, greeting: await client.line() };
}

describe("the chat server", () => {
  it("tells everybody what the others say, and who comes and goes", async () => {
    const { client: ada, greeting: first } = await guest("ada");
    const { client: bob, greeting: second } = await guest("bob");
    const { client: eve } = await guest("eve");

    bob.say("hello, everybody");
    const heard = [await ada.lines(3), await eve.lines(1)];
    eve.say("/quit");
    const parting = await eve.lines(2);

    expect([first, second]).toEqual(["hello ada, 0 here before you", "hello bob, 1 here before you"]);
    expect(heard).toEqual([["bob is here", "eve is here", "bob: hello, everybody"], ["bob: hello, everybody"]]);
    expect(parting).toEqual(["bye", undefined]);
    expect([await ada.line(), await bob.lines(2)]).toEqual(["eve has left", ["eve is here", "eve has left"]]);
    await ada.end();
    expect(await bob.line()).toBe("ada has left");
    await bob.end();
  });

  it("takes lines in whatever pieces they come", async () => {
    const { client: ada } = await guest("ada");
    const { client: bob } = await guest("bob");
    await ada.line();
    bob.socket.setNoDelay(true);

    for (const piece of ["on", "e\r", "\ntwo\nthr", "ee\r\n"]) {
      await new Promise((resolve) => bob.socket.write(piece, resolve));
    }

    expect(await ada.lines(3)).toEqual(["bob: one", "bob: two", "bob: three"]);
    await Promise.all([ada.end(), bob.end()]);
  });

  it("serves many guests at once", async () => {
    const guests = await Promise.all(Array.from({ length: 20 }, (_, index) => guest(`guest ${index}`)));
    const [speaker, ...listeners] = guests.map(({ client }) => client);

    speaker?.say("the end");

    for (const listener of listeners) {
      let line = await listener.line();
      while (line?.endsWith("is here")) line = await listener.line();
      expect(line).toBe("guest 0: the end");
    }
    await Promise.all(guests.map(({ client }) => client.end()));
  });
});
