// The outlook of area CHAT: how each clause on asynchat's async_chat and its helpers will be shown.
// Knows programs only; nothing here is played yet.

import type { Action, ChannelEvent, ProducerDeclaration, Program, Reactions } from "../program.ts";
import type { OutlookTable } from "./outlook.ts";

/** Collects and finds in silence: the events themselves are what the trace shows. */
const SILENT: Reactions<ChannelEvent> = { collect_incoming_data: [null], found_terminator: [null] };

/** Makes `chat` on a connected socket; the suite's end of the wire is the peer `wire`. */
const CONNECTED: readonly Action[] = [
  { op: "peer.listen", peer: "server" },
  { op: "socket.create", as: "ours", family: "inet", type: "stream" },
  { op: "socket.connect", socket: "ours", to: "server" },
  { op: "peer.accept", peer: "server", as: "wire" },
  { op: "new", channel: "chat", socket: "ours" },
];

/** Makes `chat` and starts to connect; the kernel completes the connection, the channel does not know it yet. */
const CONNECTING: readonly Action[] = [
  { op: "peer.listen", peer: "server" },
  { op: "new", channel: "chat" },
  { op: "create_socket", channel: "chat" },
  { op: "connect", channel: "chat", to: "server" },
  { op: "peer.accept", peer: "server", as: "wire" },
];

/** A loopback program around the channel `chat`. */
function chat(
  steps: readonly Action[],
  on: Reactions<ChannelEvent> = {},
  producers: Readonly<Record<string, ProducerDeclaration>> = {},
): Program {
  return { world: "loopback", channels: { chat: { base: "async_chat", on: { ...SILENT, ...on } } }, producers, steps };
}

/** What the suite's end of the wire sends, and one pass in which the channel receives it. */
function arrives(data: string): readonly Action[] {
  return [
    { op: "peer.send", peer: "wire", data },
    { op: "loop", timeout: 0, count: 1 },
  ];
}

/** One pass, and a look at what it made arrive at the other end. */
const PASS_AND_LOOK: readonly Action[] = [
  { op: "loop", timeout: 0, count: 1 },
  { op: "peer.recv", peer: "wire" },
];

/** How the clauses on async_chat, its producers and its helpers will be shown, by clause id. */
export const CHAT = {
  // Set on the class before the channel is made, and on the instance between two sends.
  "CHAT-01": {
    program: chat([
      { op: "get", channel: "chat", attribute: "ac_in_buffer_size", class: true },
      { op: "get", channel: "chat", attribute: "ac_out_buffer_size", class: true },
      { op: "set", channel: "chat", attribute: "ac_in_buffer_size", value: 4, class: true },
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: null },
      ...arrives("abcdef"),
      { op: "loop", timeout: 0, count: 1 },
      { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 3 },
      { op: "push", channel: "chat", data: "uvwxyz" },
      { op: "peer.recv", peer: "wire" },
      ...PASS_AND_LOOK,
    ]),
  },

  // Twelve bytes wait, eight are received and parsed: who reads until nothing is left finds three lines in the first pass.
  "CHAT-02": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: "\r\n" },
      { op: "set", channel: "chat", attribute: "ac_in_buffer_size", value: 8 },
      ...arrives("ab\r\ncd\r\nef\r\n"),
      { op: "loop", timeout: 0, count: 1 },
    ]),
  },

  "CHAT-03": {
    program: {
      world: "loopback",
      channels: { chat: { base: "async_chat", on: { handle_error: [null] } } },
      steps: [
        ...CONNECTED,
        { op: "set_terminator", channel: "chat", terminator: "\n" },
        ...arrives("\n"),
        ...arrives("text"),
      ],
    },
  },

  "CHAT-04": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: "\r\n" },
      ...arrives("ab\r\ncd\r\nef"),
    ]),
  },

  "CHAT-05": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: "\r\n" },
      ...arrives("\r\n\r\n"),
    ]),
  },

  // Three held bytes become a terminator; two held bytes, alone in the buffer, turn out to be text.
  "CHAT-06": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: "\r\n\r\n" },
      ...arrives("ab\r\n\r"),
      ...arrives("\n"),
      ...arrives("\r\n"),
      ...arrives("x"),
    ]),
  },

  "CHAT-07": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: 5 },
      ...arrives("abc"),
      { op: "get", channel: "chat", attribute: "terminator" },
      ...arrives("defgh"),
    ]),
  },

  // The first time the count is left at 0, the second time a new one is set.
  "CHAT-08": {
    program: chat(
      [
        ...CONNECTED,
        { op: "set_terminator", channel: "chat", terminator: 3 },
        ...arrives("abcdef"),
        { op: "set_terminator", channel: "chat", terminator: 2 },
        ...arrives("ghijkl"),
      ],
      {
        found_terminator: [
          { do: [{ op: "get", channel: "chat", attribute: "terminator" }] },
          { do: [{ op: "set_terminator", channel: "chat", terminator: 4 }] },
          null,
        ],
      },
    ),
  },

  "CHAT-09": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: null },
      ...arrives("none\n"),
      { op: "set_terminator", channel: "chat", terminator: 0 },
      ...arrives("zero\n"),
      { op: "set_terminator", channel: "chat", terminator: "" },
      ...arrives("empty\n"),
    ]),
  },

  // get_terminator is overridden only to be seen.
  "CHAT-10": {
    program: chat([...CONNECTED, { op: "set_terminator", channel: "chat", terminator: "\n" }, ...arrives("a\nb;c\n")], {
      get_terminator: [{ do: [{ op: "super" }] }],
      found_terminator: [{ do: [{ op: "set_terminator", channel: "chat", terminator: ";" }] }, null],
    }),
  },

  "CHAT-11": {
    program: chat(
      [...CONNECTED, { op: "set_terminator", channel: "chat", terminator: "\n" }, ...arrives("QUIT\nNOOP\n")],
      { found_terminator: [{ do: [{ op: "close", channel: "chat" }] }, null] },
    ),
  },

  // Before the pass something waits in each of the three buffers; after it nothing is parsed, kept or sent.
  "CHAT-12": {
    program: chat(
      [
        ...CONNECTED,
        { op: "set_terminator", channel: "chat", terminator: "\n" },
        { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 2 },
        { op: "push", channel: "chat", data: "abcd" },
        { op: "peer.recv", peer: "wire" },
        { op: "_collect_incoming_data", channel: "chat", data: "kept" },
        ...arrives("stop\nnever parsed\n"),
        { op: "get", channel: "chat", attribute: "incoming" },
        { op: "peer.recv", peer: "wire" },
      ],
      { found_terminator: [{ do: [{ op: "discard_buffers", channel: "chat" }] }] },
    ),
  },

  // "a" is delivered twice, "c" is found but its end is lost, "d" waits for the next read.
  "CHAT-13": {
    program: chat(
      [
        ...CONNECTED,
        { op: "set_terminator", channel: "chat", terminator: "\n" },
        ...arrives("a\n"),
        ...arrives("b\n"),
        ...arrives("c\nd\n"),
        ...arrives("e\n"),
      ],
      {
        collect_incoming_data: [{ raise: { kind: "value", text: "not collected" } }, null],
        found_terminator: [null, null, { raise: { kind: "value", text: "not found" } }, null],
        handle_error: [null],
      },
    ),
  },

  "CHAT-14": {
    program: chat([...CONNECTED, ...arrives("too early\n")], {
      handle_error: [{ do: [{ op: "close", channel: "chat" }] }],
    }),
  },

  // Where the count is refused the terminator stays none.
  "CHAT-15": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: null },
      { op: "set_terminator", channel: "chat", terminator: -2 },
      ...arrives("abcdef"),
    ]),
  },

  "CHAT-16": {
    program: {
      world: "scripted",
      channels: { chat: { base: "async_chat", on: { ...SILENT, handle_error: [null] } } },
      script: {
        sockets: {
          ours: {
            fd: 5,
            setblocking: [{ value: null }],
            getpeername: [{ value: "remote" }],
            recv: [
              { errno: "EAGAIN" },
              { errno: "EALREADY" },
              { errno: "EINPROGRESS" },
              { errno: "ETIMEDOUT" },
              { errno: "ECONNRESET" },
            ],
            close: [{ value: null }],
          },
        },
        select: [
          { value: { read: [5] } },
          { value: { read: [5] } },
          { value: { read: [5] } },
          { value: { read: [5] } },
          { value: { read: [5] } },
        ],
      },
      steps: [
        { op: "new", channel: "chat", socket: "ours" },
        { op: "loop", timeout: 0, count: 5 },
      ],
    },
  },

  "CHAT-17": {
    program: chat([
      ...CONNECTED,
      { op: "set_terminator", channel: "chat", terminator: "\r\n" },
      ...arrives("ab\r"),
      { op: "peer.close", peer: "wire" },
      { op: "loop", timeout: 0, count: 1 },
    ]),
  },

  // No type of line is ignored, and still none is written.
  "CHAT-18": {
    program: chat([
      ...CONNECTED,
      { op: "set", channel: "chat", attribute: "ignore_log_types", value: [] },
      { op: "peer.close", peer: "wire" },
      { op: "loop", timeout: 0, count: 1 },
    ]),
  },

  // The limit is raised after the push: what was split then stays split.
  "CHAT-19": {
    program: chat([
      ...CONNECTED,
      { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 10 },
      { op: "push", channel: "chat", data: "just right" },
      { op: "peer.recv", peer: "wire" },
      { op: "push", channel: "chat", data: "aaaaaaaaaabbbbbbbbbbccccc" },
      { op: "peer.recv", peer: "wire" },
      { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 100 },
      ...PASS_AND_LOOK,
      ...PASS_AND_LOOK,
    ]),
  },

  // A list has a length and can be cut like bytes: only a check of its type refuses it at once.
  "CHAT-20": {
    program: chat([
      ...CONNECTED,
      { op: "push", channel: "chat", data: { value: 5 } },
      { op: "push", channel: "chat", data: { value: [] } },
      { op: "push", channel: "chat", data: "bytes" },
      { op: "peer.recv", peer: "wire" },
    ]),
  },

  "CHAT-21": {
    program: chat([
      ...CONNECTING,
      { op: "push", channel: "chat", data: "a" },
      { op: "push", channel: "chat", data: "b" },
      { op: "push", channel: "chat", data: "c" },
      ...PASS_AND_LOOK,
      ...PASS_AND_LOOK,
      ...PASS_AND_LOOK,
    ]),
  },

  // The entry is queued whole and the limit lowered afterwards, so that it is longer than one send.
  "CHAT-22": {
    program: {
      world: "scripted",
      channels: { chat: { base: "async_chat", on: SILENT } },
      script: {
        sockets: {
          ours: {
            fd: 5,
            setblocking: [{ value: null }],
            getpeername: [{ value: "remote" }],
            send: [{ errno: "EAGAIN" }, { value: 2 }, { value: 0 }, { value: 1 }, { value: "all" }],
          },
        },
        select: [
          { value: { write: [5] } },
          { value: { write: [5] } },
          { value: { write: [5] } },
          { value: { write: [5] } },
          { value: {} },
        ],
      },
      steps: [
        { op: "new", channel: "chat", socket: "ours" },
        { op: "push", channel: "chat", data: "hello" },
        { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 4 },
        { op: "loop", timeout: 0, count: 5 },
      ],
    },
  },

  // The wire is there, so whoever does not look at `connected` sends at once.
  "CHAT-23": {
    program: chat([
      ...CONNECTING,
      { op: "push", channel: "chat", data: "early" },
      { op: "peer.recv", peer: "wire" },
      ...PASS_AND_LOOK,
    ]),
  },

  "CHAT-24": {
    program: chat([...CONNECTING, ...PASS_AND_LOOK], {
      handle_connect: [
        {
          do: [
            { op: "push", channel: "chat", data: "HELO" },
            { op: "peer.recv", peer: "wire" },
          ],
        },
      ],
    }),
  },

  // The producer is asked a third time in the pass that sends what was pushed behind it.
  "CHAT-25": {
    program: chat(
      [
        ...CONNECTED,
        { op: "push_with_producer", channel: "chat", producer: "words" },
        { op: "peer.recv", peer: "wire" },
        { op: "push", channel: "chat", data: "end" },
        { op: "peer.recv", peer: "wire" },
        ...PASS_AND_LOOK,
      ],
      {},
      { words: { on: { more: ["aa", "bb", ""] } } },
    ),
  },

  "CHAT-26": {
    program: chat(
      [
        ...CONNECTED,
        { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 3 },
        { op: "push_with_producer", channel: "chat", producer: "words" },
        { op: "peer.recv", peer: "wire" },
        ...PASS_AND_LOOK,
        ...PASS_AND_LOOK,
        ...PASS_AND_LOOK,
      ],
      {},
      { words: { on: { more: ["abcdefg", ""] } } },
    ),
  },

  "CHAT-27": {
    program: chat(
      [
        ...CONNECTED,
        { op: "push_with_producer", channel: "chat", producer: "moody" },
        { op: "loop", timeout: 0, count: 1 },
        ...PASS_AND_LOOK,
      ],
      { handle_error: [null] },
      {
        moody: {
          on: {
            more: [
              { raise: { kind: "value", text: "asked by the program" } },
              { raise: { kind: "value", text: "asked by the loop" } },
              "at last",
              "",
            ],
          },
        },
      },
    ),
  },

  // `lossy` keeps "bb" to itself, `empty` takes "next" with it, and `alone` has no next entry to take.
  "CHAT-28": {
    program: chat(
      [
        ...CONNECTING,
        { op: "push_with_producer", channel: "chat", producer: "lossy" },
        { op: "push_with_producer", channel: "chat", producer: "empty" },
        { op: "push", channel: "chat", data: "next" },
        { op: "push", channel: "chat", data: "last" },
        ...PASS_AND_LOOK,
        ...PASS_AND_LOOK,
        { op: "push_with_producer", channel: "chat", producer: "alone" },
      ],
      {},
      {
        lossy: { truth: false, on: { more: ["aa", "bb", ""] } },
        empty: { truth: false, on: { more: [""] } },
        alone: { truth: false, on: { more: [""] } },
      },
    ),
  },

  // `send` is overridden only to be seen: nobody else notices that nothing was sent.
  "CHAT-29": {
    program: chat(
      [
        ...CONNECTING,
        { op: "push", channel: "chat", data: "" },
        { op: "push", channel: "chat", data: "abc" },
        ...PASS_AND_LOOK,
        ...PASS_AND_LOOK,
      ],
      { send: [{ do: [{ op: "super" }] }] },
    ),
  },

  "CHAT-30": {
    program: chat([
      ...CONNECTED,
      { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 2 },
      { op: "push", channel: "chat", data: "bye!" },
      { op: "close_when_done", channel: "chat" },
      { op: "push", channel: "chat", data: "late" },
      { op: "peer.recv", peer: "wire" },
      ...PASS_AND_LOOK,
    ]),
  },

  // `offline` has a socket that never connects: it is writable for the kernel, and still not closed.
  "CHAT-31": {
    program: {
      world: "loopback",
      channels: {
        chat: { base: "async_chat", on: SILENT },
        offline: { base: "async_chat", on: { ...SILENT, readable: [false] } },
      },
      steps: [
        ...CONNECTED,
        { op: "close_when_done", channel: "chat" },
        { op: "new", channel: "offline" },
        { op: "create_socket", channel: "offline" },
        { op: "close_when_done", channel: "offline" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },

  // Writable while it connects, idle afterwards, writable again while "b" waits.
  "CHAT-32": {
    program: chat([
      ...CONNECTING,
      { op: "loop", timeout: 0, count: 2 },
      { op: "set", channel: "chat", attribute: "ac_out_buffer_size", value: 1 },
      { op: "push", channel: "chat", data: "ab" },
      { op: "loop", timeout: 0, count: 2 },
    ]),
  },

  // Both errors leave "first" at the front; it goes out in the first pass.
  "CHAT-33": {
    program: {
      world: "scripted",
      channels: { chat: { base: "async_chat", on: { ...SILENT, handle_error: [null], handle_close: [null] } } },
      script: {
        sockets: {
          ours: {
            fd: 5,
            setblocking: [{ value: null }],
            getpeername: [{ value: "remote" }],
            send: [{ errno: "ENOBUFS" }, { errno: "EPIPE" }, { value: "all" }, { value: "all" }],
          },
        },
        select: [{ value: { write: [5] } }, { value: { write: [5] } }],
      },
      steps: [
        { op: "new", channel: "chat", socket: "ours" },
        { op: "push", channel: "chat", data: "first" },
        { op: "push", channel: "chat", data: "second" },
        { op: "loop", timeout: 0, count: 2 },
      ],
    },
  },

  "CHAT-34": {
    program: chat([
      { op: "new", channel: "chat" },
      { op: "_collect_incoming_data", channel: "chat", data: "ab" },
      { op: "_collect_incoming_data", channel: "chat", data: "cd" },
      { op: "get", channel: "chat", attribute: "incoming" },
      { op: "_get_data", channel: "chat" },
      { op: "_get_data", channel: "chat" },
    ]),
  },

  "CHAT-35": {
    program: {
      world: "loopback",
      channels: {},
      steps: [
        { op: "find_prefix_at_end", haystack: "qwerty\r", needle: "\r\n" },
        { op: "find_prefix_at_end", haystack: "qwerty", needle: "\r\n" },
        { op: "find_prefix_at_end", haystack: "abab", needle: "abc" },
        // The longest prefix that is not all of the needle, even where it overlaps itself.
        { op: "find_prefix_at_end", haystack: "abab", needle: "abab" },
        { op: "find_prefix_at_end", haystack: "qwerty\r\n", needle: "\r\n" },
        { op: "find_prefix_at_end", haystack: "line\n", needle: "\n" },
        { op: "find_prefix_at_end", haystack: "line", needle: "" },
      ],
    },
  },

  "CHAT-36": {
    program: {
      world: "loopback",
      channels: {},
      steps: [
        { op: "simple_producer", data: "abcdefg", bufferSize: 3, calls: 5 },
        { op: "simple_producer", data: { repeat: "x", times: 512 }, calls: 2 },
        { op: "simple_producer", data: { repeat: "x", times: 513 }, calls: 3 },
      ],
    },
  },

  "CHAT-37": {
    probe:
      "The fifo class of 2.7 belongs to no channel, and whether a module has a name is for its own language to say.",
  },

  // Text is made bytes while the channel says so; as it is, it meets bytes and fails.
  "CHAT-38": {
    program: chat(
      [
        ...CONNECTED,
        { op: "get", channel: "chat", attribute: "use_encoding" },
        { op: "get", channel: "chat", attribute: "encoding" },
        { op: "set", channel: "chat", attribute: "use_encoding", value: true },
        { op: "set_terminator", channel: "chat", terminator: { text: "\u00a7" } },
        ...arrives("encoded\u00a7"),
        { op: "set", channel: "chat", attribute: "use_encoding", value: false },
        { op: "set_terminator", channel: "chat", terminator: { text: ";" } },
        ...arrives("plain;"),
      ],
      { handle_error: [null] },
    ),
  },

  // add_channel is what the base's constructor calls: by then the list of what came in must be there.
  "CHAT-39": {
    program: {
      world: "loopback",
      channels: {
        chat: {
          base: "async_chat",
          on: {
            ...SILENT,
            add_channel: [{ do: [{ op: "get", channel: "chat", attribute: "incoming" }, { op: "super" }] }],
          },
        },
      },
      maps: { own: { kind: "plain" } },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "socket.create", as: "ours", family: "inet", type: "stream" },
        { op: "socket.connect", socket: "ours", to: "server" },
        { op: "new", channel: "chat", socket: "ours", map: "own" },
      ],
    },
  },

  "CHAT-40": {
    program: chat([
      ...CONNECTING,
      { op: "set_terminator", channel: "chat", terminator: "\r\n" },
      ...arrives("220 welcome\r\n"),
    ]),
  },
} satisfies OutlookTable;
