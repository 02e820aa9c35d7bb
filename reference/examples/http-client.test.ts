import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { runExample } from "./testing/running.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Serves with `listener` and gives the URL of it. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the HTTP client", () => {
  it("prints as much of the body as the head says", async () => {
    const body = Array.from({ length: 50_000 }, (_, index) => `line ${index}`).join("\n");
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.method, request.url, request.headers.host);
      response.setHeader("Content-Length", body.length).end(body);
    });

    const { code, lines, errors } = await runExample("http-client", `${url}/page?x=1`).end();

    expect(asked).toEqual(["GET", "/page?x=1", "127.0.0.1"]);
    expect(lines.join("\n")).toBe(body);
    expect(errors).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Length: /);
    expect(code).toBe(0);
  });

  it("prints a body without a length to the end of the connection, and none at all", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/some") response.write("one\n");
      if (request.url === "/some") response.end("two\n");
      else response.setHeader("Content-Length", 0).end();
    });

    const [some, none] = await Promise.all(
      ["/some", "/none"].map((path) => runExample("http-client", `${url}${path}`).end()),
    );

    expect(some).toMatchObject({ code: 0, lines: ["one", "two"] });
    expect(some?.errors).not.toMatch(/content-length/i);
    expect(none).toMatchObject({ code: 0, lines: [] });
  });

  it("says why a page cannot be had", async () => {
    const url = await serve(() => {});
    for (const server of servers.splice(0)) server.close();

    const { code, lines, errors } = await runExample("http-client", url).end();

    expect({ code, lines, errors }).toEqual({ code: 1, lines: [], errors: "Connection refused\n" });
  });
});
