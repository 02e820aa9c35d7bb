import { expect, it } from "vitest";
import { describeScript } from "./script-text.ts";

it("a script is told in a line for each socket, file and call, with the outcomes in order", () => {
  expect(
    describeScript({
      sockets: {
        plug: {
          fd: 5,
          truth: false,
          setblocking: [{ value: null }],
          recv: [{ value: "a\u0007" }, { errno: "EAGAIN" }, { code: 99999 }, { raise: { kind: "value" } }],
        },
      },
      files: { pipe: { fd: 6, read: [] } },
      socket: [{ value: "plug" }],
      select: [{ value: { read: [5] } }],
      poll: [{ value: [{ fd: 5, flags: ["POLLIN"] }] }],
    }),
  ).toEqual([
    'script: plug has descriptor 5 and is false; setblocking: done; recv: "a\\u0007" | EAGAIN | errno 99999 | raise value',
    "script: pipe has descriptor 6; read: nothing",
    'script: socket: "plug"',
    'script: select: {"read":[5]}',
    'script: poll: [{"fd":5,"flags":["POLLIN"]}]',
  ]);
  expect(describeScript({ poll: false })).toEqual(["script: no poll"]);
});
