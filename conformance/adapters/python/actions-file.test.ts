// Whether the Python adapter plays files, wrappers and channels around them, on every interpreter found.

import { execFileSync } from "node:child_process";
import { closeSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openTerminal } from "../../../reference/posix/special-files.ts";
import type { Program } from "../../../spec/program.ts";
import { calls, converse, freshDirectory, playing } from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";
import { PYTHON_ADAPTER } from "../python.ts";

/** A pipe that exists until the test ends, and what the suite says of it. */
function freshPipe(): unknown {
  const path = join(freshDirectory(), "pipe");
  execFileSync("mkfifo", [path]);
  return { saw: { saw: "done" }, file: path };
}

/** What is recorded while `plays` are played on one adapter, each after the peer `pipe` made the pipe that all of them share. */
function recorded(python: string, plays: readonly (Omit<Program, "world" | "channels"> & Partial<Program>)[]) {
  const pipe = freshPipe();
  const { messages } = converse(
    python,
    plays.flatMap(({ channels = {}, steps, ...rest }, index) => [
      playing(
        { channels, steps: [{ op: "peer.pipe", peer: "pipe", direction: "to-program" }, ...steps], ...rest },
        index,
      ),
      { id: index + 1, result: pipe },
    ]),
  );
  return messages.flatMap(({ result }) => (result === undefined ? [] : [calls(result.trace).slice(1)]));
}

/** The interpreter's own asyncore, with a wrapper that tells how it was called. */
const WITH_ANOTHER_WRAPPER = `
import os
with open(os.path.join(os.path.dirname(os.__file__), "asyncore.py")) as own:
    exec(own.read())

class file_wrapper(object):
    def __init__(self, fd): pass
    def send(self, data): return "sent"
    def write(self, data): return "written"
    def recv(self, size): return "received"
    def read(self, size): return "read"
    def getsockopt(self, *args): return len(args)
`;

const BOTH_ENDS = [
  { op: "file.open", as: "inward", peer: "pipe", mode: "read" },
  { op: "file.open", as: "outward", peer: "pipe", mode: "write" },
] as const;

onEachPython("files", (python, target) => {
  it("opens without waiting, and then lets a file block as files do", () => {
    const [told] = recorded(python, [
      {
        steps: [
          { op: "file.open", as: "outward", peer: "pipe", mode: "write" },
          ...BOTH_ENDS,
          { op: "file.isBlocking", file: "inward" },
          { op: "file.open", as: "none", peer: "nobody", mode: "read" },
        ],
      },
    ]);

    expect(told).toEqual([
      "0 action file.open pipe os ENXIO No such device or address",
      "0 action file.open pipe",
      "0 action file.open pipe",
      "0 action file.isBlocking inward true",
      "0 action file.open nobody other nobody has no file",
    ]);
  });

  it("opens a terminal that does not become its own", () => {
    const { fd, path } = openTerminal();
    onTestFinished(() => closeSync(fd));
    const opening: Program["steps"] = [
      { op: "peer.terminal", peer: "screen" },
      { op: "file.open", as: "screen", peer: "screen", mode: "read" },
    ];
    const source = "import os\ntry: os.open('/dev/tty', os.O_RDWR)\nexcept OSError as error: print(error.strerror)";
    const inItsOwnSession = { script: python, args: [PYTHON_ADAPTER] };
    const { messages } = converse(
      "setsid",
      [
        playing({ channels: {}, steps: opening }),
        { id: 1, result: { saw: { saw: "done" }, file: path } },
        { id: 2, method: "probe", params: { source, limitMs: 20_000 } },
      ],
      inItsOwnSession,
    );

    expect(messages.map(({ result }) => result).slice(1)).toEqual([
      { trace: [expect.anything(), { kind: "action", depth: 0, op: "file.open", of: "screen" }] },
      { lines: ["No such device or address"] },
    ]);
  });

  it("forgets the number of a closed file, so that nobody else's is closed in its place", () => {
    const [told] = recorded(python, [
      {
        steps: [
          ...BOTH_ENDS,
          { op: "file.close", file: "inward" },
          { op: "file.open", as: "other", peer: "pipe", mode: "read" },
          { op: "file.close", file: "inward" },
          { op: "file.isBlocking", file: "inward" },
          { op: "file.isBlocking", file: "other" },
        ],
      },
    ]);

    expect(told?.slice(2)).toEqual([
      "0 action file.close inward",
      "0 action file.open pipe",
      "0 action file.close inward os EBADF Bad file descriptor",
      "0 action file.isBlocking inward os EBADF Bad file descriptor",
      "0 action file.isBlocking other true",
    ]);
  });

  it("plays everything of a wrapper", () => {
    const [told] = recorded(python, [
      {
        steps: [
          ...BOTH_ENDS,
          { op: "wrapper.new", as: "in", file: "inward" },
          { op: "wrapper.new", as: "out", file: "outward" },
          { op: "wrapper.send", wrapper: "out", data: "sent " },
          { op: "wrapper.send", wrapper: "out", data: "written", as: "write" },
          { op: "wrapper.recv", wrapper: "in", size: 5 },
          { op: "wrapper.recv", wrapper: "in", size: 99, as: "read" },
          { op: "wrapper.getsockopt", wrapper: "in", option: "SO_ERROR", bufferSize: 0 },
          { op: "wrapper.getsockopt", wrapper: "in", option: "SO_ERROR", level: "IPPROTO_TCP" },
          { op: "wrapper.fileno", wrapper: "in" },
          { op: "wrapper.close", wrapper: "in" },
          { op: "wrapper.fileno", wrapper: "in" },
        ],
      },
    ]);

    expect(told?.slice(2)).toEqual([
      "0 action wrapper.new inward",
      "0 action wrapper.new outward",
      "0 action wrapper.send out 5",
      "0 action wrapper.send out 7",
      '0 action wrapper.recv in "sent "',
      '0 action wrapper.recv in "written"',
      "0 action wrapper.getsockopt in 0",
      "0 action wrapper.getsockopt in not-implemented Only asyncore specific behaviour implemented.",
      '0 action wrapper.fileno in {"present":true}',
      "0 action wrapper.close in",
      '0 action wrapper.fileno in {"present":false}',
    ]);
  });

  it("calls the method it is told to, with what it is given and nothing else", () => {
    const other = freshDirectory();
    writeFileSync(join(other, "asyncore.py"), WITH_ANOTHER_WRAPPER);
    const steps = [
      { op: "file.bad", as: "bad" },
      { op: "wrapper.new", as: "wrapper", file: "bad" },
      { op: "wrapper.send", wrapper: "wrapper", data: "" },
      { op: "wrapper.send", wrapper: "wrapper", data: "", as: "write" },
      { op: "wrapper.recv", wrapper: "wrapper", size: 1 },
      { op: "wrapper.recv", wrapper: "wrapper", size: 1, as: "read" },
      { op: "wrapper.getsockopt", wrapper: "wrapper", option: "SO_ERROR" },
      { op: "wrapper.getsockopt", wrapper: "wrapper", option: "SO_ERROR", bufferSize: 0 },
    ] as const;
    const { messages } = converse(python, [playing({ channels: {}, steps })], { env: { PYTHONPATH: other } });

    expect(messages.flatMap(({ result }) => calls(result?.trace ?? [])).slice(2)).toEqual([
      '0 action wrapper.send wrapper "sent"',
      '0 action wrapper.send wrapper "written"',
      '0 action wrapper.recv wrapper "received"',
      '0 action wrapper.recv wrapper "read"',
      "0 action wrapper.getsockopt wrapper 2",
      "0 action wrapper.getsockopt wrapper 3",
    ]);
  });

  it("hands a file to a channel as a number and a wrapper as it is, and keeps the wrapper a channel replaces", () => {
    const [told] = recorded(python, [
      {
        channels: { channel: { base: "file_dispatcher" } },
        steps: [
          ...BOTH_ENDS,
          { op: "new", channel: "channel", file: "inward" },
          { op: "wrapper.new", as: "wrapper", file: "outward" },
          { op: "set_file", channel: "channel", file: "wrapper" },
          { op: "set_file", channel: "channel", file: "outward" },
          { op: "set_file", channel: "channel", file: "outward" },
          { op: "poll" },
          { op: "get", channel: "channel", attribute: "socket" },
        ],
      },
    ]);

    expect(told?.slice(2)).toEqual([
      "0 action new channel",
      "0 action wrapper.new outward",
      target === "2.7" ? "0 action set_file channel attribute" : "0 action set_file channel type",
      "0 action set_file channel",
      "0 action set_file channel",
      "0 action poll",
      ...Array(3).fill(["1 event readable channel true", "1 event writable channel true"]).flat(),
      ...Array(2).fill("1 event handle_write channel"),
      '0 action get channel {"socket":"unnamed"}',
    ]);
  });

  it("takes nothing for printed that only the interpreter complains of", () => {
    const [told] = recorded(python, [
      {
        channels: { channel: { base: "file_dispatcher", on: { handle_error: [{ do: [{ op: "super" }] }] } } },
        steps: [
          { op: "file.bad", as: "bad" },
          { op: "new", channel: "channel", file: "bad" },
          { op: "wrapper.new", as: "wrapper", file: "bad" },
          { op: "collect" },
          ...BOTH_ENDS,
          { op: "new", channel: "channel", file: "inward" },
          { op: "log", channel: "channel", message: "printed" },
        ],
      },
    ]);

    expect(told).toEqual([
      "0 action file.bad",
      "0 action new channel os EBADF Bad file descriptor",
      "0 action wrapper.new bad os EBADF Bad file descriptor",
      "0 action collect",
      "0 action file.open pipe",
      "0 action file.open pipe",
      "0 action new channel",
      "0 action log channel",
      "1 written",
    ]);
  });

  it("leaves no file and no wrapper open for the next play, dropped files included", () => {
    const littering = [
      { op: "file.open", as: "dropped", peer: "pipe", mode: "read" },
      { op: "drop", name: "dropped" },
      { op: "collect" },
      { op: "file.open", as: "inward", peer: "pipe", mode: "read" },
      { op: "wrapper.new", as: "wrapper", file: "inward" },
      { op: "new", channel: "channel", file: "inward" },
      { op: "new", channel: "failing", file: "inward" },
    ] as const;
    const told = recorded(python, [
      {
        channels: {
          channel: { base: "file_dispatcher" },
          failing: { base: "file_dispatcher", on: { add_channel: [{ raise: { kind: "key" } }] } },
        },
        steps: littering,
      },
      { steps: [{ op: "file.open", as: "outward", peer: "pipe", mode: "write" }] },
    ]);

    expect(told.map((lines) => lines.at(-1))).toEqual([
      "1 event add_channel failing key",
      "0 action file.open pipe os ENXIO No such device or address",
    ]);
  });
});
