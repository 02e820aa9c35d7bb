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

describe("the chat client", () => {
  it("sends what is typed, prints what comes in, and leaves when nothing more is typed", async () => {
    const ada = new LineClient(port);
    ada.say("ada");
    await ada.lines(2);
    const bob = runExample("chat-client", port);

    bob.type("bob");
    const greeting = [await bob.line(), await bob.line()];
    bob.type("hello");
    const heard = await ada.lines(2);
    ada.say("hello, bob");
    const answer = await bob.line();
    bob.endInput();

    expect(greeting).toEqual(["who are you?", "hello bob, 1 here before you"]);
    expect([heard, answer]).toEqual([["bob is here", "bob: hello"], "ada: hello, bob"]);
    expect(await bob.end()).toEqual({ code: 0, lines: [], errors: "" });
    expect(await ada.line()).toBe("bob has left");
    await ada.end();
  });

  it("ends when the server ends the conversation", async () => {
    const bob = runExample("chat-client", port);

    for (const line of ["bob", "/quit"]) bob.type(line);

    expect(await bob.end()).toEqual({
      code: 0,
      lines: ["who are you?", "hello bob, 0 here before you", "bye"],
      errors: "",
    });
  });
});
