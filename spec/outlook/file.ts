// The outlook of area FILE: how each clause on file_wrapper and file_dispatcher will be shown.
// Knows programs only; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on file_wrapper and file_dispatcher will be shown, by clause id. */
export const FILE = {
  // Each of the two descriptors is closed once, and the other one goes on.
  "FILE-01": {
    program: {
      world: "loopback",
      channels: {},
      steps: [
        { op: "peer.pipe", peer: "reader", direction: "from-program" },
        { op: "file.open", as: "pipe", peer: "reader", mode: "write" },
        { op: "wrapper.new", as: "first", file: "pipe" },
        { op: "wrapper.close", wrapper: "first" },
        { op: "file.isBlocking", file: "pipe" },
        { op: "wrapper.new", as: "second", file: "pipe" },
        { op: "file.close", file: "pipe" },
        { op: "wrapper.send", wrapper: "second", data: "still open" },
        { op: "peer.recv", peer: "reader" },
      ],
    },
  },

  "FILE-02": {
    program: {
      world: "loopback",
      channels: {},
      steps: [
        { op: "peer.pipe", peer: "reader", direction: "from-program" },
        { op: "file.open", as: "outward", peer: "reader", mode: "write" },
        { op: "wrapper.new", as: "out", file: "outward" },
        { op: "wrapper.send", wrapper: "out", data: "sent, " },
        { op: "wrapper.send", wrapper: "out", data: "written", as: "write" },
        { op: "peer.recv", peer: "reader" },
        { op: "peer.pipe", peer: "writer", direction: "to-program" },
        { op: "file.open", as: "inward", peer: "writer", mode: "read" },
        { op: "wrapper.new", as: "in", file: "inward" },
        { op: "peer.send", peer: "writer", data: "received, read" },
        { op: "wrapper.recv", wrapper: "in", size: 10 },
        { op: "wrapper.recv", wrapper: "in", size: 100, as: "read" },
      ],
    },
  },

  // Descriptor 7 fails to close. The wrapper has forgotten it by then: nothing is asked of the system about 7 again.
  "FILE-03": {
    program: {
      world: "scripted",
      channels: {},
      script: { files: { pipe: { fd: 4, dup: [{ value: 7 }], close: [{ errno: "EIO" }] } } },
      steps: [
        { op: "wrapper.new", as: "wrapper", file: "pipe" },
        { op: "wrapper.close", wrapper: "wrapper" },
        { op: "wrapper.close", wrapper: "wrapper" },
        { op: "wrapper.fileno", wrapper: "wrapper" },
        { op: "wrapper.recv", wrapper: "wrapper", size: 10 },
        { op: "wrapper.send", wrapper: "wrapper", data: "late" },
      ],
    },
  },

  // A length of zero is no length.
  "FILE-04": {
    program: {
      world: "loopback",
      channels: {},
      steps: [
        { op: "peer.pipe", peer: "writer", direction: "to-program" },
        { op: "file.open", as: "pipe", peer: "writer", mode: "read" },
        { op: "wrapper.new", as: "wrapper", file: "pipe" },
        { op: "wrapper.getsockopt", wrapper: "wrapper", option: "SO_ERROR" },
        { op: "wrapper.getsockopt", wrapper: "wrapper", option: "SO_ERROR", bufferSize: 0 },
        { op: "wrapper.getsockopt", wrapper: "wrapper", option: "SO_ERROR", bufferSize: 4 },
        { op: "wrapper.getsockopt", wrapper: "wrapper", option: "SO_REUSEADDR" },
      ],
    },
  },

  // The reader sees the end of the pipe only if collecting the wrapper closed the last descriptor for writing.
  "FILE-05": {
    program: {
      world: "loopback",
      channels: {},
      steps: [
        { op: "peer.pipe", peer: "reader", direction: "from-program" },
        { op: "file.open", as: "pipe", peer: "reader", mode: "write" },
        { op: "wrapper.new", as: "forgotten", file: "pipe" },
        { op: "file.close", file: "pipe" },
        { op: "drop", name: "forgotten" },
        { op: "collect" },
        { op: "peer.recv", peer: "reader" },
      ],
    },
  },

  // A wrapper is given as a file to show that an object which knows its descriptor will do.
  "FILE-06": {
    program: {
      world: "loopback",
      channels: {
        descriptor: { base: "file_dispatcher", on: { writable: [false], handle_read: [null] } },
        object: { base: "file_dispatcher", on: { writable: [false] } },
      },
      maps: { own: { kind: "plain" } },
      steps: [
        { op: "peer.pipe", peer: "writer", direction: "to-program" },
        { op: "file.open", as: "pipe", peer: "writer", mode: "read" },
        { op: "file.isBlocking", file: "pipe" },
        { op: "new", channel: "descriptor", file: "pipe" },
        { op: "file.isBlocking", file: "pipe" },
        { op: "peer.pipe", peer: "other", direction: "to-program" },
        { op: "file.open", as: "second", peer: "other", mode: "read" },
        { op: "wrapper.new", as: "wrapper", file: "second" },
        { op: "new", channel: "object", file: "wrapper", map: "own" },
        { op: "file.isBlocking", file: "second" },
        // The channel has a descriptor of its own: it is served after the one it was made from is closed.
        { op: "file.close", file: "pipe" },
        { op: "peer.send", peer: "writer", data: "still read" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },

  // The loop finds an empty map and asks nobody.
  "FILE-07": {
    program: {
      world: "loopback",
      channels: { nowhere: { base: "file_dispatcher" } },
      steps: [
        { op: "file.bad", as: "bad" },
        { op: "new", channel: "nowhere", file: "bad" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },

  "FILE-08": {
    program: {
      world: "loopback",
      channels: {
        selected: {
          base: "file_dispatcher",
          on: { writable: [false], handle_read: [{ do: [{ op: "recv", channel: "selected", size: 100 }] }] },
        },
        polled: {
          base: "file_dispatcher",
          on: { writable: [false], handle_read: [{ do: [{ op: "recv", channel: "polled", size: 100 }] }] },
        },
        drained: {
          base: "file_dispatcher",
          on: { writable: [false], handle_read: [{ do: [{ op: "recv", channel: "drained", size: 100 }] }] },
        },
      },
      steps: [
        { op: "peer.pipe", peer: "first", direction: "to-program" },
        { op: "file.open", as: "pipe1", peer: "first", mode: "read" },
        { op: "new", channel: "selected", file: "pipe1" },
        { op: "peer.close", peer: "first" },
        { op: "poll" },
        { op: "peer.pipe", peer: "second", direction: "to-program" },
        { op: "file.open", as: "pipe2", peer: "second", mode: "read" },
        { op: "new", channel: "polled", file: "pipe2" },
        { op: "peer.close", peer: "second" },
        { op: "poll2" },
        { op: "peer.pipe", peer: "third", direction: "to-program" },
        { op: "file.open", as: "pipe3", peer: "third", mode: "read" },
        { op: "new", channel: "drained", file: "pipe3" },
        { op: "peer.send", peer: "third", data: "last words" },
        { op: "peer.close", peer: "third" },
        { op: "poll2" },
      ],
    },
  },

  // handle_close is kept from closing, so that one channel meets all four errors.
  "FILE-09": {
    program: {
      world: "scripted",
      channels: { pipe: { base: "file_dispatcher", on: { handle_close: [null] } } },
      script: {
        files: {
          fifo: {
            fd: 4,
            dup: [{ value: 7 }],
            setblocking: [{ value: null }],
            read: [{ errno: "EAGAIN" }, { errno: "EBADF" }],
            write: [{ errno: "EAGAIN" }, { errno: "EPIPE" }],
          },
        },
      },
      steps: [
        { op: "new", channel: "pipe", file: "fifo" },
        { op: "recv", channel: "pipe", size: 10 },
        { op: "recv", channel: "pipe", size: 10 },
        { op: "send", channel: "pipe", data: "full" },
        { op: "send", channel: "pipe", data: "broken" },
      ],
    },
  },

  "FILE-10": {
    program: {
      world: "loopback",
      channels: {
        selected: {
          base: "file_dispatcher",
          on: { handle_read: [{ do: [{ op: "recv", channel: "selected", size: 100 }] }] },
        },
        polled: {
          base: "file_dispatcher",
          on: { handle_read: [{ do: [{ op: "recv", channel: "polled", size: 100 }] }] },
        },
      },
      steps: [
        { op: "peer.pipe", peer: "first", direction: "from-program" },
        { op: "file.open", as: "pipe1", peer: "first", mode: "write" },
        { op: "new", channel: "selected", file: "pipe1" },
        { op: "peer.close", peer: "first" },
        { op: "poll" },
        { op: "peer.pipe", peer: "second", direction: "from-program" },
        { op: "file.open", as: "pipe2", peer: "second", mode: "write" },
        { op: "new", channel: "polled", file: "pipe2" },
        { op: "peer.close", peer: "second" },
        { op: "poll2" },
      ],
    },
  },
} satisfies OutlookTable;
