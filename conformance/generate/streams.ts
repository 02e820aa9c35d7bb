// Random programs about bytes: what is sent in parts, what arrives in parts. Everything else in them goes well.
// Knows what senders and receivers look like; knows nothing of what is right.

import type {
  Action,
  Base,
  ChannelDeclaration,
  Name,
  Outcome,
  Program,
  Reaction,
  SelectReady,
  Taken,
} from "../../spec/program.ts";
import { FIRST_FD, onePass, plugged } from "./calm.ts";
import type { Dice } from "./dice.ts";

const ALPHABET = ["a", "b", "\r", "\n", "\r\n", "ab", "aab", "\u00ff"] as const;

function text(dice: Dice, most: number): string {
  return dice.times(dice.between(1, most), () => dice.pick(ALPHABET)).join("");
}

/** What both waits answer, `times` times: these descriptors are ready. */
function waits(
  times: number,
  ready: SelectReady,
  flag: "POLLIN" | "POLLOUT",
): Pick<NonNullable<Program["script"]>, "select" | "poll"> {
  const fds = [...(ready.read ?? []), ...(ready.write ?? [])];
  return {
    select: Array.from({ length: times }, () => ({ value: ready })),
    poll: Array.from({ length: times }, () => ({ value: fds.map((fd) => ({ fd, flags: [flag] })) })),
  };
}

const TAKEN: readonly Outcome<Taken>[] = [
  ...([{ value: "all" }, { value: "all" }, { value: 1 }, { value: 2 }, { value: 3 }, { value: 0 }] as const),
  { errno: "EAGAIN" },
];

function sending(dice: Dice, channel: Name, base: Base): Action {
  const data = text(dice, 5);
  if (base !== "async_chat") return { op: "send", channel, data };
  return dice.chance(80)
    ? { op: "push", channel, data }
    : { op: "push_with_producer", channel, producer: { data, bufferSize: 2 } };
}

const PIECES: readonly (readonly Reaction[])[] = [
  ["one", "two", ""],
  ["abc", null],
  ["\r\n", "x", null],
];

/** A channel that sends or pushes, over a system that takes what it likes. */
export function senderDraft(dice: Dice): Program {
  const base = dice.pick(["dispatcher_with_send", "async_chat"] as const);
  const isChat = base === "async_chat";
  const hasProducer = isChat && dice.chance(40);
  const sends = dice
    .times(dice.between(2, 6), () => [sending(dice, "c0", base), ...dice.some([onePass(dice)], 40)])
    .flat();
  const produced: Action[] = hasProducer ? [{ op: "push_with_producer", channel: "c0", producer: "more0" }] : [];
  const steps: Action[] = [
    { op: "new", channel: "c0", socket: "s0" },
    ...(isChat && dice.chance(60)
      ? [{ op: "set", channel: "c0", attribute: "ac_out_buffer_size", value: dice.between(1, 4) } as const]
      : []),
    ...sends.toSpliced(dice.below(sends.length + 1), 0, ...produced),
    ...(isChat && dice.chance(60) ? [{ op: "close_when_done", channel: "c0" } as const] : []),
    ...(dice.chance(20) ? [sending(dice, "c0", base)] : []),
    ...dice.times(12, () => onePass(dice)),
  ];
  const send = dice.times(40, () => dice.pick(TAKEN));
  return {
    world: "scripted",
    channels: { c0: { base } },
    ...(hasProducer ? { producers: { more0: { on: { more: dice.pick(PIECES) } } } } : {}),
    script: {
      sockets: { s0: { ...plugged(FIRST_FD), send } },
      ...waits(steps.length, { write: [FIRST_FD] }, "POLLOUT"),
    },
    steps,
  };
}

/** `stream` cut into pieces, none of them empty. */
function cut(dice: Dice, stream: string): readonly Outcome<string>[] {
  const pieces: Outcome<string>[] = [];
  for (let rest = stream; rest !== ""; ) {
    const size = dice.pick([1, 1, 2, 3, 5, 8]);
    pieces.push({ value: rest.slice(0, size) });
    rest = rest.slice(size);
    if (dice.chance(10)) pieces.push({ errno: "EAGAIN" });
  }
  return pieces;
}

/** Two chats that are sent the same, cut in two ways. */
export function twinsDraft(dice: Dice): Program {
  const terminator = dice.pick(["\r\n", "\r\n", "\n", "aab", "ab", "\r\n\r\n", "ab\nab", 1, 3, 4, 7, null]);
  const found: readonly Reaction[] = [null, null, { do: [] }];
  const next = () => dice.pick(["\r\n", "ab", 2, 3, null] as const);
  const changes = dice.chance(35) ? dice.times(2, next) : [];
  const stream = text(dice, 16);
  const chat = (channel: Name): ChannelDeclaration => ({
    base: "async_chat",
    on: {
      writable: [false],
      collect_incoming_data: [null],
      found_terminator:
        changes.length === 0
          ? [dice.pick(found)]
          : changes.map((one) => ({ do: [{ op: "set_terminator", channel, terminator: one }] })),
    },
  });
  const socket = (fd: number) => ({ ...plugged(fd), recv: cut(dice, stream) });
  const sockets = { s0: socket(FIRST_FD), s1: socket(FIRST_FD + 1) };
  const passes = Math.max(sockets.s0.recv.length, sockets.s1.recv.length);
  const ready = (index: number) =>
    Object.values(sockets)
      .filter(({ recv }) => index < recv.length)
      .map(({ fd }) => fd);
  return {
    world: "scripted",
    channels: { c0: chat("c0"), c1: chat("c1") },
    script: {
      sockets,
      select: Array.from({ length: passes }, (_, index) => ({ value: { read: ready(index) } })),
      poll: Array.from({ length: passes }, (_, index) => ({
        value: ready(index).map((fd) => ({ fd, flags: ["POLLIN"] as const })),
      })),
    },
    steps: [
      ...["0", "1"].flatMap((which): Action[] => [
        { op: "new", channel: `c${which}`, socket: `s${which}` },
        { op: "set_terminator", channel: `c${which}`, terminator },
      ]),
      { op: "loop", timeout: 0, count: passes },
    ],
  };
}

const SMALL = { observations: 500 } as const;

function connected(dice: Dice): readonly Action[] {
  const [server, wire] = ["server", "wire"] as const;
  const listens: Action = { op: "peer.listen", peer: server };
  const accepts: Action = { op: "peer.accept", peer: server, as: wire };
  if (dice.chance(50))
    return [
      listens,
      { op: "socket.create", as: "s0", family: "inet", type: "stream" },
      { op: "socket.connect", socket: "s0", to: server },
      accepts,
      { op: "new", channel: "c0", socket: "s0" },
    ];
  return [
    listens,
    { op: "new", channel: "c0" },
    { op: "create_socket", channel: "c0" },
    { op: "connect", channel: "c0", to: server },
    accepts,
    ...dice.some([onePass(dice)], 80),
  ];
}

/** A real connection on which both sides send little by little, and read when they like. */
export function wireDraft(dice: Dice): Program {
  const base = dice.pick(["dispatcher", "dispatcher_with_send", "async_chat"] as const);
  const recv: Reaction = { do: [{ op: "recv", channel: "c0", size: dice.between(1, 6) }] };
  const own = base === "async_chat" ? { collect_incoming_data: [null] } : { handle_read: [recv] };
  const act = (): Action =>
    dice.weigh<() => Action>([
      [4, () => sending(dice, "c0", base)],
      [4, () => ({ op: "peer.send", peer: "wire", data: text(dice, 4) })],
      [3, () => ({ op: "peer.recv", peer: "wire", ...(dice.chance(40) ? { size: 2 } : {}) })],
      [4, () => onePass(dice)],
    ])();
  return {
    world: "loopback",
    channels: { c0: { base, on: own } },
    limits: SMALL,
    steps: [
      ...connected(dice),
      ...(base === "async_chat" ? [{ op: "set_terminator", channel: "c0", terminator: null } as const] : []),
      ...dice.times(dice.between(3, 10), act),
      ...dice.times(12, () => onePass(dice)),
      { op: "peer.recv", peer: "wire" },
    ],
  };
}
